/** What the kinds of changes are called, and the groups in which every form of a comparison tells them. */
import { s } from '../model/sentence.ts';
import type { Change, ChangeKind, Comparison, Place, ToolCause, ToolChange } from './compare.ts';

export const CHANGE_WORDS: Readonly<Record<ChangeKind, string>> = {
  new: s`New in the code`,
  'come-back': s`Back again`,
  done: s`Done`,
  moved: s`Moved`,
  changed: s`Edited`,
  waived: s`Waived`,
  'waiver-ended': s`Waiver ended`,
};

export const CAUSE_WORDS: Readonly<Record<ToolCause, string>> = {
  'rule-added': s`a rule was added`,
  'rule-retired': s`a rule was retired`,
  'rule-changed': s`another rule speaks of it`,
  're-judged': s`a rule judges otherwise`,
  reader: s`the reader sees more, or sees it otherwise`,
};

export const TOOL_TITLE = s`Changed by the tool, not in the code`;
export const NOT_COMPARABLE_TITLE = s`Not comparable`;

export interface ChangeItem {
  readonly text: string;
  readonly place: string | null;
}

export interface ChangeGroup {
  readonly title: string;
  readonly count: number;
  readonly items: readonly ChangeItem[];
}

const ORDER: readonly ChangeKind[] = ['new', 'come-back', 'done', 'moved', 'changed', 'waived', 'waiver-ended'];

export const KEPT_TITLE = s`As before`;

/** Puts a sentence, a part of one or a title of the catalog into the language of the reader. */
export type Say = (english: string) => string;

const IN_ENGLISH: Say = (english) => english;

/** The team's work first, then what the tool changed, then what nothing can be said of. Groups without anything stand there with 0. */
export function changeGroups({ changes, byTool, repositories }: Comparison, say: Say = IN_ENGLISH): ChangeGroup[] {
  const told = ORDER.map((kind): ChangeGroup => {
    const list = changes.filter((change) => change.kind === kind);
    return { title: say(CHANGE_WORDS[kind]), count: list.length, items: list.map((change) => itemOf(change, say)) };
  });
  const apart = repositories.filter(({ state, unread }) => state === 'not-comparable' || unread > 0);
  return [
    ...told,
    {
      title: say(TOOL_TITLE),
      count: byTool.length,
      items: byTool.map((one) => ({ ...itemOf(one, say), text: `${nameOf(one, say)}: ${say(CAUSE_WORDS[one.cause])}` })),
    },
    {
      title: say(NOT_COMPARABLE_TITLE),
      count: apart.length,
      items: apart.map(({ id, reason, before, after, state, unread }) => {
        const sides = [...(before === null ? [] : [say(s`${before} before`)]), ...(after === null ? [] : [say(s`${after} after`)])].join(
          ', ',
        );
        const what = state === 'not-comparable' ? sides : say(s`${unread} of its findings`);
        return { text: `${id}${what === '' ? '' : ` (${what})`}: ${say(reason ?? '')}`, place: null };
      }),
    },
  ];
}

/** In the form in which a report in Markdown takes it. */
export function changesSince(
  comparison: Comparison,
  say: Say = IN_ENGLISH,
): { readonly since: string; readonly groups: readonly ChangeGroup[] } {
  return { since: comparison.before.name, groups: changeGroups(comparison, say) };
}

function itemOf(change: Change | ToolChange, say: Say): ChangeItem {
  const { before, after, repository } = change;
  const place = after ?? before;
  const from = before && after && before.file !== after.file ? `, ${say(s`from ${before.file}`)}` : '';
  return { text: `${nameOf(change, say)}${from}`, place: place && `${repository}/${placeText(place)}` };
}

function nameOf({ name, title }: Pick<Change, 'name' | 'title'>, say: Say): string {
  return name === '' ? say(title) : `${name} (${say(title)})`;
}

export function placeText({ file, line }: Place): string {
  return line === null ? file : `${file}:${line}`;
}

/** What can be said in one line. */
export function headText({ before, after }: Comparison, say: Say = IN_ENGLISH, named: Say = IN_ENGLISH): string {
  const version = (side: Comparison['before']): string => say(s`${side.tool}, catalog ${side.catalog.slice(0, 12)}`);
  const sides = say(s`${named(before.name)} to ${named(after.name)}`);
  if (before.tool === after.tool && before.catalog === after.catalog) return sides;
  return `${sides}; ${say(s`before with ${version(before)}, after with ${version(after)}`)}`;
}
