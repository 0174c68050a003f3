/** What stands on VoiceCall for the fields that adapters were found to write. */
import type { CallLogField, Catalog } from '../catalog/schema.ts';
import type { Assessment, CallLog, RepositoryRecord } from '../model/assessment.ts';

export type Counterpart = Assessment['catalog']['callLogFields'][number];

/** One entry a field that some repository writes on a Task, or on an object that the source does not name. */
export function counterparts(repos: readonly Pick<RepositoryRecord, 'callLogs'>[], catalog: Catalog): Counterpart[] {
  const written = new Set(
    repos.flatMap((repo) => repo.callLogs.filter(isCallRecord).flatMap((log) => log.fields.map((field) => field.name))),
  );
  return [...written].sort().map((field) => ({ field, ...counterpartOf(field, catalog.callLogFields) }));
}

/** Only the Task has counterparts; what another object becomes no document says. */
export function isCallRecord({ object }: Pick<CallLog, 'object'>): boolean {
  return object === null || /^task$/i.test(object);
}

/** A standard field by its name; a custom one by its usual content, which is a hint. Unknown where the facts name nothing. */
function counterpartOf(field: string, fields: readonly CallLogField[]): Omit<Counterpart, 'field'> {
  const standard = fields.find((entry) => entry.content === undefined && entry.field.toLowerCase() === field.toLowerCase());
  const hint =
    standard ??
    (/__p?c$/i.test(field) ? fields.find((entry) => entry.content !== undefined && new RegExp(entry.content, 'i').test(field)) : undefined);
  if (!hint) return UNKNOWN;
  const { counterpart, meaning, basis, note, sources } = hint;
  if (hint === standard) return { counterpart, meaning, basis, note, sources };
  return { counterpart, meaning, basis: 'unconfirmed', note: `By its name it seems to hold: ${hint.field}. ${note}`, sources };
}

const UNKNOWN: Omit<Counterpart, 'field'> = {
  counterpart: null,
  meaning: 'unknown',
  basis: 'none-found',
  note: 'No document names a field of VoiceCall for it; decide whether a custom field of VoiceCall takes it over.',
  sources: [],
};
