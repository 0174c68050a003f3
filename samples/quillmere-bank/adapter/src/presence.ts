import type { Telephony } from './telephony';

declare const sforce: any;

export type AgentState = 'Ready' | 'NotReady' | 'OnCall';

/** Status ids of Omni-Channel in the production org. */
const STATUS_IDS: Record<AgentState, string> = { Ready: '0N5000000000001', NotReady: '0N5000000000002', OnCall: '0N5000000000003' };

/** Keeps the state of the line and the presence of Omni-Channel alike, in both directions. */
export class Presence {
  private readonly api = sforce.console.presence;

  constructor(private readonly telephony: Telephony) {
    sforce.console.addEventListener(sforce.console.ConsoleEvent.PRESENCE.STATUS_CHANGED, (event: { statusId: string }) =>
      this.follow(event.statusId),
    );
  }

  setAgentState(state: AgentState): void {
    this.api.setServicePresenceStatus(STATUS_IDS[state], (answer: { success: boolean }) => {
      if (!answer.success) console.warn('Presence was not set');
    });
  }

  private follow(statusId: string): void {
    const state = Object.entries(STATUS_IDS).find(([, id]) => id === statusId)?.[0];
    if (state) void this.telephony.dial(`*7${state === 'Ready' ? 1 : 0}`);
  }
}
