/** A rule as plain words in order: what it is, what becomes of it, how sure that is. SARIF’s help and the terminal only lay it out. */
import type { Finding, Assessment } from '../model/assessment.ts';
import type { Basis, TargetId } from '../catalog/terms.ts';
import { broughtWord } from './view/findings.ts';
import { memberView, orgMember } from './view/places.ts';
import { safeUrl } from './view/text.ts';
import { API_PATHS, BASIS_WORDS, SEVERITIES, VERDICT_WORDS } from './view/words.ts';

/** What a sheet needs of a catalog: the shipped one has it, and so has the part that an assessment keeps. */
export interface SheetCatalog {
  readonly targets: readonly { readonly id: TargetId; readonly name: string; readonly short: string }[];
  readonly capabilities: readonly { readonly id: string; readonly name: string; readonly description: string }[];
  readonly workItems: readonly { readonly id: string; readonly title: string; readonly description: string }[];
}

/** The part of a rule that the shipped catalog and an assessment have in common. */
export type SheetRule = Pick<Assessment['catalog']['rules'][number], 'id' | 'title' | 'capability' | 'origin'> &
  (
    | Pick<Extract<Assessment['catalog']['rules'][number], { type: 'mapping' }>, 'type' | 'workItem' | 'verdicts'>
    | Pick<Extract<Assessment['catalog']['rules'][number], { type: 'check' }>, 'type' | 'severity' | 'do' | 'basis' | 'sources'>
  );

export interface SheetSource {
  readonly title: string;
  /** Null where none was recorded, and for an address that is none of the web. */
  readonly url: string | null;
  readonly read: string;
  readonly note: string | null;
}

/** One answer, and the targets for which it holds. */
export interface SheetEntry {
  /** Empty where it holds whatever the target is, as the word of a check does. */
  readonly targets: readonly string[];
  readonly word: string;
  readonly meaning: string;
  /** What stands in Voice in its place; null for a check. */
  readonly equivalent: string | null;
  readonly action: string;
  readonly basis: { readonly word: string; readonly meaning: string };
  readonly caveats: readonly string[];
  readonly sources: readonly SheetSource[];
}

export interface RuleSheet {
  readonly id: string;
  readonly title: string;
  readonly capability: { readonly name: string; readonly description: string | null };
  readonly workItem: { readonly title: string; readonly description: string } | null;
  /** Said of a rule that `--rules` brought. */
  readonly brought: string | null;
  /** The chosen target’s first, else as the rule has them. */
  readonly entries: readonly SheetEntry[];
}

export function ruleSheet(rule: SheetRule, catalog: SheetCatalog, chosen: TargetId | null): RuleSheet {
  const capability = catalog.capabilities.find(({ id }) => id === rule.capability);
  const workItem = rule.type === 'mapping' ? catalog.workItems.find(({ id }) => id === rule.workItem) : undefined;
  return {
    id: rule.id,
    title: rule.title,
    capability: { name: capability?.name ?? rule.capability, description: capability?.description ?? null },
    workItem: workItem ? { title: workItem.title, description: workItem.description } : null,
    brought: broughtWord(rule.origin),
    entries: rule.type === 'mapping' ? mappingEntries(rule.verdicts, catalog, chosen) : [checkEntry(rule)],
  };
}

function mappingEntries(
  verdicts: Extract<SheetRule, { type: 'mapping' }>['verdicts'],
  catalog: SheetCatalog,
  chosen: TargetId | null,
): SheetEntry[] {
  const short = (id: TargetId): string => catalog.targets.find((target) => target.id === id)?.short ?? id;
  const isChosen = ({ for: targets }: { for: readonly TargetId[] }): boolean => chosen !== null && targets.includes(chosen);
  return verdicts
    .toSorted((x, y) => Number(isChosen(y)) - Number(isChosen(x)))
    .map((verdict) => ({
      targets: verdict.for.map(short),
      ...VERDICT_WORDS[verdict.verdict],
      equivalent: verdict.equivalent,
      action: verdict.do,
      basis: BASIS_WORDS[verdict.basis],
      caveats: verdict.caveats,
      sources: verdict.sources.map(sourceOf),
    }));
}

/** A check speaks of no move. */
const CHECK_BASIS: Readonly<Partial<Record<Basis, { readonly meaning: string }>>> = {
  documented: { meaning: 'Salesforce documents it.' },
  inferred: { meaning: 'It follows from what the sources say; that it does is our reading.' },
};

function checkEntry(rule: Extract<SheetRule, { type: 'check' }>): SheetEntry {
  const { mark, meaning } = SEVERITIES[rule.severity];
  return {
    targets: [],
    word: mark.word,
    meaning,
    equivalent: null,
    action: rule.do,
    basis: { ...BASIS_WORDS[rule.basis], ...CHECK_BASIS[rule.basis] },
    caveats: [],
    sources: rule.sources.map(sourceOf),
  };
}

function sourceOf({
  title,
  url,
  read,
  note,
}: {
  title: string;
  url?: string | undefined;
  read: string;
  note?: string | undefined;
}): SheetSource {
  return { title, url: safeUrl(url), read, note: note ?? null };
}

/** What was found, as a developer or an administrator calls it: `sforce.opencti.screenPop`, an item, a component of the org. */
export function foundThing(finding: Finding): string {
  const { member, note } = finding.api === 'metadata' ? orgMember(finding) : memberView(finding);
  const name = member || finding.name || finding.value || API_PATHS[finding.api];
  const section = finding.api === 'definition' && finding.section !== undefined ? `section ${finding.section}` : null;
  const shown = note ?? section;
  return shown === null ? name : `${name} (${shown})`;
}
