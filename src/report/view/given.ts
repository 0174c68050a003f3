/** Facts that no file holds, as the client gave them. */
import type { GivenFact } from '../../model/assessment.ts';
import type { Context } from './context.ts';
import { beyondList, shownPart } from './places.ts';
import { count, list, plural, present } from './text.ts';
import { typeWord } from './words.ts';
import { t } from '../messages.ts';

/** Null where nothing was given. Facts of a report or another component stand beside it, and are counted here. */
export function givenView(context: Context) {
  const { given } = context.assessment;
  if (given.length === 0) return null;
  const general = given.filter(({ component }) => component === undefined);
  const ofComponents = given.length - general.length;
  return {
    title: t`Given by the client: ${count(given.length, 'fact')}`,
    rows: shownPart(general).map((fact) => factRow(context, fact)),
    beyond: beyondList(general.length, 'fact', null),
    beside: ofComponents === 0 ? null : componentsText(given),
  };
}

function factRow({ assessment }: Context, { label, value, note, measure, callCenter, line }: GivenFact) {
  const settles = measure === undefined ? undefined : assessment.catalog.measures.find(({ id }) => id === measure);
  return {
    label,
    value,
    note,
    remarks: present(
      callCenter !== undefined && !callCenter.read && t`No definition of the call center ${callCenter.name} is among the files.`,
      settles !== undefined && t`It counts as the number of ${settles.name}.`,
    ),
    line: t`line ${line} of the client’s file`,
  };
}

function componentsText(given: readonly GivenFact[]): string {
  const types = new Map<string, Set<string>>();
  for (const { component } of given) {
    if (!component) continue;
    const names = types.get(component.type) ?? new Set();
    types.set(component.type, names.add(component.name.toLowerCase()));
  }
  const parts = [...types].map(([type, names]) => `${names.size} ${typeWord(type, names.size)}`);
  const n = [...types.values()].reduce((sum, names) => sum + names.size, 0);
  return t`What was given of ${list(parts)} stands beside ${plural(n, 'it', 'each of them')}, where ${plural(n, 'it is', 'they are')} listed under what uses call Tasks.`;
}
