/** What hangs on what around the phone: each link between two parts of the org, or between one of them and the adapter. */
import type { Audience, Definition, OrgLink, PhoneApp, PhoneHost, TaskConsumer } from '../../model/assessment.ts';
import type { Relation } from '../../model/org-terms.ts';
import type { Position } from '../lines.ts';
import { callField } from './call-fields.ts';
import { componentKey } from './duplicates.ts';
import { channelName } from './join-places.ts';
import { reportFinder } from './join-consumers.ts';
import type { AroundOrg } from './read-org.ts';
import type { Reference, Sighting, UtilityBar } from './reading.ts';

/** The end that the adapter is, whose name is no component's. */
export const ADAPTER_END = { type: 'Adapter', name: 'adapter' } as const;

/** What the links are made of, all of it joined. */
export interface Parts {
  readonly around: AroundOrg;
  readonly references: readonly Reference[];
  readonly consumers: readonly TaskConsumer[];
  readonly apps: readonly PhoneApp[];
  readonly bars: readonly UtilityBar[];
  readonly hosts: readonly PhoneHost[];
  readonly audiences: readonly Audience[];
  readonly sightings: readonly Sighting[];
  /** Whether a file belongs to the adapter, or to a bundle of which a file does. */
  readonly isAdapter: (file: string) => boolean;
  /** The name as a file of the repository spells it; as given where there is none. */
  readonly spelt: (type: string, name: string) => string;
}

/** Only links of which one end belongs to the phone; each once, in the order of their names. */
export function orgLinks(parts: Parts): OrgLink[] {
  const links = new Map<string, OrgLink>();
  for (const link of [
    ...definitionLinks(parts),
    ...adapterLinks(parts),
    ...referenceLinks(parts),
    ...consumerLinks(parts),
    ...appLinks(parts),
    ...audienceLinks(parts),
  ]) {
    const key = `${componentKey(link.from)} ${link.relation} ${componentKey(link.to)}`;
    if (!links.has(key)) links.set(key, link);
  }
  return [...links].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, link]) => link);
}

type End = OrgLink['from'];

function link(from: End, relation: Relation, to: End, file: string, { line, column }: Position): OrgLink {
  return { from: { type: from.type, name: from.name }, relation, to: { type: to.type, name: to.name }, file, line, column };
}

function definitionLinks({ around, spelt }: Parts): OrgLink[] {
  return around.definitions.flatMap((definition) => {
    const from = { type: 'CallCenter', name: definition.internalName };
    return namedIn(definition).flatMap(({ name, value, line, column }): OrgLink[] => {
      if (/^reqVendorInfoApiName$/i.test(name) && value.trim() !== '') {
        // `c__` stands for the org itself.
        const to = { type: 'ConversationVendorInfo', name: spelt('ConversationVendorInfo', value.trim().replace(/^c__/i, '')) };
        return [link(from, 'names-vendor', to, definition.file, { line, column })];
      }
      const page = ADDRESS_NAMES.test(name) ? pageOf(value) : null;
      if (page === null) return [];
      return [link(from, 'names-page', { type: 'ApexPage', name: spelt('ApexPage', page) }, definition.file, { line, column })];
    });
  });
}

const ADDRESS_NAMES = /^(?:reqAdapterUrl|reqStandbyUrl|adapterUrl)$/i;

function namedIn({ sections, settings, fields }: Definition) {
  return [...sections.flatMap((section) => section.items), ...settings, ...fields];
}

/** The page of an address `/apex/Page`, with or without a host and what follows; null for any other address. */
export function pageOf(address: string): string | null {
  return /(?:^|\/)apex\/([A-Za-z]\w{0,79})(?:[/?#]|$)/i.exec(address.trim())?.[1] ?? null;
}

/** Lower-case names of the pages that definitions name. */
export function namedPages(definitions: readonly Definition[]): Set<string> {
  return new Set(
    definitions.flatMap((definition) =>
      namedIn(definition).flatMap(({ name, value }) => {
        const page = ADDRESS_NAMES.test(name) ? pageOf(value) : null;
        return page === null ? [] : [page.toLowerCase()];
      }),
    ),
  );
}

function adapterLinks({ around, hosts, spelt, consumers }: Parts): OrgLink[] {
  const fields = fieldEnds(consumers);
  const writes = around.callLogs.flatMap((log) =>
    log.context === 'test' || !(log.object === null || /^(?:task|event)$/i.test(log.object))
      ? []
      : log.fields.flatMap((field) =>
          tellsCalls(field.name) ? [link(ADAPTER_END, 'writes-field', fields(field.name), field.file, field)] : [],
        ),
  );
  const calls = around.apexTargets.flatMap(({ className, calls: places }) => {
    const [first] = places;
    return className === null || !first
      ? []
      : [link(ADAPTER_END, 'calls-apex', { type: 'ApexClass', name: spelt('ApexClass', className) }, first.file, first)];
  });
  const held = hosts.flatMap((host) => (host.role === 'adapter' ? [link(host, 'hosts-adapter', ADAPTER_END, host.file, host)] : []));
  return [...writes, ...calls, ...held];
}

/** The end that a field of the call log is. Custom fields of Task and Event are fields of Activity, standard ones of Task. */
function fieldEnds(consumers: readonly TaskConsumer[]): (name: string) => End {
  // One spelling for all: that of the definition, else of the first file that names it.
  const spelling = new Map<string, string>();
  const learn = (name: string): void => {
    const own = bare(name);
    if (!spelling.has(own.toLowerCase())) spelling.set(own.toLowerCase(), own);
  };
  for (const { type, name } of consumers) if (type === 'CustomField') learn(name);
  for (const { fields } of consumers) for (const { name } of fields) learn(name);
  return (name) => {
    const own = spelling.get(bare(name).toLowerCase()) ?? bare(name);
    return { type: 'CustomField', name: `${/__c$/i.test(own) ? 'Activity' : 'Task'}.${own}` };
  };
}

/** Subject, status and relations are on every Task; what hangs on them does not hang on the call log. */
function tellsCalls(name: string): boolean {
  const own = bare(name);
  return /__c$/i.test(own) || /^TaskSubtype$/i.test(own) || callField(own) !== null;
}

function bare(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** A consumer uses a field that the adapter writes: the two meet at the field. The field itself is no user of its own. */
function consumerLinks({ consumers }: Parts): OrgLink[] {
  const fields = fieldEnds(consumers);
  return consumers.flatMap((consumer) =>
    consumer.fields.flatMap((field) => {
      const to = fields(field.name);
      return field.written && tellsCalls(field.name) && field.use !== 'defines' && componentKey(to) !== componentKey(consumer)
        ? [link(consumer, 'uses-field', to, field.file, field)]
        : [];
    }),
  );
}

function appLinks({ apps, bars }: Parts): OrgLink[] {
  const byName = new Map(bars.map((bar) => [bar.component.name.toLowerCase(), bar]));
  return apps.flatMap((app) => {
    if (app.utilityBar === null) return [];
    const bar = byName.get(app.utilityBar.name.toLowerCase());
    const end = { type: 'FlexiPage', name: app.utilityBar.name };
    return [
      link(app, 'has-utility-bar', end, app.file, app),
      ...(bar?.openCti ? [link(bar.component, 'holds-softphone', SOFTPHONE, bar.component.file, bar.openCti)] : []),
      ...(bar?.omniChannel ? [link(bar.component, 'holds-omni-channel', OMNI_CHANNEL, bar.component.file, bar.omniChannel)] : []),
    ];
  });
}

const SOFTPHONE = { type: 'Component', name: 'opencti:softPhone' };
const OMNI_CHANNEL = { type: 'Component', name: 'runtime_service_omnichannel:omniWidget' };

function audienceLinks({ audiences, spelt }: Parts): OrgLink[] {
  const known = new Set(audiences.map((audience) => componentKey(audience)));
  return audiences.flatMap((audience) => {
    const to = (relation: Relation, type: string, names: readonly string[]): OrgLink[] =>
      names.map((name) => link(audience, relation, { type, name: spelt(type, name) }, audience.file, audience));
    // What a group opens it opens through its sets.
    const own = audience.type !== 'PermissionSetGroup';
    const sets = audience.sets.filter((name) => known.has(componentKey({ type: 'PermissionSet', name })));
    return [
      ...(own
        ? [
            ...to(
              'opens',
              'CustomApplication',
              audience.apps.map(({ name }) => name),
            ),
            ...to('opens', 'ApexPage', audience.pages),
            ...to('opens', 'ApexClass', audience.classes),
            ...to('opens', 'ServicePresenceStatus', audience.presenceStatuses),
          ]
        : []),
      ...to('bundles', 'PermissionSet', sets),
      ...to('mutes', 'MutingPermissionSet', audience.muted),
    ];
  });
}

/** What files name, where it touches the phone and the far end is known well enough. */
function referenceLinks(parts: Parts): OrgLink[] {
  const { references, consumers, hosts, audiences, sightings, spelt, isAdapter } = parts;
  const isConsumer = new Set(consumers.map((consumer) => componentKey(consumer)));
  const isAudience = new Set(audiences.map((audience) => componentKey(audience)));
  const isHost = new Set(hosts.flatMap((host) => (host.role === 'adapter' ? [componentKey(host)] : [])));
  const channels = new Set(
    sightings.flatMap(({ sign, component }) => (sign === 'phone-message-channel' ? [channelName(component.name)] : [])),
  );
  const ofPhone = new Set([
    ...isConsumer,
    ...isAudience,
    ...[...parts.apps, ...hosts].map((place) => componentKey(place)),
    ...sightings.flatMap(({ kind, component }) => (kind === 'phone-place' || kind === 'foundation' ? [componentKey(component)] : [])),
  ]);
  const reportOf = reportFinder(consumers.map((component) => ({ component })));
  const classes = new Set(parts.around.apexTargets.flatMap(({ className }) => (className === null ? [] : [className.toLowerCase()])));
  return references.flatMap((reference): OrgLink[] => {
    const { from, relation } = reference;
    const to = { type: reference.to.type, name: spelt(reference.to.type, reference.to.name) };
    const made = (end: End): OrgLink[] => [link(from, relation, end, from.file, reference)];
    switch (relation) {
      case 'shows-report': {
        const report = reportOf(reference.to.name);
        return report ? made(report.component) : [];
      }
      case 'made-of':
        return isConsumer.has(componentKey(from)) && isConsumer.has(componentKey(to)) ? made(to) : [];
      case 'hosts-adapter':
        return isHost.has(componentKey(to)) ? made(to) : [];
      case 'uses-channel':
        return channels.has(channelName(to.name)) ? made({ type: to.type, name: spelt(to.type, to.name.replace(/__c$/i, '')) }) : [];
      case 'calls-apex':
        return ofPhone.has(componentKey(from)) ||
          isConsumer.has(componentKey(to)) ||
          classes.has(to.name.toLowerCase()) ||
          isAdapter(from.file)
          ? made(to)
          : [];
      case 'opens':
        return isAudience.has(componentKey(from)) && from.type !== 'PermissionSetGroup' && ofPhone.has(componentKey(to)) ? made(to) : [];
      case 'bundles':
      case 'mutes':
        return isAudience.has(componentKey(from)) && (relation === 'mutes' || isAudience.has(componentKey(to))) ? made(to) : [];
      case 'names-page':
      case 'names-vendor':
      case 'has-utility-bar':
      case 'holds-softphone':
      case 'holds-omni-channel':
      case 'uses-field':
      case 'writes-field':
      case 'calls-flow':
      case 'takes-channel':
        return ofPhone.has(componentKey(from)) || ofPhone.has(componentKey(to)) ? made(to) : [];
    }
  });
}
