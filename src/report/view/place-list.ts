/** A folded list of places, each with a word or two, for tables whose rows stand for many places. */
import type { RepositoryRecord } from '../../model/assessment.ts';
import type { Context } from './context.ts';
import { beyondList, placeView, shownPart, type PlaceView } from './places.ts';

export interface PlaceItem {
  text: string;
  /** Written as code: an address, say. */
  code: string | null;
  note: string | null;
  place: PlaceView;
}

interface Entry {
  at: { file: string; line: number; column: number };
  repo: RepositoryRecord;
  text: string;
  code?: string;
  note: string | null;
}

/** As many as the page can hold, and where the others are: in `table`, if there is one. */
export function placeList(
  context: Context,
  entries: readonly Entry[],
  table: string | null = null,
): { items: PlaceItem[]; beyond: string | null } {
  return {
    items: shownPart(entries, context.limits.folded).map(({ at, repo, text, code, note }) => ({
      text,
      code: code === undefined || code === '' ? null : code,
      note,
      place: placeView(context, repo, at),
    })),
    beyond: beyondList(entries.length, 'place', table, context.limits.folded),
  };
}
