/** Profiles and permission sets: who opens what of the phone, and who holds rights of call centers, Sales Dialer or Voice. */
import { s } from '../../../model/sentence.ts';
import type { Audience } from '../../../model/assessment.ts';
import { indexLines, type Position } from '../../lines.ts';
import { speaksOfCalls } from '../call-fields.ts';
import { elementSnippet } from '../places/roots.ts';
import type { Component, NamedField, OrgDocument, OrgReading, Reference, Sighting, TypeReader, Wanted } from '../reading.ts';
import { DIALER_LICENCES, isPhoneLicence, VOICE_LICENCES } from './audiences.ts';
import { entriesOf, type Entry, type EntryKey, type Plain } from './entries.ts';
import { rightsExcerpt } from './excerpt.ts';

export const PERMISSION_READER: TypeReader = {
  types: ['Profile', 'PermissionSet', 'MutingPermissionSet'],
  look: /<(?:application|apexClass|apexPage|servicePresenceStatus)\b|(?:Task|Event)\.|ManageCallCenters|VoiceInbound|VoiceOutbound|VoiceCall|ServiceCloudVoice|<license>/,
  excerpt: rightsExcerpt,
  deferred: true,
  read: readPermissions,
};

/** What is opened, by the key of its entry. */
const OPENED = {
  application: { wanted: 'apps', type: 'CustomApplication', word: 'app' },
  apexPage: { wanted: 'pages', type: 'ApexPage', word: 'page' },
  apexClass: { wanted: 'classes', type: 'ApexClass', word: 'class' },
  servicePresenceStatus: { wanted: 'presenceStatuses', type: 'ServicePresenceStatus', word: 'presence status' },
} as const;

const MOST_NAMED = 6;

const OTHER = (type: string): string => s`The file is named as metadata of type ${type} and holds something else; it was not read.`;

function readPermissions(source: OrgDocument, wanted: Wanted): Partial<OrgReading> {
  const { entries, plain, isOther } = entriesOf(source, (key, name) => isWanted(key, name, wanted));
  if (isOther) return { problems: [{ code: 'not-salesforce-format', effect: 'lost', file: source.path, detail: OTHER(source.type) }] };
  const held = entries.filter(isGranted);
  const licence = plain.find(({ element }) => element !== 'label');
  // The whole of a set that is kept in pieces lies in a folder of its name and lends them its licence and label.
  const isOfPieces = source.part === 'part' || source.path.split('/').at(-2) === source.name;
  if (held.length === 0 && !isPhoneLicence(licence?.value ?? null) && !(isOfPieces && plain.length > 0)) return {};

  const place = indexLines(source.text);
  const label = plain.find(({ element }) => element === 'label')?.value ?? '';
  const start = Math.max(0, source.text.search(/<[A-Z]/));
  const { type, name, path: file } = source;
  const component: Component = { type, name, label: label === '' ? null : label, file, ...place(start) };
  const audience = audienceOf(component, held, licence?.value ?? null);
  // What a muting set names it takes away, in the groups that use it.
  if (type === 'MutingPermissionSet') return { audiences: [audience] };
  const see: See = (element, text, offset) => ({ ...place(offset), snippet: elementSnippet(element, text) });
  const isAudience = held.some(({ key }) => key !== 'field') || isPhoneLicence(audience.licence) || isOfPieces;
  return {
    audiences: isAudience ? [audience] : [],
    references: held.flatMap((entry) => opening(component, entry, place)),
    sightings: [
      ...opened(component, held, see),
      ...rights(component, held, see),
      ...licences(component, licence, see),
      ...callFields(component, held, see),
    ],
    fields: otherFields(component, held, place),
  };
}

function isGranted({ key, values }: Entry): boolean {
  const is = (name: string): boolean => values.get(name) === 'true';
  if (key === 'application') return is('visible');
  if (key === 'field') return is('readable') || is('editable');
  if (key === 'object') return is('allowRead') || is('viewAllRecords');
  if (key === 'tab') return /^(?:Visible|Available|DefaultOn|DefaultOff)$/.test(values.get('visibility') ?? '');
  return is('enabled');
}

function isWanted(key: EntryKey, name: string, wanted: Wanted): boolean {
  if (key in OPENED) return wanted[OPENED[key as keyof typeof OPENED].wanted].has(name.toLowerCase());
  if (key === 'field') return /^(?:Task|Event)\.\w+__c$/.test(name);
  if (key === 'name') return /^(?:ManageCallCenters|VoiceInbound|VoiceOutbound)$/.test(name);
  return name === (key === 'tab' ? 'standard-VoiceCall' : 'VoiceCall');
}

function audienceOf(component: Component, held: readonly Entry[], licence: string | null): Audience {
  const names = (...keys: readonly Entry['key'][]): string[] => [
    ...new Set(held.flatMap(({ key, name }) => (keys.includes(key) ? [name] : []))),
  ];
  return {
    ...component,
    licence,
    apps: held.flatMap(({ key, name, values }) => (key === 'application' ? [{ name, default: values.get('default') === 'true' }] : [])),
    pages: names('apexPage'),
    classes: names('apexClass'),
    permissions: names('name', 'object'),
    presenceStatuses: names('servicePresenceStatus'),
    sets: [],
    muted: [],
  };
}

function opening(from: Component, { key, name, offset }: Entry, place: (offset: number) => Position): Reference[] {
  const opens = key in OPENED ? OPENED[key as keyof typeof OPENED] : null;
  return opens ? [{ from, relation: 'opens', to: { type: opens.type, name }, ...place(offset) }] : [];
}

type See = (element: string, text: string, offset: number) => Position & { readonly snippet: string };

/** One sighting for all that a profile or set opens. */
function opened(component: Component, held: readonly Entry[], see: See): Sighting[] {
  const phone = held.filter(({ key }) => key === 'application' || key === 'apexPage' || key === 'apexClass');
  const [first] = phone;
  const sightings: Sighting[] = [];
  if (first) {
    const value = list(phone.map(({ key, name }) => `${OPENED[key as keyof typeof OPENED].word} ${name}`));
    sightings.push({
      kind: 'access',
      sign: 'opens-the-phone',
      component,
      value,
      confidence: 'exact',
      ...see(first.key, first.name, first.offset),
    });
  }
  const statuses = held.filter(({ key }) => key === 'servicePresenceStatus');
  const [status] = statuses;
  if (status) {
    const value = list(statuses.map(({ name }) => name));
    sightings.push({
      kind: 'foundation',
      sign: 'presence-status-access',
      component,
      value,
      confidence: 'exact',
      ...see(status.key, status.name, status.offset),
    });
  }
  return sightings;
}

function rights(component: Component, held: readonly Entry[], see: See): Sighting[] {
  const sightings: Sighting[] = [];
  for (const { key, name, offset } of held) {
    if (key === 'name' && name === 'ManageCallCenters') {
      // The administrator's own profile has it in every org.
      if (component.type === 'Profile' && component.name === 'Admin') continue;
      sightings.push({
        kind: 'access',
        sign: 'manages-call-centers',
        component,
        value: name,
        confidence: 'exact',
        ...see(key, name, offset),
      });
    } else if (key === 'name')
      sightings.push({
        kind: 'access',
        sign: 'sales-dialer-access',
        component,
        value: name,
        confidence: 'exact',
        ...see(key, name, offset),
      });
    else if (key === 'object' || key === 'tab')
      sightings.push({
        kind: 'foundation',
        sign: 'voice-call-access',
        component,
        value: name,
        confidence: 'exact',
        ...see(key, name, offset),
      });
  }
  return sightings;
}

function licences(component: Component, licence: Plain | undefined, see: See): Sighting[] {
  if (!licence) return [];
  const { element, value, offset } = licence;
  if (DIALER_LICENCES.has(value))
    return [{ kind: 'access', sign: 'sales-dialer-access', component, value, confidence: 'exact', ...see(element, value, offset) }];
  if (VOICE_LICENCES.has(value))
    return [{ kind: 'foundation', sign: 'voice-permission-set', component, value, confidence: 'exact', ...see(element, value, offset) }];
  return [];
}

/** One sighting for all call fields; an activity's field is named for Task and for Event, and counts once, at the Task's if it is there. */
function callFields(component: Component, held: readonly Entry[], see: See): Sighting[] {
  const speaking = held.filter(({ key, name }) => key === 'field' && speaksOfCalls(fieldName(name)));
  const first = speaking.find(({ name }) => name.startsWith('Task.')) ?? speaking[0];
  if (!first) return [];
  const value = list([...new Set(speaking.map(({ name }) => fieldName(name)))]);
  return [{ kind: 'access', sign: 'call-field-access', component, value, confidence: 'text', ...see(first.key, first.name, first.offset) }];
}

function otherFields(component: Component, held: readonly Entry[], place: (offset: number) => Position): NamedField[] {
  const fields = new Map<string, NamedField>();
  for (const { key, name, offset } of held) {
    const own = fieldName(name);
    if (key !== 'field' || speaksOfCalls(own) || fields.has(own)) continue;
    fields.set(own, { component, name: own, use: 'grants', ...place(offset) });
  }
  return [...fields.values()];
}

function fieldName(name: string): string {
  return name.slice(name.indexOf('.') + 1);
}

function list(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return names.slice(0, MOST_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
