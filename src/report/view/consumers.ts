/** Everything in the org that uses the Tasks of calls, and what must happen to it. */
import { CONSUMER_ACTIONS, STRENGTHS, type ConsumerAction, type Strength } from '../../catalog/terms.ts';
import { consumerEntries, fieldsByUse, quietReports, type ConsumerEntry } from '../consumers.ts';
import { formatNumber } from '../number.ts';
import type { Context } from './context.ts';
import { placeList, type PlaceItem } from './place-list.ts';
import { beyondList, placeView, shownPart, type PlaceView } from './places.ts';
import { byKey, count, list, lowerFirst, plural, present } from './text.ts';
import { waitingRoom } from './waiting.ts';
import { ACTIONS, GIVEN, STRENGTHS_IN_WORDS, typeTitle, typeWord, USES, type Mark } from './words.ts';
import { inWords, t } from '../messages.ts';

interface ConsumerRow {
  name: string;
  /** The full name, where a label stands before it. */
  fullName: string | null;
  place: PlaceView;
  notes: string[];
  uses: { use: string; fields: string[] }[];
  /** Which of the fields the adapter writes. */
  written: string | null;
  /** What was seen, where no field is named. */
  seen: string | null;
  signs: { items: PlaceItem[]; beyond: string | null } | null;
  strength: string;
  mark: Mark | null;
  rule: { title: string; href: string } | null;
}

interface Folder {
  name: string | null;
  owner: string | null;
  rows: ConsumerRow[];
}

interface TypeGroup {
  title: string;
  n: string;
  caption: string;
  folders: Folder[];
  beyond: string | null;
  /** Those of which nothing but a name speaks of calls. */
  weak: { summary: string; caption: string; folders: Folder[]; beyond: string | null } | null;
}

/** A list that is longer than this is looked up, and not read on paper. */
const LONGEST_ON_PAPER = 40;
const TABLE = 'task-consumers.csv';

/** Types whose components can use call Tasks: what is not here of them, nobody could have found. */
const CONSUMING_TYPES = [
  'Report',
  'ReportType',
  'Dashboard',
  'Flow',
  'Workflow',
  'ApexTrigger',
  'ApexClass',
  'CustomObject',
  'Layout',
  'QuickAction',
];

/** Null where there is no metadata of an org. */
export function consumersView(context: Context) {
  const orgs = context.assessment.repos.flatMap(({ org }) => (org ? [org] : []));
  if (orgs.length === 0) return null;
  const entries = consumerEntries(context.assessment);
  const groups = [...byKey(entries, ({ consumer }) => consumer.type).values()].toSorted(byWeight);
  const room = waitingRoom(context, TABLE);
  return {
    title: consumersTitle(entries),
    nothing: entries.length === 0 ? t`Nothing in the metadata that was read shows that it uses the Tasks of calls.` : null,
    limits: limitsText(context),
    habits: habits(context),
    overview: entries.length === 0 ? null : overview(groups, entries),
    legend: CONSUMER_ACTIONS.filter((action) => entries.some((entry) => entry.action === action)).map((action) => ({
      mark: inWords(ACTIONS[action]),
      meaning: inWords(ACTIONS[action].meaning),
    })),
    strengths: STRENGTHS.filter((strength) => entries.some(({ consumer }) => consumer.strength === strength)).map((strength) =>
      inWords(STRENGTHS_IN_WORDS[strength]),
    ),
    folded: entries.length > LONGEST_ON_PAPER,
    groups: room.inTurn(groups.map((same) => groupView(context, same))),
    waiting: room.pointer(),
  };
}

function consumersTitle(entries: ConsumerEntry[]): string {
  if (entries.length === 0) return t`Call Tasks: nothing that uses them was found`;
  const weak = entries.filter(({ consumer }) => consumer.strength === 'weak').length;
  const shown = entries.length - weak;
  const byName = weak > 0 ? t`${formatNumber(weak)} by ${plural(weak, 'its name', 'their names')} only` : '';
  if (shown === 0) return t`Call Tasks: ${count(weak, 'component')} may use them, by ${plural(weak, 'its name', 'their names')} only`;
  return t`Call Tasks: ${count(shown, 'component')} of the org ${plural(shown, 'uses', 'use')} them${byName === '' ? '' : t`, and ${byName}`}`;
}

/** Repositories named with what was not in them. */
const MOST_MISSING = 5;

/** What was not there to read, and so could not be listed. */
function limitsText({ assessment, several }: Context): string | null {
  const missing = assessment.repos.flatMap(({ name, org }) => {
    const types = org ? CONSUMING_TYPES.filter((type) => org.types.find((one) => one.type === type)?.state === 'not-retrieved') : [];
    return types.length === 0 ? [] : [`${list(types.map((type) => typeWord(type, 2)))}${several ? t` of ${name}` : ''}`];
  });
  if (missing.length === 0) return null;
  return t`Not retrieved is never none: ${[...missing.slice(0, MOST_MISSING), ...(missing.length > MOST_MISSING ? [t`and so in ${formatNumber(missing.length - MOST_MISSING)} more repositories`] : [])].join('; ')} were not in these files, so whether any of them use call Tasks cannot be told.`;
}

/** What stands in nearly every org and is no finding. */
function habits({ assessment }: Context): string[] {
  const quiet = quietReports(assessment);
  const layouts = assessment.repos.reduce((sum, { org }) => sum + (org?.logACallLayouts ?? 0), 0);
  return present(
    quiet > 0 &&
      t`${count(quiet, 'activity report')} ${plural(quiet, 'shows', 'show')} no sign of calls and ${plural(quiet, 'is', 'are')} not listed.`,
    layouts > 0 && t`Log a Call stands in ${count(layouts, 'page layout')}: Salesforce’s default, so a habit and no finding.`,
  );
}

/** How many of each type need what. */
function overview(groups: ConsumerEntry[][], entries: ConsumerEntry[]) {
  const actions: (ConsumerAction | null)[] = [...CONSUMER_ACTIONS, null].filter((action) =>
    entries.some((entry) => entry.action === action),
  );
  const cells = (some: ConsumerEntry[]): { label: string; n: string | null }[] =>
    actions.map((action) => {
      const n = some.filter((entry) => entry.action === action).length;
      return { label: action === null ? t`Not said` : inWords(ACTIONS[action].word), n: n > 0 ? formatNumber(n) : null };
    });
  const active = (some: ConsumerEntry[]): string | null => {
    const off = some.filter(({ consumer }) => consumer.active === false).length;
    return off > 0 ? t`${formatNumber(off)} switched off` : null;
  };
  return {
    columns: actions.map((action) => ({ mark: action === null ? null : inWords(ACTIONS[action]) })),
    rows: groups.map((same) => ({
      name: typeTitle(same[0]?.consumer.type ?? '', 2),
      note: active(same),
      n: formatNumber(same.length),
      cells: cells(same),
    })),
    sum: groups.length > 1 ? { n: formatNumber(entries.length), cells: cells(entries) } : null,
  };
}

function groupView(context: Context, entries: ConsumerEntry[]): TypeGroup {
  const type = entries[0]?.consumer.type ?? '';
  const title = typeTitle(type, 2);
  const shown = entries.filter(({ consumer }) => consumer.strength !== 'weak');
  const weak = entries.filter(({ consumer }) => consumer.strength === 'weak');
  return {
    title,
    n: formatNumber(entries.length),
    caption: t`${title} that use call Tasks`,
    folders: foldersOf(context, shownPart(inOrder(shown), context.limits.ofAType)),
    beyond: beyondList(shown.length, typeWord(type, 1), TABLE, context.limits.ofAType, typeWord(type, 2)),
    weak:
      weak.length === 0
        ? null
        : {
            summary: t`${formatNumber(weak.length)} ${shown.length > 0 ? t`more ` : ''}of which nothing but a name speaks of calls`,
            caption: t`${title} whose names alone speak of calls`,
            folders: foldersOf(context, shownPart(inOrder(weak), context.limits.ofAType)),
            beyond: beyondList(weak.length, typeWord(type, 1), TABLE, context.limits.ofAType, typeWord(type, 2)),
          },
  };
}

/** Folder by folder, those without one first; within a folder the surest first. */
function inOrder(entries: ConsumerEntry[]): ConsumerEntry[] {
  return entries.toSorted(
    (x, y) =>
      compare(x.consumer.folder ?? '', y.consumer.folder ?? '') ||
      STRENGTHS.indexOf(x.consumer.strength) - STRENGTHS.indexOf(y.consumer.strength) ||
      compare(nameOf(x), nameOf(y)),
  );
}

function foldersOf(context: Context, entries: readonly ConsumerEntry[]): Folder[] {
  return [...byKey([...entries], ({ consumer }) => JSON.stringify([consumer.folder, consumer.owner])).values()].map((same) => {
    const { folder, owner } = (same[0] as ConsumerEntry).consumer;
    return { name: folder, owner, rows: same.map((entry) => rowOf(context, entry)) };
  });
}

function rowOf(context: Context, entry: ConsumerEntry): ConsumerRow {
  const { repo, consumer, action, ruleId } = entry;
  const uses = [...fieldsByUse(consumer)].map(([use, fields]) => ({ use: inWords(USES[use]), fields }));
  const written = [...new Set(consumer.fields.flatMap(({ name, written }) => (written ? [name] : [])))];
  const [first] = consumer.signs;
  // A single sign that says what the fields say already is not folded out a second time.
  const hasMore = (consumer.signs.length > 1 || uses.length > 0) && !context.large;
  return {
    name: nameOf(entry),
    fullName: consumer.label !== null && consumer.label !== consumer.name ? consumer.name : null,
    place: placeView(context, repo, { file: consumer.file, line: consumer.line }),
    notes: present(
      consumer.active === false && t`switched off`,
      consumer.namespace !== null && t`of the package ${consumer.namespace}`,
      consumer.via.length > 0 && t`through ${list(consumer.via, 3)}`,
      ...entry.given.map((text) => `${text}, ${inWords(GIVEN)}`),
    ),
    uses,
    written: written.length === 0 ? null : t`The adapter writes ${list(written, 4)}.`,
    seen: uses.length === 0 && first ? first.detail : null,
    signs: hasMore
      ? placeList(
          context,
          consumer.signs.map((sign) => ({
            at: sign,
            repo,
            text: sign.detail,
            note: sign.strength === consumer.strength ? null : strengthWord(sign.strength),
          })),
          TABLE,
        )
      : null,
    strength: inWords(STRENGTHS_IN_WORDS[consumer.strength].word),
    mark: action === null ? null : inWords(ACTIONS[action]),
    rule: ruleId === null ? null : { title: context.rules.title(ruleId), href: `#${context.anchor('rule', ruleId)}` },
  };
}

function strengthWord(strength: Strength): string {
  return lowerFirst(inWords(STRENGTHS_IN_WORDS[strength].word));
}

function nameOf({ consumer }: ConsumerEntry): string {
  return consumer.label ?? consumer.name;
}

/** The most numerous first. */
function byWeight(x: ConsumerEntry[], y: ConsumerEntry[]): number {
  return y.length - x.length || compare(x[0]?.consumer.type ?? '', y[0]?.consumer.type ?? '');
}

function compare(x: string, y: string): number {
  return x < y ? -1 : x > y ? 1 : 0;
}
