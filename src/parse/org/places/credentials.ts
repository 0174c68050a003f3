/** Credentials and connected apps: those that name a telephone system, and the hosts of all others for the join to judge. */
import type { XmlElement } from '../../xml.ts';
import { childOf, childrenOf, childText, descendants, trimmedText } from '../elements.ts';
import type { HostCandidate, OrgReading, Sighting, TypeReader } from '../reading.ts';
import { namesTelephony } from './phone-words.ts';
import { placed, readRoot, type Rooted } from './roots.ts';
import { outsideHost } from './trusted-hosts.ts';

export const CREDENTIAL_READER: TypeReader = {
  types: ['NamedCredential', 'ExternalCredential', 'ConnectedApp', 'ExternalClientApplication'],
  look: null,
  read: (source) => readRoot(source, readCredential),
};

function readCredential(rooted: Rooted): Partial<OrgReading> {
  const { document, root, component } = rooted;
  const isApp = component.type === 'ConnectedApp' || component.type === 'ExternalClientApplication';
  const sign = isApp ? 'phone-connected-app' : 'phone-credential';
  const canvas = component.type === 'ConnectedApp' ? openCtiCanvas(rooted) : null;
  const byName = namesTelephony(component.name) || namesTelephony(component.label ?? '');
  const sightings: Sighting[] = [];
  if (canvas || byName) {
    const at = canvas ?? childOf(root, 'label') ?? childOf(root, 'masterLabel') ?? root;
    const confidence = canvas ? 'exact' : 'text';
    sightings.push({ kind: 'phone-place', sign, component, value: component.name, confidence, ...placed(document, at) });
  }
  const hostCandidates: HostCandidate[] = [];
  const known = new Set<string>();
  // One sighting of the app is enough.
  for (const { element, addresses } of sightings.length === 0 ? addressesOf(rooted) : []) {
    const at = placed(document, element);
    for (const host of addresses.map(outsideHost)) {
      if (host === null || known.has(host)) continue;
      known.add(host);
      hostCandidates.push({ component, host, sign, ...at });
    }
  }
  if (!canvas) return { sightings, hostCandidates };
  const { line, column } = placed(document, canvas);
  return { sightings, hostCandidates, hosts: [{ ...component, line, column, role: 'adapter' }] };
}

/** Where a connected app says that its Canvas is the phone of Open CTI. */
function openCtiCanvas({ document, root }: Rooted): XmlElement | null {
  const locations = childrenOf(root, 'canvasConfig').flatMap((canvas) => childrenOf(canvas, 'locations'));
  return locations.find((location) => trimmedText(document, location) === 'OpenCTI') ?? null;
}

/** Elements that hold an address, in connected apps and in both makes of named credentials. */
const ADDRESSES = new Set(['endpoint', 'url', 'canvasUrl', 'callbackUrl', 'startUrl', 'mobileStartUrl']);

function* addressesOf({ document, root }: Rooted): Generator<{ readonly element: XmlElement; readonly addresses: readonly string[] }> {
  for (const element of descendants(root)) {
    // Parameters hold other things than addresses too.
    if (element.name === 'namedCredentialParameters') {
      const value = childText(document, element, 'parameterType') === 'Url' ? childOf(element, 'parameterValue') : undefined;
      if (value) yield { element: value, addresses: [trimmedText(document, value)] };
    } else if (ADDRESSES.has(element.name)) {
      // Callback addresses stand one to a line.
      yield {
        element,
        addresses: trimmedText(document, element)
          .split(/\s+/)
          .filter((address) => address.includes('//')),
      };
    }
  }
}
