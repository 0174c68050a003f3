/** What the kinds of changes are called, and the groups in which every form of a comparison tells them. */
import type { Change, ChangeKind, Comparison, Place, ToolCause, ToolChange } from './compare.ts';

export const CHANGE_WORDS: Readonly<Record<ChangeKind, string>> = {
  new: 'New in the code',
  'come-back': 'Back again',
  done: 'Done',
  moved: 'Moved',
  changed: 'Edited',
  waived: 'Waived',
  'waiver-ended': 'Waiver ended',
};

export const CAUSE_WORDS: Readonly<Record<ToolCause, string>> = {
  'rule-added': 'a rule was added',
  'rule-retired': 'a rule was retired',
  'rule-changed': 'another rule speaks of it',
  're-judged': 'a rule judges otherwise',
  reader: 'the reader sees more, or sees it otherwise',
};

export const TOOL_TITLE = 'Changed by the tool, not in the code';
export const NOT_COMPARABLE_TITLE = 'Not comparable';

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

/** The team's work first, then what the tool changed, then what nothing can be said of. Groups without anything stand there with 0. */
export function changeGroups({ changes, byTool, repositories }: Comparison): ChangeGroup[] {
  const told = ORDER.map((kind): ChangeGroup => {
    const list = changes.filter((change) => change.kind === kind);
    return { title: CHANGE_WORDS[kind], count: list.length, items: list.map(itemOf) };
  });
  const apart = repositories.filter(({ state, unread }) => state === 'not-comparable' || unread > 0);
  return [
    ...told,
    {
      title: TOOL_TITLE,
      count: byTool.length,
      items: byTool.map((one) => ({ ...itemOf(one), text: `${nameOf(one)}: ${CAUSE_WORDS[one.cause]}` })),
    },
    {
      title: NOT_COMPARABLE_TITLE,
      count: apart.length,
      items: apart.map(({ id, reason, before, after, state, unread }) => {
        const sides = [...(before === null ? [] : [`${before} before`]), ...(after === null ? [] : [`${after} after`])].join(' and ');
        const what = state === 'not-comparable' ? sides : `${unread} of its findings`;
        return { text: `${id}${what === '' ? '' : ` (${what})`}: ${reason ?? ''}`, place: null };
      }),
    },
  ];
}

/** In the form in which a report in Markdown takes it. */
export function changesSince(comparison: Comparison): { readonly since: string; readonly groups: readonly ChangeGroup[] } {
  return { since: comparison.before.name, groups: changeGroups(comparison) };
}

function itemOf(change: Change | ToolChange): ChangeItem {
  const { before, after, repository } = change;
  const place = after ?? before;
  const from = before && after && before.file !== after.file ? `, from ${before.file}` : '';
  return { text: `${nameOf(change)}${from}`, place: place && `${repository}/${placeText(place)}` };
}

function nameOf({ name, title }: Pick<Change, 'name' | 'title'>): string {
  return name === '' ? title : `${name} (${title})`;
}

export function placeText({ file, line }: Place): string {
  return line === null ? file : `${file}:${line}`;
}

/** What can be said in one line. */
export function headText({ before, after }: Comparison): string {
  const version = (side: Comparison['before']): string => `${side.tool}, catalog ${side.catalog.slice(0, 12)}`;
  const sides = `${before.name} to ${after.name}`;
  if (before.tool === after.tool && before.catalog === after.catalog) return sides;
  return `${sides}; before with ${version(before)}, after with ${version(after)}`;
}
