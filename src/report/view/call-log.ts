/** What the adapter writes to records, field by field, and what stands on VoiceCall for it. */
import type { Assessment, CallLog, LoggedField, RepositoryRecord } from '../../model/assessment.ts';
import { formatNumber } from '../number.ts';
import type { Context } from './context.ts';
import { beyondList, shownPart } from './places.ts';
import type { SourceView } from './references.ts';
import { sourceState } from './source.ts';
import { byKey, count, list, plural, present } from './text.ts';
import { placeList, type PlaceItem } from './place-list.ts';
import { waitingRoom } from './waiting.ts';
import { BASIS_WORDS, FIELD_MARKS, IN_A_TEST, WRITERS, type Mark } from './words.ts';
import { inWords, m, t } from '../messages.ts';

interface Write {
  log: CallLog;
  repo: RepositoryRecord;
}

interface FieldRow {
  name: string;
  custom: boolean;
  /** Null where nothing is said of fields of this object. */
  becomes: { counterpart: string | null; mark: Mark; note: string; basis: string; sources: SourceView[] } | null;
  places: string;
  items: PlaceItem[];
  beyond: string | null;
}

/** Said wherever the call log is spoken of. */
const PROVES_NOTHING = m`Some vendors write Tasks from servers of their own, and no file of the adapter shows it. So the list may not be whole, and that no saveLog is found proves nothing.`;
const NO_COUNTERPART_ASKED = m`Only fields of Task are held against VoiceCall. What fields of another object become is yours to decide.`;

/** Null where there is nothing of Open CTI whose log could be looked for. */
export function callLogView(context: Context) {
  const writes = context.assessment.repos.flatMap((repo) => repo.callLogs.map((log) => ({ log, repo })));
  const state = sourceState(context);
  if (writes.length === 0 && state.silent) return null;
  const groups = byKey(writes, ({ log }) => (log.object === null ? '' : log.object.toLowerCase()));
  const objects = [...groups.values()].toSorted((x, y) => order(x) - order(y) || y.length - x.length);
  const met = new Set<keyof typeof FIELD_MARKS>();
  const room = waitingRoom(context, 'call-log-fields.csv');
  const views = objects.map((same) => objectView(context, room, same, met));
  return {
    title: callLogTitle(writes),
    nothing: writes.length === 0 ? nothingText(state.read) : null,
    proves: inWords(PROVES_NOTHING),
    limits: writes.length === 0 ? state.limits : null,
    objects: views,
    waiting: room.pointer(),
    legend: (Object.keys(inWords(FIELD_MARKS)) as (keyof typeof FIELD_MARKS)[])
      .filter((meaning) => met.has(meaning))
      .map((meaning) => ({ mark: inWords(FIELD_MARKS[meaning]), meaning: inWords(FIELD_MARKS[meaning].meaning) })),
  };
}

function callLogTitle(writes: Write[]): string {
  const counted = writes.filter(({ log }) => log.context !== 'test');
  if (counted.length === 0) return writes.length === 0 ? t`Call log: no write was found` : t`Call log: written in tests only`;
  const objects = [...new Set(counted.flatMap(({ log }) => log.object ?? []))].toSorted();
  const fields = new Set(counted.flatMap(({ log }) => log.fields.map((field) => field.name))).size;
  const to = objects.length === 0 ? '' : t` to ${list(objects, 3)}`;
  return t`Call log: ${count(counted.length, 'place')} ${plural(counted.length, 'writes', 'write')}${to}, ${count(fields, 'field')}`;
}

function nothingText(read: boolean): string {
  return read ? t`No write of a call log was found in the source that was read.` : t`No source was there in which a write could be found.`;
}

/** The Task first, then other objects, and last what the source does not name. */
function order([first]: Write[]): number {
  if (!first || first.log.object === null) return 2;
  return isTask(first.log.object) ? 0 : 1;
}

function isTask(object: string): boolean {
  return /^task$/i.test(object);
}

function objectView(context: Context, room: ReturnType<typeof waitingRoom>, writes: Write[], met: Set<keyof typeof FIELD_MARKS>) {
  const object = writes[0]?.log.object ?? null;
  const compared = object === null || isTask(object);
  const written = writes.flatMap(({ log, repo }) => log.fields.map((field) => ({ field, log, repo })));
  const fields = [...byKey(written, ({ field }) => field.name).values()].toSorted(
    (x, y) => fieldOrder(x) - fieldOrder(y) || y.length - x.length,
  );
  const counted = writes.filter(({ log }) => log.context !== 'test');
  const open = counted.filter(({ log }) => !log.complete).length;
  return {
    name: object ?? t`Object not named in the source`,
    isNamed: object !== null,
    summary: writesText(writes),
    open:
      open === 0
        ? null
        : t`${formatNumber(open)} of ${count(counted.length, 'place')} may write fields that could not be seen, because the value is made at run time.`,
    compared: compared ? null : inWords(NO_COUNTERPART_ASKED),
    unnamed: object === null ? t`The record is made at run time, or only an id is given; it is taken for a call log.` : null,
    caption: t`Fields written${object === null ? '' : t` on ${object}`}`,
    counterparts: compared,
    rows: room.inTurn(shownPart(fields, context.limits.list).map((same) => fieldRow(context, same, compared, met))),
    beyond: beyondList(fields.length, 'field', 'call-log-fields.csv', context.limits.list),
    places: placeList(
      context,
      writes.map(({ log, repo }) => ({
        at: log,
        repo,
        text: inWords(WRITERS[log.via]),
        note: present(!log.complete && t`more fields possible`, log.context === 'test' && inWords(IN_A_TEST)).join('; ') || null,
      })),
      'call-log-fields.csv',
    ),
    placesSummary: count(writes.length, 'place that writes it', 'places that write it'),
  };
}

/** Standard fields stand before custom ones. */
function fieldOrder([first]: { field: LoggedField }[]): number {
  return first?.field.custom ? 1 : 0;
}

function writesText(writes: Write[]): string {
  const counted = writes.filter(({ log }) => log.context !== 'test');
  const ways = [...byKey(counted, ({ log }) => log.via).values()].map((same) => ({
    n: formatNumber(same.length),
    by: inWords(WRITERS[(same[0] as Write).log.via]),
  }));
  const by = ways.length === 1 ? t` by ${ways[0]?.by ?? ''}` : `: ${list(ways.map((way) => t`${way.n} by ${way.by}`))}`;
  const tests = writes.length - counted.length;
  return `${present(
    counted.length > 0 && t`Written at ${count(counted.length, 'place')}${by}`,
    tests > 0 && t`${formatNumber(tests)} in ${plural(tests, 'a test', 'tests')}, counted nowhere`,
  ).join('; ')}.`;
}

function fieldRow(
  context: Context,
  same: { field: LoggedField; log: CallLog; repo: RepositoryRecord }[],
  compared: boolean,
  met: Set<keyof typeof FIELD_MARKS>,
): FieldRow {
  const { name, custom } = (same[0] as (typeof same)[number]).field;
  const counted = same.filter(({ log }) => log.context !== 'test').length;
  const tests = same.length - counted;
  return {
    name,
    custom,
    becomes: compared ? becomesView(context, name, met) : null,
    places: present(
      counted > 0 && count(counted, 'place'),
      tests > 0 && t`${formatNumber(tests)} in ${plural(tests, 'a test', 'tests')}`,
    ).join(', '),
    ...placeList(
      context,
      same.map(({ field, log, repo }) => ({
        at: field,
        repo,
        text: inWords(WRITERS[log.via]),
        note: present(field.confidence !== 'exact' && field.confidence, log.context === 'test' && inWords(IN_A_TEST)).join('; ') || null,
      })),
      'call-log-fields.csv',
    ),
  };
}

function becomesView({ assessment, sources }: Context, name: string, met: Set<keyof typeof FIELD_MARKS>): NonNullable<FieldRow['becomes']> {
  const known = counterpartOf(assessment, name);
  const meaning = known?.meaning ?? 'unknown';
  met.add(meaning);
  return {
    counterpart: known?.counterpart ?? null,
    mark: inWords(FIELD_MARKS[meaning]),
    note: known?.note ?? inWords(FIELD_MARKS.unknown.meaning),
    basis: inWords(BASIS_WORDS[known?.basis ?? 'none-found'].word),
    sources: sources.views(known?.sources ?? []),
  };
}

function counterpartOf({ catalog }: Assessment, name: string) {
  return catalog.callLogFields.find(({ field }) => field === name) ?? null;
}
