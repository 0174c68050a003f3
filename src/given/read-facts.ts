/** Text of org-facts.yml to facts. Every fault is told with its line, all of them at once. */
import { s } from '../model/sentence.ts';
import type { GivenFact } from '../model/assessment.ts';
import { maskShapes } from '../parse/secrets.ts';
import { measuresOf, type GivenFacts } from './apply-facts.ts';
import { readPlacedYaml } from './placed-yaml.ts';
import { orgFactsSchema, type OrgFacts } from './schema.ts';
import { readSoftphoneLayout, type LayoutRule } from './softphone-layout.ts';

export interface FactFault {
  readonly line: number;
  readonly reason: string;
}

export interface FactOptions {
  /** The day of the scan. */
  readonly asOf: string;
  /** The day on which Open CTI ends. */
  readonly retirement: string;
}

/** What a client gave, ready for the result. */
export interface Facts extends GivenFacts {
  /** What stands in the file. */
  readonly told: OrgFacts;
  /** Numbers by the id of the measure that they settle. */
  readonly measures: Readonly<Record<string, number>>;
}

export function readFacts(text: string, options: FactOptions): Facts | { readonly faults: readonly FactFault[] } {
  const yaml = readPlacedYaml(text.replace(/^\ufeff/, ''));
  if ('reason' in yaml) return { faults: [yaml] };
  const { value, lineOf } = yaml;
  // A file of comments only, as it comes from “init”, tells nothing and is no fault. Neither is a key without a value.
  const result = orgFactsSchema.safeParse(withoutEmpty(value ?? {}));
  if (!result.success) {
    const faults = result.error.issues.flatMap((issue): FactFault[] => {
      if (issue.code === 'unrecognized_keys')
        return issue.keys.map((key) => ({
          line: lineOf([...issue.path, key]),
          reason: `${nameOf([...issue.path, key])}: is no key that is known here`,
        }));
      return [
        { line: lineOf(issue.path), reason: `${issue.path.length === 0 ? '' : `${nameOf(issue.path)}: `}${lowerFirst(issue.message)}` },
      ];
    });
    return { faults: inOrder(faults) };
  }
  const told = result.data;
  const layouts = (told.softphoneLayouts ?? []).map(({ layout }) => readSoftphoneLayout(layout));
  const faults = checkSense(told, layouts, options, lineOf);
  if (faults.length > 0) return { faults: inOrder(faults) };
  const facts = factsOf(told, layouts, lineOf);
  return { told, facts, measures: measuresOf(facts), lastSafeDate: told.lastSafeDate ?? null };
}

/** A key that was left without a value says as little as one that is not there. Pasted results are left as they are. */
function withoutEmpty(value: unknown, depth = 0): unknown {
  if (depth > 3 || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one: unknown) => withoutEmpty(one, depth + 1));
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => (one === null ? [] : [[key, key === 'layout' ? one : withoutEmpty(one, depth + 1)]])),
  );
}

type Lines = (path: readonly PropertyKey[]) => number;

/** What a schema cannot tell: days that cannot be, sums that do not fit, the same thing twice. */
function checkSense(
  told: OrgFacts,
  layouts: readonly (readonly LayoutRule[])[],
  { asOf, retirement }: FactOptions,
  lineOf: Lines,
): FactFault[] {
  const faults: FactFault[] = [];
  const say = (path: readonly PropertyKey[], reason: string): void =>
    void faults.push({ line: lineOf(path), reason: `${nameOf(path)}: ${reason}` });
  if (told.asOf !== undefined && told.asOf > asOf) say(['asOf'], `lies after the day of the scan, ${asOf}`);
  if (told.lastSafeDate !== undefined && told.lastSafeDate > retirement)
    say(['lastSafeDate'], `lies after the end of Open CTI, ${retirement}, so it is not safe`);
  const { total, byCallCenter } = told.users ?? {};
  const most = Math.max(0, ...Object.values(byCallCenter ?? {}));
  if (total !== undefined && most > total) say(['users', 'total'], `is less than the ${most} users of one call center`);
  for (const month of Object.keys(told.calls?.tasksByMonth ?? {}))
    if (`${month}-01` > asOf) say(['calls', 'tasksByMonth', month], `lies after the day of the scan, ${asOf}`);
  layouts.forEach((rules, index) => {
    if (rules.length === 0)
      say(
        ['softphoneLayouts', index, 'layout'],
        'holds no call type; paste the whole result of describeSoftphoneLayout() or getSoftphoneLayout()',
      );
  });
  const lists = [
    ['softphoneLayouts', told.softphoneLayouts],
    ['reports', told.reports],
  ] as const;
  for (const [part, list] of lists) {
    const seen = new Set<string>();
    (list ?? []).forEach(({ name }, index) => {
      if (seen.has(name)) say([part, index, 'name'], `“${shown(name)}” stands twice`);
      seen.add(name);
    });
  }
  (told.reports ?? []).forEach(({ lastRun, runsPerMonth }, index) => {
    if (lastRun !== undefined && lastRun !== 'never' && lastRun > asOf)
      say(['reports', index, 'lastRun'], `lies after the day of the scan, ${asOf}`);
    if (lastRun === 'never' && (runsPerMonth ?? 0) > 0) say(['reports', index, 'runsPerMonth'], 'contradicts lastRun, which says never');
  });
  return faults;
}

function factsOf(told: OrgFacts, layouts: readonly (readonly LayoutRule[])[], lineOf: Lines): GivenFact[] {
  const made: GivenFact[] = [];
  const add = (
    id: string,
    path: readonly PropertyKey[],
    label: string,
    value: string,
    extra: { note?: string | undefined; measure?: string; told?: GivenFact['told']; callCenter?: string; report?: string } = {},
  ): void => {
    const { note, measure, callCenter, report } = extra;
    made.push({
      id: shown(id),
      label: shown(label),
      value: shown(value),
      note: note === undefined ? null : shown(note),
      source: 'given by the client',
      ...(extra.told !== undefined && { told: extra.told }),
      ...(measure !== undefined && { measure }),
      ...(callCenter !== undefined && { callCenter: { name: shown(callCenter), read: false } }),
      ...(report !== undefined && { component: { type: 'Report', name: shown(report) } }),
      line: lineOf(path),
    });
  };
  const { users, licences, calls } = told;
  if (told.asOf !== undefined) add('as-of', ['asOf'], s`Looked up on`, told.asOf);
  const centers = Object.entries(users?.byCallCenter ?? {});
  const sum = centers.reduce((all, [, count]) => all + count, 0);
  if (users?.total !== undefined)
    add('users', ['users', 'total'], s`People who take or make calls`, grouped(users.total), {
      note: users.note,
      measure: 'users',
      told: users.total,
    });
  else if (centers.length > 0)
    add('users', ['users', 'byCallCenter'], s`People who take or make calls`, s`${grouped(sum)}, the sum of the call centers`, {
      note: users?.note,
      measure: 'users',
      told: sum,
    });
  for (const [name, count] of centers)
    add(`users/${name}`, ['users', 'byCallCenter', name], s`Users of the call center ${name}`, grouped(count), {
      told: count,
      callCenter: name,
    });
  if (users?.supervisors !== undefined)
    add('supervisors', ['users', 'supervisors'], 'Supervisors', grouped(users.supervisors), {
      measure: 'supervisors',
      told: users.supervisors,
    });
  if (licences?.edition !== undefined) {
    add('edition', ['licences', 'edition'], s`Edition of the org`, EDITION_WORDS[licences.edition], {
      note: licences.note,
      told: licences.edition,
    });
  }
  if (licences?.governmentCloud !== undefined)
    add('government-cloud', ['licences', 'governmentCloud'], 'Government Cloud', licences.governmentCloud ? s`yes` : s`no`, {
      told: licences.governmentCloud,
    });
  for (const [kind, word] of Object.entries(LICENCE_WORDS)) {
    const held = licences?.voice?.[kind as keyof typeof LICENCE_WORDS];
    if (held !== undefined)
      add(
        `licences/${kind}`,
        ['licences', 'voice', kind],
        s`Voice licences for ${word}`,
        held === 'none' || held === 0 ? 'none' : grouped(held),
        { told: held === 'none' ? 0 : held },
      );
  }
  if (licences?.omniChannel !== undefined)
    add(
      'omni-channel',
      ['licences', 'omniChannel'],
      s`Omni-Channel set up for the people who take calls`,
      licences.omniChannel ? 'yes' : 'no',
      { told: licences.omniChannel },
    );
  const months = Object.entries(calls?.tasksByMonth ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const usual =
    calls?.tasksPerMonth ?? (months.length > 0 ? Math.round(months.reduce((all, [, count]) => all + count, 0) / months.length) : undefined);
  if (usual !== undefined)
    add(
      'tasks-per-month',
      ['calls', calls?.tasksPerMonth === undefined ? 'tasksByMonth' : 'tasksPerMonth'],
      s`Tasks of calls in a month`,
      calls?.tasksPerMonth === undefined
        ? months.length === 1
          ? s`${grouped(usual)}, of 1 month`
          : s`${grouped(usual)}, the mean of ${months.length} months`
        : grouped(usual),
      { note: calls?.note, measure: 'tasks-per-month', told: usual },
    );
  for (const [month, count] of months)
    add(`tasks/${month}`, ['calls', 'tasksByMonth', month], s`Tasks of calls in ${month}`, grouped(count));
  addLayouts(told, layouts, add);
  (told.reports ?? []).forEach(({ name, lastRun, runsPerMonth, note }, index) => {
    const parts = [
      ...(lastRun === undefined ? [] : [lastRun === 'never' ? s`never run` : s`last run on ${lastRun}`]),
      ...(runsPerMonth === undefined ? [] : [runsPerMonth === 1 ? s`1 run a month` : s`${grouped(runsPerMonth)} runs a month`]),
    ];
    add(`report/${name}`, ['reports', index], s`Use of the report ${name}`, parts.length > 0 ? parts.join(', ') : s`not said`, {
      note,
      report: name,
    });
  });
  if (told.lastSafeDate !== undefined) add('last-safe-date', ['lastSafeDate'], s`The client’s own last safe date`, told.lastSafeDate);
  (told.notes ?? []).forEach((note, index) => add(`note/${index + 1}`, ['notes', index], 'Note', note));
  return made;
}

type Add = (
  id: string,
  path: readonly PropertyKey[],
  label: string,
  value: string,
  extra?: { note?: string | undefined; measure?: string; told?: number },
) => void;

function addLayouts(told: OrgFacts, layouts: readonly (readonly LayoutRule[])[], add: Add): void {
  if (layouts.length === 0) return;
  const pops = layouts.flat().reduce((sum, rule) => sum + rule.pops.filter(({ type }) => type !== 'not said').length, 0);
  add(
    'screen-pop-rules',
    ['softphoneLayouts'],
    s`Screen pop rules in softphone layouts`,
    layouts.length === 1 ? s`${grouped(pops)} in 1 layout` : s`${grouped(pops)} in ${layouts.length} layouts`,
    {
      measure: 'screen-pop-rules',
      told: pops,
    },
  );
  (told.softphoneLayouts ?? []).forEach(({ name, note }, index) => {
    for (const rule of layouts[index] ?? [])
      add(
        `softphone-layout/${name}/${rule.callType}`,
        ['softphoneLayouts', index],
        s`Softphone layout ${name}, ${rule.callType.toLowerCase()} calls`,
        ruleText(rule),
        { note },
      );
  });
}

function ruleText({ fields, objects, pops, window }: LayoutRule): string {
  const parts = [
    fields.length > 0 ? s`shows ${fields.join(', ')}` : '',
    objects.length > 0 ? s`objects ${objects.join(', ')}` : '',
    ...pops.map(({ match, type, target }) => `${MATCH_WORDS[match.toLowerCase()] ?? match}: ${type}${target === null ? '' : ` ${target}`}`),
    window === null ? '' : s`opens in ${window}`,
  ].filter((part) => part !== '');
  return parts.length > 0 ? parts.join('; ') : 'empty';
}

const MATCH_WORDS: Readonly<Record<string, string>> = {
  nomatch: s`no match`,
  singlematch: s`one match`,
  multiplematches: s`many matches`,
  multiplematch: s`many matches`,
};

/** Editions by the name that Salesforce gives them. */
export const EDITION_WORDS: Readonly<Record<NonNullable<NonNullable<OrgFacts['licences']>['edition']>, string>> = {
  essentials: 'Essentials',
  starter: 'Starter',
  professional: 'Professional',
  enterprise: 'Enterprise',
  unlimited: 'Unlimited',
  performance: 'Performance',
  developer: 'Developer',
};

const LICENCE_WORDS = {
  partnerTelephony: s`partner telephony`,
  amazonConnect: 'Amazon Connect',
  partnerTelephonyAmazonConnect: s`partner telephony from Amazon Connect`,
  native: s`native telephony`,
} as const;

/** A client's words may hold what must not be handed on. */
function shown(text: string): string {
  return maskShapes(text);
}

function nameOf(path: readonly PropertyKey[]): string {
  return path.map((part) => (typeof part === 'number' ? String(part + 1) : shown(String(part)))).join('.');
}

function grouped(count: number): string {
  return count.toLocaleString('en-GB');
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function inOrder(faults: readonly FactFault[]): FactFault[] {
  return [...faults].sort((a, b) => a.line - b.line);
}
