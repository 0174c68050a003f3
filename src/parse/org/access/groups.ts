/** Permission set groups: what they bundle, and what they take away again. */
import type { Fact } from '../../../model/fact.ts';
import { childrenOf, childText, trimmedText } from '../elements.ts';
import { placed, readRoot, type Rooted } from '../places/roots.ts';
import type { OrgReading, Reference, Sighting, TypeReader } from '../reading.ts';

export const GROUP_READER: TypeReader = {
  types: ['PermissionSetGroup'],
  look: /<permissionSets\b/,
  deferred: true,
  read: (source) => readRoot(source, readGroup),
};

/** Salesforce's own sets for Voice, by API name. Those marked `text` are known by analogy only. */
const CONTACT_CENTER_SETS: Readonly<Record<string, Fact['confidence']>> = {
  ContactCenterAdminExternalTelephony: 'exact',
  ContactCenterAgentExternalTelephony: 'exact',
  ContactCenterSupervisorExternalTelephony: 'exact',
  ContactCenterSupervisor: 'exact',
  ContactCenterAdmin: 'text',
  ContactCenterAgent: 'text',
};

function readGroup({ document, root, component }: Rooted): Partial<OrgReading> {
  const sets: string[] = [];
  const muted: string[] = [];
  const references: Reference[] = [];
  const sightings: Sighting[] = [];
  for (const element of childrenOf(root, 'permissionSets')) {
    const name = trimmedText(document, element);
    if (name === '') continue;
    const at = placed(document, element);
    const { line, column } = at;
    sets.push(name);
    references.push({ from: component, relation: 'bundles', to: { type: 'PermissionSet', name }, line, column });
    const confidence = Object.hasOwn(CONTACT_CENTER_SETS, name) ? CONTACT_CENTER_SETS[name] : undefined;
    if (confidence) sightings.push({ kind: 'foundation', sign: 'voice-permission-set', component, value: name, confidence, ...at });
  }
  for (const element of childrenOf(root, 'mutingPermissionSets')) {
    const name = trimmedText(document, element);
    if (name === '') continue;
    const { line, column } = placed(document, element);
    muted.push(name);
    references.push({ from: component, relation: 'mutes', to: { type: 'MutingPermissionSet', name }, line, column });
  }
  const licence = childText(document, root, 'license') || null;
  const none = { apps: [], pages: [], classes: [], permissions: [], presenceStatuses: [] };
  return { audiences: [{ ...component, licence, ...none, sets, muted }], references, sightings };
}
