import { opencti } from './api';

/** Works through the campaign's list; Sales Engagement hands over the work, and the phone reports it done. */
export function followCampaign(campaignHost: string, attempts: number): void {
  opencti.hvs.onWorkStart({
    listener: async ({ workId, attributes }: { workId: string; attributes: { to: string } }) => {
      for (let attempt = 1; attempt <= attempts; attempt++) {
        const response = await fetch(`${campaignHost}/next?number=${attributes.to}&attempt=${attempt}`);
        if (response.ok) break;
      }
      opencti.hvs.completeWork({ workId, attributes: { disposition: 'Reached', wasConnected: true } });
    },
  });
}
