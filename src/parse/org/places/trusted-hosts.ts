/** What the org lets in or reaches: trusted sites, remote sites, CORS origins and pages' frames. Whose hosts they are, the join tells. */
import { isOutside } from '../../adapter/hosts.ts';
import { hostOf } from '../../adapter/markup/contacts.ts';
import { childOf, childText, descendants, trimmedText } from '../elements.ts';
import type { HostCandidate, OrgReading, Sighting, TypeReader } from '../reading.ts';
import { placed, readRoot, type Rooted } from './roots.ts';

/** The element that holds the address, by type. */
const ADDRESS: Readonly<Record<string, string>> = {
  CspTrustedSite: 'endpointUrl',
  RemoteSiteSetting: 'url',
  CorsWhitelistOrigin: 'urlPattern',
  IframeWhiteListUrlSettings: 'url',
};

export const TRUSTED_HOST_READER: TypeReader = {
  types: Object.keys(ADDRESS),
  look: /<(?:endpointUrl|url|urlPattern)\b/i,
  read: (source) => readRoot(source, readTrusted),
};

function readTrusted({ document, root, component }: Rooted): Partial<OrgReading> {
  if (childText(document, root, 'isActive') === 'false') return {};
  const hostCandidates: HostCandidate[] = [];
  for (const element of descendants(root)) {
    if (element.name !== ADDRESS[component.type]) continue;
    const host = outsideHost(trimmedText(document, element));
    if (host !== null) hostCandidates.push({ component, host, sign: 'trusted-phone-host', ...placed(document, element) });
  }
  const sightings: Sighting[] = [];
  const microphone = component.type === 'CspTrustedSite' ? childOf(root, 'canAccessMicrophone') : undefined;
  if (microphone && trimmedText(document, microphone) === 'true') {
    const value = hostCandidates[0]?.host ?? component.name;
    sightings.push({
      kind: 'phone-place',
      sign: 'trusted-microphone',
      component,
      value,
      confidence: 'exact',
      ...placed(document, microphone),
    });
  }
  return { hostCandidates, sightings };
}

/** The host of an address with or without its scheme; null for Salesforce's own and for what is no address. */
export function outsideHost(address: string): string | null {
  const host = hostOf(address.includes('//') ? address : `//${address}`);
  return host !== null && isOutside(host) ? host : null;
}
