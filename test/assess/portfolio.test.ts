import { describe, expect, test } from '@jest/globals';
import { assessAll, assessRepository } from '../../src/assess/assess.ts';
import { groupAdapters, unusedDemos } from '../../src/assess/portfolio.ts';
import { matchReadings } from '../../src/commands/matching.ts';
import { readRepository } from '../../src/commands/reading.ts';
import { indexRules } from '../../src/match/match.ts';
import type { Assessment, FileRecord, Finding, RepositoryRecord, WorkItemResult } from '../../src/model/assessment.ts';
import { readSourceFile } from '../../src/parse/adapter/read-source.ts';
import { adapterScript, chance, edited } from '../fixtures/adapters.ts';
import { shippedCatalog } from '../support/catalog.ts';
import { finding, smallCatalog } from './small-catalog.ts';

type Texts = Readonly<Record<string, string>>;
type Grouped = Pick<RepositoryRecord, 'id' | 'files' | 'findings'>;

const USE: Finding = finding('call', 'saveLog', { file: 'phone.js' });

function fileRecord(path: string, text: string): FileRecord {
  const [reading] = readSourceFile(path, Buffer.from(text));
  const print = reading?.print ?? null;
  return { path, signature: reading?.signature ?? null, encoding: 'utf-8', content: 'adapter', ...(print !== null && { print }) };
}

function repository(id: string, texts: Texts): Grouped {
  return { id, files: Object.entries(texts).map(([path, text]) => fileRecord(path, text)), findings: [USE] };
}

/** Each group as the ids in it, the first repository first. */
function groups(repos: readonly Grouped[]): string[][] {
  return groupAdapters(repos).adapters.map(({ repositories }) => repositories.map(({ id }) => id));
}

const [A, B, C, D] = [1, 2, 3, 4].map((seed) => adapterScript(seed)) as [string, string, string, string];
const SMALL = adapterScript(9, 3);

describe('two repositories hold the same adapter', () => {
  test('where their files are the same but for comments, texts in quotes and line ends', () => {
    const copy = `// Branch edition\n${A.replaceAll("'Task'", "'Task '")}`.replaceAll('\n', '\r\n');
    const { adapters } = groupAdapters([repository('north', { 'phone.js': A }), repository('south', { 'js/softphone.js': copy })]);
    expect(adapters).toEqual([
      {
        id: 'north',
        repositories: [
          { id: 'north', files: 1, identical: 1, near: 0 },
          { id: 'south', files: 1, identical: 1, near: 0 },
        ],
        files: 1,
        copies: 'identical',
      },
    ]);
  });

  test('where a few lines differ, and that is told apart from identical', () => {
    const own = { 'phone.js': A, 'log.js': B };
    const { adapters } = groupAdapters([
      repository('north', { ...own, 'extra.js': SMALL }),
      repository('south', { 'phone.js': edited(A, 0.02, 5), 'log.js': B }),
    ]);
    expect(adapters).toHaveLength(1);
    expect(adapters[0]?.copies).toBe('near');
    expect(adapters[0]?.repositories[1]).toEqual({ id: 'south', files: 2, identical: 1, near: 1 });
  });

  test('and not where strangers use the same interface', () => {
    expect(groups([A, B, C, D].map((text, at) => repository(`r${at}`, { 'phone.js': text })))).toEqual([['r0'], ['r1'], ['r2'], ['r3']]);
  });

  test('and not where they share less than most of it', () => {
    expect(groups([repository('north', { 'a.js': A, 'c.js': C }), repository('south', { 'a.js': A, 'd.js': D })])).toEqual([
      ['north'],
      ['south'],
    ]);
  });

  test('and a copy of a copy belongs to it, though it has drifted from the first', () => {
    const steps = [A];
    for (let step = 1; step <= 20; step++) steps.push(edited(steps[step - 1] ?? A, 0.04, step));
    const repos = steps.map((text, step) => repository(`v${step}`, { 'phone.js': text }));
    const [first, last] = [repos[0], repos.at(-1)];
    expect(first && last && groups([first, last])).toHaveLength(2);
    expect(groups(repos)).toHaveLength(1);
  });

  test('but a part that different adapters share makes them not one', () => {
    const wrapper = { 'wrapper.js': SMALL };
    const repos = [
      repository('north', { ...wrapper, 'a.js': A, 'b.js': B }),
      repository('south', { ...wrapper, 'c.js': C, 'd.js': D }),
      repository('wrapper', wrapper),
    ];
    expect(
      groups(repos)
        .map((ids) => ids.length)
        .toSorted((a, b) => a - b),
    ).toEqual([1, 2]);
    expect(groups(repos).some((ids) => ids.includes('north') && ids.includes('south'))).toBe(false);
  });

  test('and files too short to compare make nobody the same', () => {
    const tiny = 'sforce.opencti.enableClickToDial({ callback: ready });';
    expect(groups([repository('north', { 'a.js': tiny }), repository('south', { 'a.js': tiny })])).toEqual([['north'], ['south']]);
  });

  test('and bundles that differ are not taken for near, since most of them is other people’s', () => {
    const library = adapterScript(77, 900);
    const bundle = (own: string): string => `${library}${own}`;
    expect(fileRecord('x.js', bundle(A)).print).toMatch(/:[2-9]\d{4}$/);
    expect(groups([repository('north', { 'app.js': bundle(A) }), repository('south', { 'app.js': bundle(B) })])).toHaveLength(2);
    expect(groups([repository('north', { 'app.js': bundle(A) }), repository('south', { 'app.js': bundle(A) })])).toHaveLength(1);
  });

  test('and a repository without a use of Open CTI holds no adapter', () => {
    expect(groupAdapters([{ ...repository('north', { 'phone.js': A }), findings: [] }]).adapters).toEqual([]);
  });

  test('whatever the order of the records', () => {
    const random = chance(3);
    const repos = [A, B, C].flatMap((text, which) =>
      [0, 1, 2, 3].map((copy) => repository(`r${which}${copy}`, { 'a.js': edited(text, copy * 0.02, copy + 1), 'w.js': SMALL })),
    );
    const expected = JSON.stringify(groupAdapters(repos).adapters);
    for (let run = 0; run < 5; run++) {
      const drawn = repos.map((repo) => ({ repo, at: random() })).toSorted((x, y) => x.at - y.at);
      expect(JSON.stringify(groupAdapters(drawn.map(({ repo }) => repo)).adapters)).toBe(expected);
    }
  });

  test('a thousand repositories fall into the adapters that they were made of', () => {
    const random = chance(11);
    const print = (): string =>
      [...Array.from({ length: 8 }).keys()]
        .map(() =>
          Math.floor(random() * 256)
            .toString(16)
            .padStart(2, '0'),
        )
        .join('');
    const kinds = Array.from({ length: 100 }, (_, kind) =>
      Array.from({ length: 12 }, (_none, at): FileRecord => {
        return { path: `${at}.js`, signature: `${kind}-${at}`, encoding: 'utf-8', content: 'adapter', print: `${print()}:${300 + at}` };
      }),
    );
    const repos = Array.from({ length: 1000 }, (_, at) => ({
      id: `r${String(at).padStart(4, '0')}`,
      files: (kinds[at % 100] ?? []).map((file, number) => (number === 0 ? { ...file, signature: `${file.signature}-${at}` } : file)),
      findings: [USE],
    }));
    const { adapters } = groupAdapters(repos);
    expect(adapters).toHaveLength(100);
    expect(adapters.every(({ repositories, copies }) => repositories.length === 10 && copies === 'near')).toBe(true);
  });
});

const catalog = await shippedCatalog();
const index = indexRules(catalog);

function definition(name: string, url: string): string {
  return `<callCenter><section sortOrder="0" name="reqGeneralInfo" label="General">
<item sortOrder="0" name="reqInternalName" label="n">${name}</item><item sortOrder="1" name="reqDisplayName" label="d">${name}</item>
<item sortOrder="2" name="reqAdapterUrl" label="u">${url}</item><item sortOrder="3" name="reqUseApi" label="a">true</item>
<item sortOrder="4" name="reqSalesforceCompatibilityMode" label="m">Lightning</item></section></callCenter>`;
}

async function scan(id: string, texts: Texts): Promise<RepositoryRecord> {
  const files = Object.entries(texts).map(([path, text]) => ({ path, read: () => ({ bytes: Buffer.from(text) }) }));
  const reading = await readRepository({ files });
  const { definitions, problems, files: records } = reading;
  const matched = matchReadings(reading, catalog, index);
  return assessRepository(
    { id, name: id, problems: [...problems], files: [...records], filesSeen: files.length, definitions: [...definitions], ...matched },
    catalog,
  );
}

const together = (repos: readonly RepositoryRecord[]): Assessment =>
  assessAll(repos, catalog, { target: null, asOf: '2026-11-22', toolVersion: '0' });

function work(assessment: Assessment, id: string): WorkItemResult {
  const found = assessment.totals.routes[0]?.workItems.find((item) => item.id === id);
  if (!found) throw new Error(`There is no work item ${id}.`);
  return found;
}

describe('the totals', () => {
  const own = { 'phone.xml': definition('Phone', 'https://phone.example.com/'), 'phone.js': A };

  test('count the connector once for copies of one adapter, and each repository still shows its own', async () => {
    const alone = await scan('north', own);
    const copies = [alone, await scan('south', own), await scan('west', own)];
    const all = together(copies);
    const one = together([alone]);
    expect(work(one, 'build-connector').hours).not.toBeNull();
    for (const id of ['build-connector', 'telephony-server']) expect(work(all, id).hours).toEqual(work(one, id).hours);
    expect(work(all, 'build-connector').sizeReason).toMatch(/2 copies in other repositories are not counted again$/);
    for (const repo of all.repos)
      expect(repo.routes[0]?.workItems.find(({ id }) => id === 'build-connector')?.hours).toEqual(work(one, 'build-connector').hours);
    expect(all.portfolio.adapters.map(({ id, copies: kind }) => [id, kind])).toEqual([['north', 'identical']]);
    expect(all.totals.findings).toBe(3 * one.totals.findings);
  });

  test('count it for each adapter where they differ, and add up what is counted per repository', async () => {
    const [north, south] = [await scan('north', own), await scan('south', { ...own, 'phone.js': B })];
    const all = together([north, south]);
    const twice = work(together([north]), 'build-connector').hours?.map((hours) => hours * 2);
    expect(work(all, 'build-connector').hours).toEqual(twice);
    expect(work(all, 'build-connector').sizeReason).toBe('the sum of 2 adapters, each with its own size');
    const setting = own['phone.xml'].replace('</section>', '<item sortOrder="5" name="acmeRegion" label="r">north</item></section>');
    const copies = [await scan('north', { ...own, 'phone.xml': setting }), await scan('south', { ...own, 'phone.xml': setting })];
    expect(work(together(copies), 'settings-review').sizeReason).toMatch(/^the sum of 2 repositories/);
  });

  test('take a copy’s findings for no more work, and keep those of files that only the copy has', async () => {
    const transfer = 'function warm() { softphone.transferCall(line); softphone.startConference(line); }';
    const plain = await scan('north', own);
    const more = await scan('south', { ...own, 'bridge.js': `${adapterScript(30, 3)}${transfer}` });
    const all = together([plain, more]);
    expect(all.portfolio.adapters).toHaveLength(1);
    expect(all.portfolio.adapters[0]?.id).toBe('south');
    const once = together([more]);
    expect(work(all, 'call-log').findings).toBe(work(once, 'call-log').findings);
  });

  test('are the same whatever the order of the records', async () => {
    const repos = [
      await scan('north', own),
      await scan('south', { ...own, 'phone.js': edited(A, 0.02, 4) }),
      await scan('west', { 'b.js': B }),
    ];
    expect(JSON.stringify(together(repos.toReversed()))).toBe(JSON.stringify(together(repos)));
  });
});

describe('a demo adapter that nothing names', () => {
  const page = (name: string): string =>
    `<apex:page showHeader="false"><apex:includeScript value="/support/api/57.0/lightning/opencti_min.js"/><script>\n${adapterScript(name.length)}\n</script></apex:page>`;
  const real = {
    'callCenters/Phone.xml': definition('Phone', '/apex/RealPhone'),
    'pages/RealPhone.page': page('RealPhone'),
  };
  const demo = { 'pages/demoAdapterPage.page': page('demoAdapterPage!!') };

  test('beside a real one is left out of the totals and is named', async () => {
    const repo = await scan('north', { ...real, ...demo });
    const all = together([repo]);
    expect(all.portfolio.unused).toEqual([{ repository: 'north', files: ['pages/demoAdapterPage.page'] }]);
    const without = together([await scan('north', real)]);
    expect(all.totals.routes.map(({ hours, workItems }) => [hours, workItems.map(({ id, findings }) => [id, findings])])).toEqual(
      without.totals.routes.map(({ hours, workItems }) => [hours, workItems.map(({ id, findings }) => [id, findings])]),
    );
    expect(all.repos[0]?.findings.some(({ file }) => file === 'pages/demoAdapterPage.page')).toBe(true);
  });

  test.each<[string, Texts]>([
    ['where a definition opens it', { ...real, ...demo, 'callCenters/Demo.xml': definition('Trial', '/apex/demoAdapterPage') }],
    ['where there is no real one beside it', { ...demo, 'callCenters/Phone.xml': definition('Phone', 'https://phone.example.com/') }],
    ['where no definition says what is used', { 'pages/RealPhone.page': page('RealPhone'), ...demo }],
    ['where its name says nothing of a demo', { ...real, 'pages/SecondPhone.page': page('SecondPhone') }],
    ['where its name merely begins like one', { ...real, 'pages/Demographics.page': page('Demographics') }],
  ])('counts %s', async (_, texts) => {
    expect(together([await scan('north', texts)]).portfolio.unused).toEqual([]);
  });

  test('counts where an app of the org names its page', async () => {
    const repo = await scan('north', { ...real, ...demo });
    const at = { file: 'x.xml', line: 1, column: 1 };
    const link = (relation: 'hosts-adapter' | 'opens') => ({
      from: { type: 'CustomApplication', name: 'Sales' },
      relation,
      to: { type: 'ApexPage', name: 'demoAdapterPage' },
      ...at,
    });
    const org = { ...emptyOrg(repo), links: [link('hosts-adapter')] };
    expect(unusedDemos([{ ...repo, org }])).toEqual([]);
    expect(unusedDemos([{ ...repo, org: { ...org, links: [link('opens')] } }])).toHaveLength(1);
  });
});

function emptyOrg(repo: RepositoryRecord): NonNullable<RepositoryRecord['org']> {
  const none = { consumers: [], apps: [], hosts: [], audiences: [], links: [], types: [], manifests: [], packageDirectories: [] };
  return repo.org ?? { formats: ['source'], apiVersion: null, activityReports: 0, logACallLayouts: 0, ...none };
}

test('a catalog without work per adapter gives the same totals as before', () => {
  const small = smallCatalog();
  const record = assessRepository(
    {
      id: 'r',
      name: 'r',
      problems: [],
      files: [],
      filesSeen: 1,
      definitions: [],
      findings: [],
      uncovered: [],
      callLogs: [],
      externalSystems: [],
      apexTargets: [],
      vendors: [],
      org: null,
    },
    small,
  );
  expect(assessAll([record], small, { target: null, asOf: '2026-11-22', toolVersion: '0' }).portfolio).toEqual({
    adapters: [],
    unused: [],
  });
});
