import { describe, expect, test } from '@jest/globals';
import { assessAll, assessRepository } from '../../src/assess/assess.ts';
import type { RepositoryRecord } from '../../src/model/assessment.ts';
import { consumer, definition, finding, foundation, org, ruleOn, scanned, smallCatalog, workItem } from './small-catalog.ts';

const TOTALS = { target: null, asOf: '2026-11-22', toolVersion: '0' } as const;
const own = ({ routes }: Pick<RepositoryRecord, 'routes'>) => routes[0]!;

describe('evidence in the metadata of the org', () => {
  const catalog = smallCatalog();
  const states = (...[types, more]: Parameters<typeof org>) =>
    Object.fromEntries(assessRepository(scanned({ org: org(types, more) }), catalog).coverage.map(({ id, state }) => [id, state] as const));

  test('is read where each type was asked for or is here', () => {
    expect(states({ Report: 'all', Flow: 'none', Profile: 'some' })).toMatchObject({ 'task-consumers': 'read', access: 'read' });
  });

  test('is read in part where a type was not retrieved, and elsewhere where none was; it is never absent', () => {
    expect(states({ Report: 'all', Flow: 'not-retrieved' })).toMatchObject({ 'task-consumers': 'partly', access: 'elsewhere' });
    expect(assessRepository(scanned(), catalog).coverage.find(({ id }) => id === 'access')?.state).toBe('elsewhere');
  });

  test('is read in part where a file of it could not be read', () => {
    const types = org({ Report: 'all', Flow: 'all', Profile: 'all' }).types.map((type) =>
      type.type === 'Flow' ? { ...type, unread: 1 } : type,
    );
    expect(states({}, { types })).toMatchObject({ 'task-consumers': 'partly', access: 'read' });
  });

  test('that is broken is no gap in definitions; a broken definition is', () => {
    const problem = (file: string) => ({ code: 'not-well-formed', effect: 'lost', file, detail: 'x' }) as const;
    const state = (file: string) =>
      assessRepository(scanned({ org: org({}), problems: [problem(file)] }), catalog).coverage.find(
        ({ id }) => id === 'call-center-definitions',
      )?.state;
    expect(state('reports/A/B.report')).toBe('read');
    expect(state('A.callCenter')).toBe('partly');
  });
});

test('facts of the client are read once they are given', () => {
  const state = (hasFacts: boolean, read: boolean) => {
    const evidence = smallCatalog().evidence.map((one) => (one.id === 'client-facts' ? { ...one, read } : one));
    return assessRepository(scanned(), smallCatalog({ evidence }), { hasFacts }).coverage.find(({ id }) => id === 'client-facts')?.state;
  };
  expect(state(true, true)).toBe('read');
  expect(state(false, true)).toBe('elsewhere');
  expect(state(false, false)).toBe('not-read');
});

describe('what is not retrieved', () => {
  const gaps = (types: Parameters<typeof org>[0]) => assessRepository(scanned({ org: org(types) }), smallCatalog()).gaps;

  test('is named with its lines for package.xml, in which names are escaped', () => {
    expect(gaps({ Report: 'not-retrieved', Flow: 'all', Profile: 'some' })).toEqual([
      {
        type: 'Report',
        evidence: 'task-consumers',
        manifest: '<types>\n    <members>unfiled$public</members>\n    <members>R&amp;D</members>\n    <name>Report</name>\n</types>',
      },
    ]);
  });

  test('is also a type of which the scan knows nothing, and one that a limit cuts', () => {
    expect(gaps({ Report: 'all', Flow: 'none' }).map(({ type }) => type)).toEqual(['Profile']);
    const types = org({ Report: 'all', Flow: 'all', Profile: 'all' }).types.map((type) => ({ ...type, limit: 'Some are missing.' }));
    expect(assessRepository(scanned({ org: org({}, { types }) }), smallCatalog()).gaps).toHaveLength(3);
  });

  test('is no matter where there is no org', () => {
    expect(assessRepository(scanned(), smallCatalog()).gaps).toEqual([]);
  });
});

describe('a foundation', () => {
  const catalog = smallCatalog({
    foundations: [
      foundation('omni-channel-on', { types: ['Settings'] }),
      foundation('queue', { shownBy: ['voice-queue'], types: ['Flow', 'Profile'], for: ['amazon-connect'] }),
      foundation('contact-center', { shownBy: ['voice-call-center'] }),
    ],
    rules: [ruleOn('foundation', 'omni-channel-on'), ruleOn('foundation', 'voice-queue', { title: 'A queue for calls' })],
  });
  const foundations = (target: string, ...[more]: Parameters<typeof scanned>) =>
    assessRepository(scanned(more), catalog)
      .routes.find((route) => route.target === target)
      ?.foundations.map(({ id, state }) => `${id} ${state}`);

  test('is asked of the targets that need it', () => {
    expect(foundations('amazon-connect')).toEqual(['omni-channel-on not-seen', 'queue not-seen', 'contact-center not-seen']);
    expect(foundations('native')).toEqual(['omni-channel-on not-seen', 'contact-center not-seen']);
  });

  test('stands where a finding shows it, which is its evidence; a test shows nothing', () => {
    const shown = finding('foundation', 'voice-queue', { file: 'queues/Calls.queue', line: 7 });
    const route = assessRepository(scanned({ findings: [shown] }), catalog).routes.find(({ target }) => target === 'amazon-connect');
    expect(route?.foundations[1]).toEqual({
      id: 'queue',
      state: 'stands',
      evidence: [{ fingerprint: shown.fingerprint, text: 'A queue for calls', file: 'queues/Calls.queue', line: 7, column: 1 }],
    });
    expect(foundations('amazon-connect', { findings: [{ ...shown, context: 'test' }] })).toContain('queue not-seen');
    expect(foundations('amazon-connect', { findings: [{ ...shown, kind: 'consumer' }] })).toContain('queue not-seen');
  });

  test('is none only where all types that would show it were asked for and read whole', () => {
    const queue = (types: Parameters<typeof org>[0]) => foundations('amazon-connect', { org: org(types) })?.[1];
    expect(queue({ Flow: 'all', Profile: 'none' })).toBe('queue none');
    expect(queue({ Flow: 'all', Profile: 'some' })).toBe('queue not-seen');
    expect(queue({ Flow: 'all' })).toBe('queue not-seen');
    const types = org({ Flow: 'all', Profile: 'all' }).types.map((type) => ({ ...type, limit: 'No managed ones.' }));
    expect(foundations('amazon-connect', { org: org({}, { types }) })?.[1]).toBe('queue not-seen');
  });

  test('is none where its setting says that it is off, unless another says that it is on', () => {
    const off = finding('foundation', 'omni-channel-off');
    expect(foundations('native', { findings: [off] })?.[0]).toBe('omni-channel-on none');
    expect(foundations('native', { findings: [off, finding('foundation', 'omni-channel-on')] })?.[0]).toBe('omni-channel-on stands');
  });

  test('may be a call center of Salesforce Voice', () => {
    expect(foundations('native', { definitions: [definition('V', 'voice')] })?.[1]).toBe('contact-center stands');
    expect(foundations('native', { definitions: [definition('A')] })?.[1]).toBe('contact-center not-seen');
  });

  test('stands for all repositories where it stands in one, and is none where one proves it', () => {
    const all = (...parts: Parameters<typeof scanned>[0][]) =>
      own(
        assessAll(
          parts.map((part, at) => assessRepository(scanned({ id: String(at), ...part }), catalog)),
          catalog,
          TOTALS,
        ).totals,
      ).foundations.map(({ id, state }) => `${id} ${state}`);
    const on = { findings: [finding('foundation', 'omni-channel-on')] };
    const off = { findings: [finding('foundation', 'omni-channel-off')] };
    expect(all({}, on, off)[0]).toBe('omni-channel-on stands');
    expect(all({}, off)[0]).toBe('omni-channel-on none');
    expect(all({}, {})[0]).toBe('omni-channel-on not-seen');
  });

  test('is said to be missing while none stands, and “nothing to migrate” is not said', () => {
    const nothing = assessRepository(scanned({ definitions: [], files: [] }), catalog);
    expect(own(nothing).readiness).toMatchObject({ score: 100, foundation: false });
    expect(own(nothing).readiness.reason).not.toMatch(/nothing to migrate/);
    const standing = assessRepository(scanned({ definitions: [], findings: [finding('foundation', 'omni-channel-on')] }), catalog);
    expect(own(standing).readiness).toMatchObject({ score: 100, foundation: true });
    expect(own(standing).readiness.reason).toMatch(/nothing to migrate/);
  });
});

describe('findings of the org', () => {
  const kinds = ['foundation', 'access', 'package', 'consumer', 'phone-place'] as const;
  const catalog = smallCatalog({
    workItems: [workItem('call-log', { standing: false })],
    rules: kinds.map((kind) => ruleOn(kind, kind, { workItem: 'call-log', builds: ['part'] })),
    connectorParts: [{ id: 'part', group: 'apex', name: 'x', text: 'x', standing: false, sources: [] }],
  });

  test.each([
    ['foundation', false],
    ['access', false],
    ['package', false],
    ['consumer', true],
    ['phone-place', true],
  ] as const)('of kind %s count as use and as work: %s', (kind, counts) => {
    const record = assessRepository(scanned({ findings: [finding(kind, kind, { workItem: 'call-log' })] }), catalog);
    expect(own(record).capabilities[0]?.verdict).toBe(counts ? 'redesign' : null);
    expect(own(record).workItems.some(({ state }) => state === 'counted')).toBe(counts);
    expect(record.connector.length > 0).toBe(counts);
  });
});

describe('the size of work', () => {
  const sizedBy = [
    { measure: 'task-reports', small: 2, medium: 4 },
    { measure: 'users', small: 50, medium: 300 },
  ];
  const catalog = smallCatalog({ workItems: [workItem('call-log', { sizedBy })] });
  const reports = (count: number) => Array.from({ length: count }, (_, at) => consumer('Report', `Calls/${at}`));
  const read = { Report: 'all', Flow: 'all', Profile: 'all' } as const;
  const sized = (count: number, given: Record<string, number> = {}, types: Parameters<typeof org>[0] = read) =>
    own(assessRepository(scanned({ org: org(types, { consumers: reports(count) }) }), catalog, { given })).workItems[0]!;

  test.each([
    [0, 10, 'small'],
    [2, 50, 'small'],
    [3, 50, 'medium'],
    [2, 51, 'medium'],
    [5, 51, 'large'],
    [0, 301, 'large'],
  ])('with %i reports and %i users is %s', (count, users, size) => {
    expect(sized(count, { users })).toMatchObject({ size, sizeOpen: false });
  });

  test('says that high stays as it is where the largest size is open', () => {
    expect(sized(5)).toMatchObject({
      size: 'large',
      sizeOpen: true,
      sizeReason: '5 reports on call Tasks; users not known, and high stays as it is, since no size is larger',
    });
  });

  test('is open while a measure is known to nobody, and says which', () => {
    expect(sized(3)).toMatchObject({
      size: 'medium',
      sizeOpen: true,
      base: [10, 20, 300],
      sizeReason: '3 reports on call Tasks; users not known, so high is taken from the next size up',
      measures: [
        { id: 'task-reports', count: 3, from: 'counted', size: 'medium' },
        { id: 'users', count: null, from: null, size: null },
      ],
    });
  });

  test('says what the client gave, in the singular too', () => {
    expect(sized(1, { users: 1200 })).toMatchObject({
      sizeReason: '1 report on call Tasks, 1,200 users (given by the client)',
      base: [100, 200, 300],
    });
  });

  test('takes nothing counted for none only where all of it was read', () => {
    expect(sized(0, { users: 1 }).measures[0]).toMatchObject({ count: 0, size: 'small' });
    expect(sized(0, { users: 1 }, { Report: 'not-retrieved', Flow: 'all' })).toMatchObject({
      sizeOpen: true,
      measures: [
        { id: 'task-reports', count: null },
        { id: 'users', count: 1 },
      ],
    });
  });

  test('counts neither names that merely speak of calls nor the content of packages', () => {
    const consumers = [
      ...reports(1),
      consumer('Report', 'Calls/weak', { strength: 'weak' }),
      consumer('Report', 'Calls/managed', { namespace: 'ns' }),
      consumer('Flow', 'Calls'),
    ];
    const record = assessRepository(scanned({ org: org(read, { consumers }) }), catalog);
    expect(own(record).workItems[0]?.measures[0]?.count).toBe(1);
  });

  test('is not lowered by a figure of the client that is less than what was counted', () => {
    expect(sized(5, { users: 1, 'task-reports': 1 }).measures[0]).toMatchObject({ count: 5, from: 'counted' });
    expect(sized(1, { users: 1, 'task-reports': 5 }).measures[0]).toMatchObject({ count: 5, from: 'given', size: 'large' });
  });

  test('is that of the sum for all repositories, and what was given is not summed', () => {
    const records = ['a', 'b'].map((id) => assessRepository(scanned({ id, org: org(read, { consumers: reports(2) }) }), catalog));
    const total = assessAll(records, catalog, { ...TOTALS, given: { users: 40 } });
    expect(own(total.totals).workItems[0]).toMatchObject({
      size: 'medium',
      measures: [
        { count: 4, from: 'counted' },
        { count: 40, from: 'given' },
      ],
    });
  });

  test('follows the call centers only where the catalog says so', () => {
    const two = { definitions: [definition('A'), definition('B')], org: org(read) };
    const size = (of: typeof catalog) => own(assessRepository(scanned(two), of, { given: { users: 1 } })).workItems[0]?.size;
    expect(size(catalog)).toBe('small');
    const byCenters = workItem('call-log', { sizedBy: [{ measure: 'call-centers', small: 1, medium: 3 }] });
    expect(size(smallCatalog({ workItems: [byCenters] }))).toBe('medium');
    expect(size(smallCatalog({ workItems: [workItem('call-log')] }))).toBe('medium');
  });
});

test('the result names what its foundations, measures and types are', () => {
  const catalog = smallCatalog({ foundations: [foundation('queue')] });
  const { catalog: told } = assessAll([assessRepository(scanned(), catalog)], catalog, TOTALS);
  expect(told.foundations.map(({ id }) => id)).toEqual(['queue']);
  expect(told.measures).toContainEqual({ id: 'users', name: 'users', singular: 'user' });
  expect(told.orgTypes.map(({ type, note }) => [type, note])).toEqual([
    ['Report', null],
    ['Flow', null],
    ['Profile', null],
  ]);
});
