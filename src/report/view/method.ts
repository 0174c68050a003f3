/** How the report came to be: what was read, how sure its words are, what the catalog does not hold, and every source. */
import type { Basis } from '../../catalog/terms.ts';
import { formatNumber } from '../number.ts';
import { isCounted, type Context } from './context.ts';
import { placeView } from './places.ts';
import { count, day, list, plural, present } from './text.ts';
import { BASIS_WORDS, CONFIDENCES, CONTENTS } from './words.ts';
import { inWords, t } from '../messages.ts';

/** Salesforce's own comparison, whose rows could not be read: the first thing to check the catalog against. */
const COMPARISON =
  'https://developer.salesforce.com/docs/service/api-cti/guide/compare-opencti-voice.html#compare-open-cti-capabilities-with-salesforce-voice-replacements';

/** Comes last: the list of sources holds what the other sections have named by then. */
export function methodView(context: Context) {
  const { assessment, sources } = context;
  const { retirement } = assessment;
  const uncovered = uncoveredFacts(context);
  return {
    title: t`Method and sources`,
    facts: facts(context),
    retirement: { statement: retirement.statement, sources: sources.views(retirement.sources) },
    bases: (Object.keys(inWords(BASIS_WORDS)) as Basis[]).map((basis) => inWords(BASIS_WORDS[basis])),
    confidences: Object.values(inWords(CONFIDENCES)),
    uncovered,
    uncoveredText: uncoveredText(uncovered.length),
    brought: assessment.catalog.rules
      .filter((rule) => rule.origin !== 'shipped')
      .map(({ title, id, origin }) => ({ title, id, how: origin === 'added' ? 'added' : t`in place of the shipped rule` })),
    comparison: COMPARISON,
    sources: sources.all,
  };
}

function facts({ assessment, chosen, findings, names }: Context): { name: string; value: string }[] {
  const { repos, tool, catalog, asOf, totals } = assessment;
  const looked = formatNumber(repos.reduce((n, r) => n + r.filesSeen, 0));
  const tests = findings.filter((entry) => !isCounted(entry)).length;
  return [
    { name: t`Tool`, value: `${tool.name} ${tool.version}` },
    { name: t`Catalog`, value: catalog.version },
    { name: t`Made for`, value: day(asOf) },
    ...(assessment.options.redacted
      ? [{ name: t`Names`, value: t`Pseudonyms: paths, hosts, names, numbers and values of the company were taken out (--redact)` }]
      : []),
    { name: t`Target`, value: chosen ? names.target(chosen) : t`none chosen` },
    { name: t`Files looked at`, value: t`${looked} in ${count(repos.length, 'repository', 'repositories')}; ${readText(assessment)}` },
    {
      name: t`Findings`,
      value: `${formatNumber(totals.findings)}${tests > 0 ? t`, of them ${formatNumber(tests)} in tests, which count nowhere` : ''}`,
    },
  ];
}

/** What the files that were read turned out to be. */
function readText({ repos }: Context['assessment']): string {
  const files = repos.flatMap((repo) => repo.files);
  const parts = inWords(CONTENTS).map(([contents, one, many]) => {
    const n = files.filter((file) => contents.includes(file.content)).length;
    return n > 0 && count(n, one, many);
  });
  return files.length === 0 ? t`none of them was read further` : list(present(...parts));
}

function uncoveredFacts(context: Context) {
  return context.assessment.repos.flatMap((repo) =>
    repo.uncovered.map((fact) => ({
      name: fact.name,
      kind: fact.kind.replace('definition-', '').replaceAll('-', ' '),
      place: placeView(context, repo, fact),
    })),
  );
}

function uncoveredText(n: number): string {
  if (n === 0) return t`Every fact that was read met a rule, or was recognised as a custom item.`;
  const holes = plural(n, 'It is a hole', 'They are holes');
  return t`${count(n, 'fact')} met no rule. ${holes} in the catalog; nothing is said about ${plural(n, 'it', 'them')} above.`;
}
