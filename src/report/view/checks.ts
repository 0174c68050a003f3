/** Items that no document names, and documented constraints that are not kept. */
import type { Context, Placed } from './context.ts';
import { broughtWord } from './findings.ts';
import { cutList, foldedPlaces } from './places.ts';
import { byKey, count, list, present } from './text.ts';
import { SEVERITIES, type Severity } from './words.ts';

const IN_ORDER: readonly Severity[] = ['defect', 'risk', 'note'];

export function customView(context: Context) {
  const custom = context.mapped.filter(({ finding }) => finding.custom === true);
  const { places: items, beyond } = cutList(context, custom, true);
  return {
    title: custom.length === 0 ? 'No custom items' : `${count(custom.length, 'custom item')} that no document names`,
    items,
    beyond,
  };
}

export function checksView(context: Context) {
  const rules = [...byKey(context.checked, ({ finding }) => finding.ruleId)].toSorted(([x], [y]) => (x < y ? -1 : 1));
  return {
    title: checksTitle(context),
    groups: IN_ORDER.map((severity) => ({
      ...SEVERITIES[severity],
      rules: rules
        .filter(([id, entries]) => severityOf(context, id, entries) === severity)
        .map(([id, entries]) => checkView(context, id, entries)),
    })).filter((group) => group.rules.length > 0),
  };
}

function checksTitle({ checked }: Context): string {
  if (checked.length === 0) return 'No documented constraint is broken';
  const n = (severity: Severity): number => checked.filter(({ finding }) => (finding.severity ?? 'note') === severity).length;
  return `Documented constraints not kept: ${list(present(...IN_ORDER.map((severity) => n(severity) > 0 && count(n(severity), severity))))}`;
}

/** The rule's own word; a result whose rule is gone says it with the finding. */
function severityOf({ rules }: Context, id: string, entries: Placed[]): Severity {
  return rules.check(id)?.severity ?? entries[0]?.finding.severity ?? 'note';
}

function checkView(context: Context, id: string, entries: Placed[]) {
  const { anchor, names, rules, sources } = context;
  const check = rules.check(id);
  return {
    anchor: anchor('rule', id),
    id,
    title: check?.title ?? id,
    capability: names.capability(check?.capability ?? ''),
    brought: broughtWord(check?.origin ?? ''),
    count: count(entries.length, 'place'),
    action: check?.do ?? null,
    basis: check ? sources.basis(check.basis, check.sources) : null,
    ...foldedPlaces(context, entries),
  };
}
