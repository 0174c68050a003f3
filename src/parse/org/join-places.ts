/** Where the phone lives, over all files: apps with their bars, hosts with those that the adapter talks to, channels with who uses them. */
import type { PhoneApp, PhoneHost } from '../../model/assessment.ts';
import { speaksOfCalls } from './call-fields.ts';
import { componentKey } from './duplicates.ts';
import type { AroundOrg } from './read-org.ts';
import { isVendorHost } from './places/phone-words.ts';
import type { Component, OrgReading, Sighting, UtilityBar } from './reading.ts';

export interface JoinedApps {
  readonly apps: readonly PhoneApp[];
  readonly sightings: readonly Sighting[];
}

/** Each app with what its bar holds. Apps without anything of the phone are left out. */
export function joinApps({ apps, bars, sightings }: Pick<OrgReading, 'apps' | 'bars' | 'sightings'>): JoinedApps {
  const barByName = new Map(bars.map((bar) => [bar.component.name.toLowerCase(), bar]));
  const seen = new Set(sightings.map(({ component }) => componentKey(component)));
  const found: Sighting[] = [];
  const users = new Map<UtilityBar, string[]>();
  const joined = apps.flatMap((app): PhoneApp[] => {
    const bar = app.utilityBar === null ? undefined : barByName.get(app.utilityBar.name.toLowerCase());
    if (bar) users.set(bar, [...(users.get(bar) ?? []), app.name]);
    // In Lightning Experience both phones live in the utility bar, so that an app without one has neither.
    const without = app.utilityBar === null && app.kind.startsWith('lightning') ? false : null;
    const openCti = bar ? bar.openCti !== null : (app.openCti ?? without);
    const omniChannel = app.omniChannel === true || (bar ? bar.omniChannel !== null : (app.omniChannel ?? without));
    const conflict = openCti === true && omniChannel === true;
    const unknown = app.utilityBar !== null && !bar && [app.utilityBar.name, app.name, app.label ?? ''].some(speaksOfCalls);
    const isOfPhone =
      openCti === true || omniChannel === true || app.kind === 'classic-console' || (bar?.otherPhones.length ?? 0) > 0 || unknown;
    if (openCti === true) found.push(appSighting(app, conflict ? 'app-with-both-phones' : 'app-with-softphone'));
    if (!isOfPhone && !seen.has(componentKey(app))) return [];
    const utilityBar = app.utilityBar && { name: bar?.component.name ?? app.utilityBar.name, found: bar !== undefined };
    return [{ ...app, utilityBar, openCti, omniChannel, conflict }];
  });
  for (const bar of bars) found.push(...barSightings(bar, users.get(bar) ?? []));
  return { apps: joined.sort((a, b) => compare(componentKey(a), componentKey(b))), sightings: found };
}

function appSighting(app: PhoneApp, sign: 'app-with-both-phones' | 'app-with-softphone'): Sighting {
  const { type, name, label, file, line, column } = app;
  const component: Component = { type, name, label, file, line, column };
  return { kind: 'phone-place', sign, component, value: name, confidence: 'resolved', line, column };
}

function barSightings({ component, openCti, omniChannel }: UtilityBar, apps: readonly string[]): Sighting[] {
  const common = { component, value: component.name } as const;
  if (apps.length === 0)
    return openCti ? [{ ...common, kind: 'phone-place', sign: 'utility-bar-without-app', confidence: 'exact', ...at(openCti) }] : [];
  return omniChannel ? [{ ...common, kind: 'foundation', sign: 'omni-channel-in-app', confidence: 'resolved', ...at(omniChannel) }] : [];
}

function at({ line, column }: { readonly line: number; readonly column: number }): { line: number; column: number } {
  return { line, column };
}

/** Hosts that the org lets in or reaches, where they are the adapter's own, or by their domain a telephony vendor's. */
export function joinHosts({ hostCandidates }: Pick<OrgReading, 'hostCandidates'>, hosts: readonly string[]): Sighting[] {
  const known = new Set(hosts.flatMap((host) => [host.toLowerCase(), withoutPort(host)]));
  return hostCandidates.flatMap(({ component, host, sign, snippet, line, column }): Sighting[] => {
    const confidence = isKnown(host.toLowerCase(), known) ? 'resolved' : isVendorHost(host) ? 'text' : null;
    return confidence === null ? [] : [{ kind: 'phone-place', sign, component, value: host, confidence, snippet, line, column }];
  });
}

/** A port that only one side names is no difference; `*.example.com` stands for all below it. */
function isKnown(host: string, known: ReadonlySet<string>): boolean {
  if (!host.startsWith('*.')) return known.has(host) || (!/:\d+$/.test(host) && known.has(withoutPort(host)));
  const end = withoutPort(host).slice(1);
  return [...known].some((one) => one.endsWith(end));
}

function withoutPort(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '');
}

/** Pages and bundles of the phone: those that the readers found, and pages in which the adapter was. */
export function joinPhoneHosts({ hosts }: Pick<OrgReading, 'hosts'>, { pages, adapterFiles }: AroundOrg): PhoneHost[] {
  const adapter = new Set(adapterFiles);
  const joined = new Map(hosts.map((host) => [`${host.role} ${componentKey(host)}`, host]));
  for (const { file, name, kind } of pages) {
    const host: PhoneHost = { type: 'ApexPage', name, label: null, file, line: 1, column: 1, role: 'adapter' };
    const key = `adapter ${componentKey(host)}`;
    if (kind === 'visualforce' && adapter.has(file) && !joined.has(key)) joined.set(key, host);
  }
  return [...joined].sort(([a], [b]) => compare(a, b)).map(([, host]) => host);
}

/** Hosts of the adapter that something names, so that people get to see them. */
export function adapterHosts(hosts: readonly PhoneHost[], named: ReadonlySet<string>): Sighting[] {
  return hosts.flatMap(({ role, type, name, label, file, line, column }): Sighting[] =>
    role === 'adapter' && named.has(name.toLowerCase())
      ? [
          {
            kind: 'phone-place',
            sign: 'adapter-host',
            component: { type, name, label, file, line, column },
            value: name,
            confidence: 'resolved',
            line,
            column,
          },
        ]
      : [],
  );
}

/** Lower-case names of message channels that the adapter or a part of the phone uses. */
export function usedChannels({ references }: Pick<OrgReading, 'references'>, isOfPhone: (component: Component) => boolean): Set<string> {
  return new Set(
    references.flatMap(({ from, relation, to }) => (relation === 'uses-channel' && isOfPhone(from) ? [channelName(to.name)] : [])),
  );
}

/** Code names a channel with `__c` behind it; its file goes without. */
export function channelName(name: string): string {
  return name.replace(/__c$/i, '').toLowerCase();
}

export function channelSightings({ channels }: Pick<OrgReading, 'channels'>, used: ReadonlySet<string>): Sighting[] {
  return channels.flatMap((component): Sighting[] => {
    const { name, line, column } = component;
    return used.has(channelName(name))
      ? [{ kind: 'phone-place', sign: 'phone-message-channel', component, value: name, confidence: 'resolved', line, column }]
      : [];
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
