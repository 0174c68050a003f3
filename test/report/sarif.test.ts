/** SARIF: valid by the published schema, in the limits of code scanning, stable, and deaf to what a stranger writes. */
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from '@jest/globals';
import formats from 'ajv-formats';
import Draft4, { type ValidateFunction } from 'ajv-draft-04';
import type { Assessment, Finding } from '../../src/model/assessment.ts';
import { renderSarif, sarifName, uriOf } from '../../src/report/sarif.ts';
import { adapterAssessment, orgAssessment, sampleAssessment } from '../support/sample-assessment.ts';

interface Result {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: { text: string };
  locations: {
    physicalLocation: { artifactLocation: { uri: string; uriBaseId: string }; region: { startLine: number; startColumn?: number } };
    logicalLocations?: { fullyQualifiedName: string }[];
  }[];
  partialFingerprints: Record<string, string>;
  suppressions: { kind: string; justification: string }[];
}

interface Run {
  tool: {
    driver: {
      rules: {
        id: string;
        helpUri?: string;
        shortDescription: { text: string };
        fullDescription: { text: string };
        help: { text: string; markdown: string };
        defaultConfiguration: { level: string };
        properties: { tags: string[]; precision: string };
      }[];
    };
  };
  automationDetails: { id: string };
  invocations: {
    executionSuccessful: boolean;
    toolExecutionNotifications: { descriptor: { id: string }; level: string; message: { text: string }; locations?: Result['locations'] }[];
  }[];
  results: Result[];
}

type Rendered = Parameters<typeof renderSarif>;

function textsOf(...of: Rendered): string[] {
  return renderSarif(...of).map(({ text }) => [...text].join(''));
}

function runsOf(...of: Rendered): Run[] {
  return textsOf(...of).map((text) => (JSON.parse(text) as { runs: [Run] }).runs[0]);
}

let isValid: ValidateFunction;

beforeAll(() => {
  // The package’s own matcher fetches schemas; only its copy of the published one is taken.
  const schema = createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as object;
  // A pattern of the schema is none under the rules for Unicode.
  const ajv = new Draft4.default({ strict: false, allErrors: true, unicodeRegExp: false });
  formats.default(ajv);
  isValid = ajv.compile(schema);
});

/** Everything that is wrong by the schema. */
function faultsOf(text: string): string[] {
  isValid(JSON.parse(text));
  return (isValid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

/** The sample with every finding of its first repository changed. */
function withFindings(change: (finding: Finding) => Partial<Finding>, assessment: Assessment = adapterAssessment()): Assessment {
  const copy = structuredClone(assessment);
  for (const repo of copy.repos) repo.findings = repo.findings.map((finding) => ({ ...finding, ...change(finding) }));
  return copy;
}

function findingsIn(assessment: Assessment): Finding[] {
  return assessment.repos.flatMap(({ findings }) => findings);
}

const SAMPLES: readonly (readonly [string, Assessment])[] = [
  ['definitions', sampleAssessment()],
  ['definitions for a target', sampleAssessment('native')],
  ['an adapter', adapterAssessment()],
  ['an org', orgAssessment('amazon-connect')],
];

describe.each(SAMPLES)('the SARIF of %s', (_, assessment) => {
  test('is valid by the published schema', () => {
    expect(textsOf(assessment).flatMap(faultsOf)).toEqual([]);
  });

  test('is one run a repository, under a category of its own', () => {
    const runs = runsOf(assessment);
    expect(runs).toHaveLength(assessment.repos.length);
    const categories = runs.map((run) => run.automationDetails.id);
    expect(new Set(categories).size).toBe(runs.length);
    for (const category of categories) expect(category).toMatch(/^cti2voice\/[a-z0-9._-]+\/$/);
  });

  test('holds each finding once, under the fingerprint that all formats use; progress is told and is no result', () => {
    const runs = runsOf(assessment);
    for (const [index, repo] of assessment.repos.entries()) {
      const wanted = repo.findings.filter(({ kind }) => kind !== 'foundation').map(({ fingerprint }) => fingerprint);
      expect(runs[index]?.results.map((result) => result.partialFingerprints['cti2voice/v1'])).toEqual(wanted);
      // Code scanning looks at no other name.
      expect(runs[index]?.results.map((result) => result.partialFingerprints['primaryLocationLineHash'])).toEqual(wanted);
      const told = runs[index]?.invocations[0]?.toolExecutionNotifications.filter(({ descriptor }) => descriptor.id === 'progress') ?? [];
      expect(told).toHaveLength(wanted.length < repo.findings.length ? 1 : 0);
    }
  });

  test('explains each rule once, in words and in Markdown, with a source', () => {
    for (const { tool, results } of runsOf(assessment)) {
      const { rules } = tool.driver;
      expect(new Set(rules.map(({ id }) => id))).toEqual(new Set(results.map(({ ruleId }) => ruleId)));
      for (const result of results) expect(rules[result.ruleIndex]?.id).toBe(result.ruleId);
      for (const { id, help, fullDescription, shortDescription, properties } of rules) {
        expect(help.text).toMatch(/What to do: .+\nBasis: .+\n(?:Note: .+\n)*Source: /);
        expect(help.markdown).toContain('**What to do:**');
        expect(help.markdown).toContain(`explain ${id}`);
        expect(Math.max(shortDescription.text.length, fullDescription.text.length)).toBeLessThanOrEqual(1_024);
        expect(properties.tags.length).toBeLessThanOrEqual(10);
      }
      expect(rules.filter(({ helpUri }) => helpUri?.startsWith('https://')).length).toBeGreaterThanOrEqual(Math.ceil(rules.length / 2));
    }
  });

  test('is the same bytes twice', () => {
    expect(textsOf(structuredClone(assessment))).toEqual(textsOf(assessment));
  });
});

describe('the level of a result', () => {
  const levelsOf = (assessment: Assessment): Map<string, string> =>
    new Map(
      runsOf(assessment).flatMap(({ results }) =>
        results.map((result) => [result.partialFingerprints['cti2voice/v1'] ?? '', result.level]),
      ),
    );

  test.each([
    ['no-equivalent', 'error'],
    ['redesign', 'warning'],
    ['rewrite', 'warning'],
    ['unknown', 'warning'],
    ['reconfigure', 'note'],
    ['rename', 'note'],
    ['carries-over', 'note'],
    ['obsolete', 'note'],
  ] as const)('of “%s” is %s', (verdict, level) => {
    const assessment = withFindings(() => ({ confidence: 'exact' }), sampleAssessment('native'));
    for (const rule of assessment.catalog.rules) if (rule.type === 'mapping') for (const entry of rule.verdicts) entry.verdict = verdict;
    const mapped = findingsIn(assessment).filter(({ type, kind }) => type === 'mapping' && kind !== 'trace');
    const levels = levelsOf(assessment);
    expect(mapped.length).toBeGreaterThan(5);
    expect(new Set(mapped.map(({ fingerprint }) => levels.get(fingerprint)))).toEqual(new Set([level]));
  });

  test('is that of the hardest target while none is chosen, and of the chosen one then', () => {
    const [open, chosen] = [null, 'native' as const].map((target) => {
      const assessment = withFindings(() => ({ confidence: 'exact' }), sampleAssessment(target));
      for (const rule of assessment.catalog.rules) {
        if (rule.type !== 'mapping') continue;
        const [first] = rule.verdicts;
        if (first)
          rule.verdicts = [
            { ...first, for: ['partner-telephony-own'], verdict: 'no-equivalent' },
            { ...first, for: ['native'], verdict: 'obsolete' },
          ];
      }
      const mapped = new Set(findingsIn(assessment).flatMap(({ type, fingerprint }) => (type === 'mapping' ? [fingerprint] : [])));
      return new Set([...levelsOf(assessment)].filter(([fingerprint]) => mapped.has(fingerprint)).map(([, level]) => level));
    });
    expect([open, chosen]).toEqual([new Set(['error']), new Set(['note'])]);
  });

  test('of an indication is never more than a note, and of text never an error', () => {
    for (const [kind, worst] of [
      ['trace', ['note']],
      ['call', ['note', 'warning']],
    ] as const) {
      const assessment = withFindings(() => ({ kind, type: 'mapping', confidence: 'text' }));
      expect(new Set(runsOf(assessment).flatMap(({ results }) => results.map(({ level }) => level)))).toEqual(new Set(worst));
    }
  });
});

describe('what asks nothing of anybody is suppressed', () => {
  test('in tests and in unused demos, with the reason; all other results say that they are not', () => {
    const assessment = adapterAssessment();
    const [repo] = assessment.repos;
    const [first, second] = [
      ...new Set(repo?.findings.filter(({ context, kind }) => !context && kind !== 'foundation').map(({ file }) => file)),
    ];
    const copy = withFindings((finding) => (finding.file === first ? { context: 'test' } : {}), assessment);
    copy.portfolio.unused = [{ repository: repo?.id ?? '', files: [second ?? ''] }];
    const results = runsOf(copy)[0]?.results ?? [];
    const uriIs = (file: string | undefined) => (result: Result) =>
      result.locations[0]?.physicalLocation.artifactLocation.uri === uriOf(file ?? '');
    expect(results.filter(uriIs(first)).length).toBeGreaterThan(0);
    for (const result of results.filter(uriIs(first))) expect(result.suppressions[0]?.justification).toContain('test');
    for (const result of results.filter(uriIs(second))) expect(result.suppressions[0]?.justification).toContain('demo');
    const rest = results.filter((result) => !uriIs(first)(result) && !uriIs(second)(result));
    expect(rest.length).toBeGreaterThan(0);
    const inTests = new Set(findingsIn(assessment).flatMap(({ context, fingerprint }) => (context ? [fingerprint] : [])));
    for (const result of rest)
      expect(result.suppressions).toHaveLength(inTests.has(result.partialFingerprints['cti2voice/v1'] ?? '') ? 1 : 0);
  });
});

describe('a place', () => {
  test.each([
    ['src/phone.js', 'src/phone.js'],
    ['a b/ü#1?%.js', 'a%20b/%C3%BC%231%3F%25.js'],
    ['C:/phone.js', 'C%3A/phone.js'],
    ['back\\slash.js', 'back%5Cslash.js'],
    ['/etc/passwd', 'etc/passwd'],
    ['//evil.example.com/x', 'evil.example.com/x'],
    ['../../up.js', 'up.js'],
    ['javascript:alert(1)', 'javascript%3Aalert(1)'],
    ['x\u202ey\u2028\n.js', 'x%E2%80%AEy%E2%80%A8%0A.js'],
    ['half\ud800.js', 'half%EF%BF%BD.js'],
    ['', '.'],
  ])('%j is the relative address %s', (path, uri) => {
    expect(uriOf(path)).toBe(uri);
  });

  test('in an archive is the archive, with the file within beside it', () => {
    const assessment = withFindings(() => ({ file: 'res/Phone.resource!/js/a.js', line: 7, column: 3 }));
    const odd = withFindings(() => ({ file: 'dir!/a.js', line: 7, column: 3 }));
    assessment.repos[0]?.files.push({ path: 'res/Phone.resource', content: 'archive', encoding: 'zip', signature: null });
    const [result] = runsOf(assessment)[0]?.results ?? [];
    expect(result?.locations[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: 'res/Phone.resource', uriBaseId: '%SRCROOT%' },
      region: { startLine: 1 },
    });
    expect(result?.locations[0]?.logicalLocations?.[0]?.fullyQualifiedName).toBe('res/Phone.resource!/js/a.js:7:3');
    expect(result?.message.text).toContain('In the archive: js/a.js, line 7.');
    const [plain] = runsOf(odd)[0]?.results ?? [];
    expect(plain?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('dir!/a.js');
    expect(plain?.locations[0]?.physicalLocation.region.startLine).toBe(7);
  });
});

describe('the name of a file', () => {
  test('is the id where that is a name everywhere', () => {
    for (const id of ['phone', 'payments-phone', 'a.b_c-1']) expect(sarifName(id)).toBe(id);
  });

  test.each([
    'Phone',
    'PHONE',
    'group/phone',
    'group-phone/',
    'con',
    'nul.txt',
    'com1',
    'aux',
    '..',
    '.',
    '',
    '.git',
    '-rf',
    'a b',
    'ü',
    'x'.repeat(300),
    'phone.',
  ])('%j gets a digest, and is fit for Windows', (id) => {
    const name = sarifName(id);
    expect(name).toMatch(/^[a-z0-9][a-z0-9._-]*-[0-9a-f]{12}$/);
    expect(name.length).toBeLessThan(100);
    expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/);
  });

  test('parts ids that differ, also where letter case does not count and where one is made to look like another', () => {
    const ids = ['phone', 'Phone', 'pHone', 'a/b', 'a-b', 'a b', 'A/b', sarifName('Phone'), sarifName('a/b'), 'ü', 'ö', ''];
    expect(new Set(ids.map((id) => sarifName(id).toLowerCase())).size).toBe(ids.length);
  });
});

describe('within the limits of code scanning', () => {
  const limits = { results: 20, shown: 5, gzipBytes: 10_000_000 };
  const RANKS = ['note', 'warning', 'error'];

  test('the worst results are kept, in their order, and the file says so', () => {
    const assessment = adapterAssessment();
    const [whole] = runsOf(assessment);
    const [cut] = runsOf(assessment, limits);
    expect(whole?.results.length).toBeGreaterThan(limits.results);
    expect(cut?.results).toHaveLength(limits.results);
    const keyOf = (result: Result): string => result.partialFingerprints['cti2voice/v1'] ?? '';
    const kept = new Set(cut?.results.map(keyOf));
    expect(whole?.results.map(keyOf).filter((key) => kept.has(key))).toEqual(cut?.results.map(keyOf));
    const rank = (result: Result): number => (result.suppressions.length > 0 ? -1 : RANKS.indexOf(result.level));
    const left = (whole?.results ?? []).filter((result) => !kept.has(keyOf(result)));
    expect(Math.min(...(cut?.results ?? []).map(rank))).toBeGreaterThanOrEqual(Math.max(...left.map(rank)));
    const said = new Map(cut?.invocations[0]?.toolExecutionNotifications.map(({ descriptor, message }) => [descriptor.id, message.text]));
    expect(said.get('results-cut')).toContain(`20 of ${whole?.results.length} findings are in this file`);
    expect(said.get('results-beyond-display')).toContain('shows the first 5');
    expect(whole?.invocations[0]?.toolExecutionNotifications.map(({ descriptor }) => descriptor.id)).not.toContain('results-cut');
  });

  test('a file that is too large packed is cut until it fits', () => {
    const assessment = adapterAssessment();
    const [text = ''] = textsOf(assessment, { results: 25_000, shown: 5_000, gzipBytes: 9_000 });
    const { runs } = JSON.parse(text) as { runs: [Run] };
    expect(runs[0].results.length).toBeGreaterThan(0);
    expect(runs[0].results.length).toBeLessThan(runsOf(assessment)[0]?.results.length ?? 0);
    expect(faultsOf(text)).toEqual([]);
  });

  test('26,000 findings give 25,000 results', () => {
    const assessment = adapterAssessment();
    const [repo] = assessment.repos;
    const base = repo?.findings.find(({ kind }) => kind === 'call');
    if (!repo || !base) throw new Error('the sample has no call');
    repo.findings = Array.from({ length: 26_000 }, (_, index) => ({
      ...base,
      factId: `f1-${index}`,
      fingerprint: `f1-${index}:${base.ruleId}`,
      confidence: index === 25_999 ? ('exact' as const) : ('dynamic' as const),
    }));
    const [run] = runsOf(assessment);
    expect(run?.results).toHaveLength(25_000);
    // The last of them is the surest.
    expect(run?.results.at(-1)?.partialFingerprints['cti2voice/v1']).toBe(`f1-25999:${base.ruleId}`);
  });
});

test('what could not be read is a notification with its place, and a repository that failed is no success', () => {
  const assessment = adapterAssessment();
  const [repo] = assessment.repos;
  if (!repo) throw new Error('the sample has no repository');
  repo.problems = [
    { code: 'duplicate', effect: 'note', file: 'b.xml', detail: 'Twice.' },
    { code: 'not-well-formed', effect: 'lost', file: 'a b.xml', line: 3, column: 2, detail: 'Cut off.' },
  ];
  const told = (): Run['invocations'][number] | undefined => runsOf(assessment)[0]?.invocations[0];
  expect(told()?.toolExecutionNotifications.slice(0, 2)).toEqual([
    {
      descriptor: { id: 'not-well-formed' },
      level: 'warning',
      message: { text: 'Cut off.' },
      locations: [
        { physicalLocation: { artifactLocation: { uri: 'a%20b.xml', uriBaseId: '%SRCROOT%' }, region: { startLine: 3, startColumn: 2 } } },
      ],
    },
    expect.objectContaining({ descriptor: { id: 'duplicate' }, level: 'note' }),
  ]);
  expect(told()?.executionSuccessful).toBe(true);
  repo.status = 'failed';
  expect(told()?.executionSuccessful).toBe(false);
});

describe('a stranger’s text', () => {
  const HOSTILE = [
    '</script><script>alert(1)</script>',
    '[click](javascript:alert(1)) ![x](https://evil.example.com/x.png)',
    '{0} {1} {{2}}',
    '\u202egnp.exe\u2066\u2028\u0000\u001b[31m',
    'half \ud800 of a letter',
    `${'x'.repeat(32_768)}`,
  ];

  test.each(HOSTILE)('%j makes no link, no argument and no control character, and the file stays valid', (text) => {
    const assessment = withFindings(({ type }) => ({
      name: text,
      value: text,
      section: text,
      definition: text,
      snippet: text,
      chain: [text],
      file: `dir/${text}`,
      ...(type === 'check' && { message: text }),
    }));
    for (const rule of assessment.catalog.rules) rule.title = text;
    for (const repo of assessment.repos) repo.problems.push({ code: 'unreadable', effect: 'lost', file: text, detail: text });
    const texts = textsOf(assessment);
    expect(texts.flatMap(faultsOf)).toEqual([]);
    for (const rendered of texts) {
      // oxlint-disable-next-line no-control-regex
      expect(rendered.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
      expect(rendered).not.toMatch(/\\u(?:d[89a-f]|00[01])/i);
    }
    for (const { results, tool, invocations } of runsOf(assessment)) {
      const messages = [
        ...results.map(({ message }) => message.text),
        ...(invocations[0]?.toolExecutionNotifications ?? []).map(({ message }) => message.text),
      ];
      for (const message of messages) {
        expect(message).not.toContain('](');
        expect(message.replaceAll('{{', '').replaceAll('}}', '')).not.toMatch(/[{}]/);
        expect(message.length).toBeLessThan(40_000);
      }
      for (const { help } of tool.driver.rules) {
        expect(help.markdown).not.toMatch(/<script|(?<!\\)\]\(javascript|!\[x/);
      }
    }
  });
});
