/** Items that no document names, and what the checks have to say. */
import { isCounted, isInAdapter, isInSource, isOfOrg, type Context, type Placed } from './context.ts';
import { broughtWord } from './findings.ts';
import { cutList, foldedPlaces, placesText } from './places.ts';
import { byKey, count, list, present } from './text.ts';
import { SEVERITIES, type Severity } from './words.ts';
import { inWords, t } from '../messages.ts';

const IN_ORDER: readonly Severity[] = ['defect', 'risk', 'note'];

export function customView(context: Context) {
  const custom = context.mapped.filter((entry) => entry.finding.custom === true && !isInSource(entry));
  const { places: items, beyond } = cutList(context, custom, true);
  return {
    title: custom.length === 0 ? t`No custom items` : t`${count(custom.length, 'custom item')} that no document names`,
    items,
    beyond,
  };
}

export function checksView(context: Context) {
  const rules = [...byKey(context.checked, ({ finding }) => finding.ruleId)].toSorted(([x], [y]) => (x < y ? -1 : 1));
  return {
    title: checksTitle(context),
    lede: checksLede(context),
    waiting: context.large
      ? t`The script of this page, which did not run, brings the places of each check; findings.csv has all of them.`
      : null,
    groups: IN_ORDER.map((severity) => ({
      ...inWords(SEVERITIES[severity]),
      rules: rules
        .filter(([id, entries]) => severityOf(context, id, entries) === severity)
        .map(([id, entries]) => checkView(context, id, entries)),
    })).filter((group) => group.rules.length > 0),
  };
}

function checksTitle({ checked }: Context): string {
  const counted = checked.filter(isCounted);
  if (counted.length === 0) return checked.length === 0 ? t`No check has anything to say` : t`Checks: something in tests only`;
  const n = (severity: Severity): number => counted.filter(({ finding }) => (finding.severity ?? 'note') === severity).length;
  return t`Checks: ${list(present(...IN_ORDER.map((severity) => n(severity) > 0 && severityText(severity, n(severity)))))}`;
}

function severityText(severity: Severity, n: number): string {
  if (severity === 'defect') return count(n, 'defect');
  return severity === 'risk' ? count(n, 'risk') : count(n, 'note');
}

function checksLede({ checked }: Context): string {
  const ofSource = checked.some(isInAdapter);
  const ofOrg = checked.some(isOfOrg);
  const ofDefinitions = checked.some((entry) => !isInSource(entry));
  return present(
    ofDefinitions &&
      t`The definition format has rules of its own. What breaks them is worth knowing before anything is copied to a new file.`,
    ofSource && t`Of the source, the checks say what does not work as written, and what should be known before the findings are believed.`,
    ofOrg && t`Of the org’s metadata, they say what stands in its own way, and what a reader of the findings should know.`,
  ).join(' ');
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
    count: placesText(entries),
    /** Of a large result the places wait, see waiting.ts. */
    waits: context.large,
    action: check?.do ?? null,
    basis: check ? sources.basis(check.basis, check.sources) : null,
    ...foldedPlaces(context, entries),
  };
}
