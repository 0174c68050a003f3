/** Every definition file with all that is in it, and those that are not judged: Voice and CTI Toolkit. */
import { TARGETS } from '../../catalog/terms.ts';
import type { Definition, Finding, RepositoryRecord } from '../../model/assessment.ts';
import { formatNumber } from '../number.ts';
import type { Context } from './context.ts';
import { beyondList, shownPart, valueView } from './places.ts';
import { byKey, count, list, plural, present } from './text.ts';
import { waitingRoom } from './waiting.ts';
import { FORMS, SEVERITIES, STANDINGS, verdictMark, type Mark } from './words.ts';
import { inWords, t } from '../messages.ts';

type Named = Definition['settings'][number];

export function definitionsView(context: Context) {
  const { repos, totals } = context.assessment;
  const all = repos.flatMap((repo) => repo.definitions.map((definition) => ({ repo, definition })));
  const rows = shownPart(all, context.limits.list).map(({ repo, definition }, at) => ({
    ...definitionHead(context, repo, definition),
    ...definitionRow(context, repo, definition, at < context.limits.parts),
  }));
  const { openCti, voice, ctiToolkit } = totals.definitions;
  const parts = present(
    openCti > 0 && t`${formatNumber(openCti)} for Open CTI`,
    voice > 0 && t`${formatNumber(voice)} for Voice`,
    ctiToolkit > 0 && t`${formatNumber(ctiToolkit)} for the CTI Toolkit`,
  );
  return {
    title: all.length === 0 ? t`No definition file was found` : `${count(all.length, 'definition')}: ${list(parts)}`,
    rows,
    beyond: beyondList(all.length, 'definition', null, context.limits.list),
  };
}

/** Definitions that are listed and not judged by Open CTI rules. */
export function voiceView(context: Context) {
  const { repos, totals } = context.assessment;
  const { voice } = totals.definitions;
  const room = waitingRoom(context, 'assessment.json');
  // Of a large result not all definitions stand in the page, and a link to one that does not would lead nowhere.
  const inPage = new Set(
    shownPart(
      repos.flatMap((repo) => repo.definitions),
      context.limits.list,
    ),
  );
  const heads = (standing: Definition['standing']) =>
    room.inTurn(
      shownPart(
        repos.flatMap((repo) => repo.definitions.filter((d) => d.standing === standing).map((d) => ({ repo, d }))),
        context.limits.list,
      ).map(({ repo, d }) => ({ ...definitionHead(context, repo, d), linked: inPage.has(d) })),
    );
  return {
    title:
      voice > 0 ? t`${count(voice, 'definition')} already ${plural(voice, 'serves', 'serve')} Voice` : t`No Voice definition was found`,
    voice: heads('voice'),
    toolkit: heads('cti-toolkit'),
    waiting: room.pointer(),
  };
}

/** What names a definition, wherever it is listed. */
function definitionHead({ anchor, several }: Context, repo: RepositoryRecord, d: Definition) {
  return {
    anchor: anchor('definition', `${repo.id} ${d.file} ${d.line}`),
    repository: several ? repo.name : null,
    file: d.file,
    evidence: d.standingEvidence,
    internalName: d.internalName,
    displayName: d.displayName,
  };
}

/** `withItems`: what stands in it is listed; of many definitions only that of the first is. */
function definitionRow(context: Context, repo: RepositoryRecord, d: Definition, withItems: boolean) {
  const problems = repo.problems.filter((p) => p.file === d.file).length;
  const all = itemEntries(d);
  const rows = withItems ? itemRows(context, repo, d, shownPart(all, context.limits.items)) : [];
  return {
    form: inWords(FORMS[d.form]),
    standing: inWords(STANDINGS[d.standing]),
    items: formatNumber(d.sections.reduce((n, s) => n + s.items.length, 0)),
    settings: settingsText(d),
    wellFormed: d.wellFormed ? t`Yes` : t`No, read in part`,
    problems: problems === 0 ? t`None` : count(problems, 'problem'),
    hasProblems: problems > 0,
    rows,
    rowsSummary: t`${d.internalName || d.file}: ${count(all.length, 'item')}, in the order of the file`,
    rowsBeyond: beyondList(all.length, 'item', null, context.limits.items),
    rowsCaption: t`Items of ${context.several ? `${repo.name}, ` : ''}${d.file}, line ${d.line}`,
  };
}

function settingsText(d: Definition): string | null {
  if (d.customSettings && !d.customSettings.valid) return t`customSettings is not a JSON object`;
  return d.settings.length > 0 ? t`and ${count(d.settings.length, 'key')} of customSettings` : null;
}

/** Everything that has a name and a value, whether or not a rule speaks of it. */
function itemEntries(d: Definition): { section: string; item: Named }[] {
  return [
    ...d.sections.flatMap((s) => s.items.map((item) => ({ section: s.name, item }))),
    ...d.fields.map((item) => ({ section: t`Metadata API`, item })),
    ...d.settings.map((item) => ({ section: 'customSettings', item })),
  ];
}

function itemRows(context: Context, repo: RepositoryRecord, d: Definition, entries: readonly { section: string; item: Named }[]) {
  const findings = byKey(
    repo.findings.filter((f) => f.file === d.file),
    (f) => `${f.line}:${f.column}`,
  );
  return entries.map(({ section, item }) => ({
    section,
    name: item.name,
    value: valueView(item.value, item.masked === true),
    line: formatNumber(item.line),
    links: ruleLinks(context, item, findings.get(`${item.line}:${item.column}`) ?? []),
  }));
}

/** A missing item is found at the place of another; a check names no item, so it counts wherever it stands. */
function ruleLinks(context: Context, item: Named, atPlace: Finding[]) {
  const met = atPlace.filter((f) => f.name === item.name || f.type === 'check');
  return [...new Set(met.map((f) => f.ruleId))].map((id) => ({
    href: `#${context.anchor('rule', id)}`,
    title: context.rules.title(id),
    mark: ruleMark(context, id),
  }));
}

/** The severity of a check; the verdict for the chosen target, or the one on which all targets agree. */
function ruleMark({ chosen, rules }: Context, id: string): Mark | null {
  const check = rules.check(id);
  if (check) return inWords(SEVERITIES[check.severity].mark);
  const verdicts = new Set((chosen ? [chosen] : TARGETS).map((target) => rules.verdictOf(id, target)));
  const [verdict] = verdicts;
  return verdicts.size === 1 && verdict ? verdictMark(verdict) : null;
}
