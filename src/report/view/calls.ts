/** What the adapter calls: every member of Salesforce's APIs that its source uses, with what becomes of it. */
import type { FactKind, VerdictId } from '../../catalog/terms.ts';
import { formatNumber } from '../number.ts';
import { isCounted, isInAdapter, type Context, type Placed } from './context.ts';
import { beyondList, memberView, shownPart } from './places.ts';
import { countCalls } from '../../model/calls.ts';
import { callsText, sourceState } from './source.ts';
import { byKey, count, plural } from './text.ts';
import { waitingRoom, type InTurn } from './waiting.ts';
import { API_PATHS, BASIS_WORDS, hardness, verdictMark, type Mark } from './words.ts';
import { inWords, t } from '../messages.ts';

interface Row {
  /** In parts between which a line may break. */
  member: string[];
  note: string | null;
  places: string;
  files: string;
  title: string;
  href: string;
  /** The label is written where the row stands as a card. */
  cells: { label: string | null; mark: Mark | null; basis: string | null }[];
}

interface Table {
  caption: string;
  first: string;
  rows: InTurn<Row>[];
  beyond: string | null;
}

const MEMBERS: ReadonlySet<FactKind> = new Set(['call', 'constant', 'reference']);
/** What belongs to Open CTI in source and is no member of an API. */
const OTHERS: ReadonlySet<FactKind> = new Set(['script-load', 'component', 'console-use', 'setting-read']);

/** Whether the overview speaks of a finding, so that no other table has to. */
export function isInOverview(entry: Placed): boolean {
  return isInAdapter(entry) && (MEMBERS.has(entry.finding.kind) || OTHERS.has(entry.finding.kind));
}

/** Null where nothing in the result could have shown a call. */
export function callsView(context: Context) {
  const state = sourceState(context);
  if (state.silent) return null;
  const used = context.mapped.filter((entry) => isInOverview(entry) && isCounted(entry));
  const total = countCalls(used);
  const tests = context.mapped.filter((entry) => isInAdapter(entry) && !isCounted(entry)).length;
  const room = waitingRoom(context, 'findings.csv');
  return {
    title: callsTitle(total, used.length, state.read),
    lede: ledeOf(used, state.read),
    limits: state.limits,
    columns: context.shownTargets.map(context.names.targetShort),
    /** With one target the table needs no room for four more. */
    few: context.lead !== null,
    tables: [
      tableOf(context, room, used, MEMBERS, t`Members of the APIs, the hardest first`, t`Member`),
      tableOf(context, room, used, OTHERS, t`Libraries, components and settings read`, t`What stands there`),
    ].filter((table) => table.rows.length > 0),
    waiting: room.pointer(),
    tests:
      tests === 0
        ? null
        : t`${count(tests, 'finding')} ${plural(tests, 'stands', 'stand')} in tests or mocks: shown under Findings, counted nowhere.`,
  };
}

function callsTitle(total: { calls: number; files: number }, used: number, read: boolean): string {
  if (total.calls > 0) return t`What the adapter calls: ${callsText(total)}`;
  if (used > 0) return t`What the adapter calls: no call, but other traces of Open CTI`;
  return read ? t`What the adapter calls: nothing was found` : t`What the adapter calls cannot be told from these files`;
}

function ledeOf(used: Placed[], read: boolean): string | null {
  if (!read) return null;
  if (used.length === 0) return t`Adapter source was read, and nothing in it calls Open CTI as far as it could be followed.`;
  return t`One row a member and rule. The rule says what becomes of it, with its sources and every place.`;
}

function tableOf(
  context: Context,
  room: ReturnType<typeof waitingRoom>,
  used: Placed[],
  kinds: ReadonlySet<FactKind>,
  caption: string,
  first: string,
): Table {
  const groups = byKey(
    used.filter(({ finding }) => kinds.has(finding.kind)),
    ({ finding }) => JSON.stringify([finding.api, baseName(finding), finding.section, finding.ruleId]),
  );
  const rows = [...groups.values()]
    .map((same) => ({ same, hardest: hardestOf(context, same) }))
    .toSorted((x, y) => y.hardest - x.hardest || y.same.length - x.same.length || (nameOf(x.same) < nameOf(y.same) ? -1 : 1));
  return {
    caption,
    first,
    rows: room.inTurn(shownPart(rows, context.limits.rows).map(({ same }) => rowOf(context, same))),
    beyond: beyondList(rows.length, 'row', 'findings.csv', context.limits.rows),
  };
}

/** A library goes by its file: its versions stand in one row. */
function baseName({ kind, name }: Placed['finding']): string {
  return kind === 'script-load' ? name.replace(/@[^@]*$/, '') : name;
}

function nameOf(same: Placed[]): string {
  const finding = same[0]?.finding;
  return finding ? `${inWords(API_PATHS[finding.api])} ${finding.name}` : '';
}

function hardestOf({ rules, shownTargets }: Context, same: Placed[]): number {
  const id = same[0]?.finding.ruleId ?? '';
  return Math.max(...shownTargets.map((target) => hardness(rules.verdictOf(id, target))), -1);
}

function rowOf({ anchor, lead, names, rules, shownTargets }: Context, same: Placed[]): Row {
  const { finding } = same[0] as Placed;
  return {
    member: memberView(finding).member.split(/(?<=\.)/),
    note: rowNote(same),
    places: formatNumber(same.length),
    files: formatNumber(new Set(same.map((entry) => JSON.stringify([entry.repo.id, entry.finding.file]))).size),
    title: rules.title(finding.ruleId),
    href: `#${anchor('rule', finding.ruleId)}`,
    cells: shownTargets.map((target) => {
      const entry = rules.entryFor(finding.ruleId, target);
      return {
        label: lead ? names.targetShort(target) : null,
        mark: entry ? verdictMark(entry.verdict satisfies VerdictId) : null,
        basis: entry ? inWords(BASIS_WORDS[entry.basis].word) : null,
      };
    }),
  };
}

function rowNote(same: Placed[]): string | null {
  const notes = [...new Set(same.map(({ finding }) => memberView(finding).note))];
  if (same[0]?.finding.kind === 'script-load') {
    const versions = [...new Set(same.map(({ finding }) => /@(\d[\d.]*)$/.exec(finding.name)?.[1] ?? null))];
    const told = versions.filter((version) => version !== null).toSorted((x, y) => Number.parseFloat(x) - Number.parseFloat(y));
    if (told.length === 0) return t`version not told`;
    const shown = told.length > 6 ? t`${told[0]} to ${told.at(-1)}` : told.join(', ');
    return `${plural(told.length, 'version', 'versions')} ${shown}${versions.includes(null) ? t`; elsewhere not told` : ''}`;
  }
  if (notes.length === 1) return notes[0] ?? null;
  const named = same.filter(({ finding }) => finding.kind === 'reference').length;
  return named > 0 && named < same.length ? t`${formatNumber(named)} named, not called` : null;
}
