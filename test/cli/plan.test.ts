/** Waivers, decisions and the gate, as a team uses them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { NO_TEXTS, openLedger } from '../../src/ledger/ledger.ts';
import { readLedgerFolder } from '../../src/ledger/store.ts';
import { assessmentSchema, type Assessment, type Route } from '../../src/model/assessment.ts';
import { cti2voice, type Outcome } from '../fixtures/cli.ts';
import { openCtiDefinition } from '../fixtures/definitions.ts';
import { fill, folderOf } from '../fixtures/folder.ts';

const PHONE = `function f(call) {
  sforce.opencti.saveLog({ value: { entityApiName: 'Task', Subject: call.subject, CallType: 'Inbound' } });
  sforce.opencti.screenPop({ type: sforce.opencti.SCREENPOP_TYPE.SOBJECT, params: { recordId: call.id } });
}
sforce.opencti.enableClickToDial({});
`;
const SOURCE = { 'phone/CallCenter.xml': openCtiDefinition(), 'phone/phone.js': PHONE };
const DAY = '2027-03-31';

const waiver = (about: string, expires = '2027-06-30'): string =>
  `waivers:\n  - ${about}\n    reason: Moves with phase 2.\n    owner: Telephony\n    ticket: TEL-7\n    expires: ${expires}\n`;

function scan(folder: string, ...more: string[]): Outcome {
  return cti2voice(['scan', 'phone', '-o', 'out', '-f', 'html,csv,json,sarif,markdown', '--as-of', DAY, '--quiet', ...more], folder);
}

function result(folder: string): Assessment {
  return assessmentSchema.parse(JSON.parse(readFileSync(join(folder, 'out/assessment.json'), 'utf8')));
}

function settled(settings: string, ...more: string[]): { folder: string; assessment: Assessment; code: number | null } {
  const folder = folderOf({ ...SOURCE, 'cti2voice.yml': settings });
  const { code, error } = scan(folder, ...more);
  expect(error).toBe('');
  return { folder, assessment: result(folder), code };
}

const routeOf = ({ totals }: Assessment, target = 'partner-telephony-own'): Route => {
  const route = totals.routes.find((one) => one.target === target);
  if (!route) throw new Error('There is no such route.');
  return route;
};
const itemOf = (assessment: Assessment, id: string) => routeOf(assessment).workItems.find((item) => item.id === id);
const plain = settled('').assessment;

describe('a waiver', () => {
  const { folder, assessment } = settled(waiver('capability: screen-pop'));

  test('takes its findings out of the remaining hours, and leaves them in the score', () => {
    const [before, after] = [routeOf(plain), routeOf(assessment)];
    expect(itemOf(plain, 'screen-pop-flow')?.hours).not.toBeNull();
    expect(after.waived?.items.map(({ id }) => id)).toContain('screen-pop-flow');
    expect(after.readiness).toEqual(before.readiness);
    expect(after.capabilities).toEqual(before.capabilities);
    expect(itemOf(assessment, 'screen-pop-flow')).toEqual({ ...itemOf(plain, 'screen-pop-flow'), state: 'waived' });
    for (const at of [0, 1, 2] as const) {
      expect(after.hours?.[at]).toBeLessThan(before.hours?.[at] ?? 0);
      expect((after.hours?.[at] ?? 0) + (after.waived?.hours?.[at] ?? 0)).toBeCloseTo(before.hours?.[at] ?? 0, 6);
    }
  });

  test('takes as much out of its repository as out of the totals, where there is one', () => {
    const own = assessment.repos[0]?.routes.find(({ target }) => target === 'partner-telephony-own');
    expect(own?.waived).toEqual(routeOf(assessment).waived);
    expect(own?.hours).toEqual(routeOf(assessment).hours);
  });

  test('is shown apart in every form of the report', () => {
    const waived = assessment.repos[0]?.findings.filter((finding) => finding.waiver === 'waiver-1') ?? [];
    expect(waived.length).toBeGreaterThan(0);
    expect(assessment.waivers).toMatchObject([{ state: 'in-force', findings: waived.length }]);
    const read = (name: string): string => readFileSync(join(folder, 'out', name), 'utf8');
    expect(read('report.html')).toMatch(/<section id="plan">[^]*Moves with phase 2\.[^]*<\/section>/);
    expect(read('report.md')).toContain('Waived and decided');
    const [low, likely, high] = (routeOf(assessment).waived?.hours ?? []).map((hours) => String(Math.round(hours)));
    expect(read('report.md')).toMatch(
      new RegExp(`Waived for .*: ${likely ?? ''} hours likely \\(${low ?? ''}–${high ?? ''}\\), with .*screen pop`, 'i'),
    );
    const said = cti2voice(['scan', 'phone', '-o', 'out2', '-f', 'json', '--as-of', DAY], folder).error;
    expect(said).toContain(`${low ?? ''} / ${likely ?? ''} / ${high ?? ''} hours would come back with the end of the waivers`);
    expect(said).not.toContain('0 decisions');
    const rows = (name: string): Record<string, string>[] => parse(read(name), { columns: true, bom: true }) as Record<string, string>[];
    expect(rows('waivers.csv')).toMatchObject([{ waiver: 'waiver-1', state: 'in-force', capability: 'screen-pop', ticket: 'TEL-7' }]);
    expect(rows('work-items.csv').filter(({ state }) => state === 'waived')).toMatchObject([
      { work_item: 'screen-pop-flow', estimate: '' },
    ]);
    const marked = rows('findings.csv').filter((row) => row['waiver'] === 'waiver-1');
    expect(marked.map((row) => row['fingerprint'])).toEqual(waived.map(({ fingerprint }) => fingerprint));
    const sarif = JSON.parse(read('sarif/phone.sarif')) as {
      runs: { results: { partialFingerprints: Record<string, string>; suppressions: { justification: string }[] }[] }[];
    };
    const suppressed = (sarif.runs[0]?.results ?? []).filter(({ suppressions }) =>
      suppressions.some(({ justification }) => justification.includes('Moves with phase 2.')),
    );
    expect(suppressed.length).toBe(waived.length);
  });

  test('leaves the open count of the ledger, and is counted there apart', () => {
    scan(folder, '--record');
    const ledger = openLedger(readLedgerFolder(join(folder, '.cti2voice')) ?? NO_TEXTS);
    const pops = ledger.summary(ledger.entries[0]?.repositories[0]?.state ?? '')?.find(({ id }) => id === 'screen-pop');
    expect(pops).toMatchObject({ open: 0, waived: assessment.waivers[0]?.findings });
  });

  test('ends by itself, and is then named', () => {
    const { assessment: later } = settled(waiver('capability: screen-pop', '2027-03-30'));
    expect(later.waivers).toMatchObject([{ state: 'expired', findings: assessment.waivers[0]?.findings }]);
    expect(later.totals).toEqual(plain.totals);
    expect(settled(waiver('capability: screen-pop', DAY)).assessment.waivers).toMatchObject([{ state: 'in-force' }]);
  });

  test('that fits nothing is named', () => {
    const { assessment: spent } = settled(waiver('rule: no-such-rule'));
    expect(spent.waivers).toMatchObject([{ state: 'unmatched', findings: 0 }]);
    expect(spent.totals).toEqual(plain.totals);
  });

  test.each([
    ['a rule', 'rule: lightning-screen-pop', false],
    ['a path', 'path: "*.js"', true],
    ['a path elsewhere', 'path: src/', false],
  ])('by %s', (_, about, fits) => {
    const { assessment: made } = settled(waiver(about));
    const files = made.repos[0]?.findings.filter((finding) => finding.waiver).map(({ file }) => file) ?? [];
    if (fits) expect(new Set(files)).toEqual(new Set(['phone.js']));
    else expect(made.waivers[0]?.findings).toBe(files.length);
  });

  test('in a scanned folder has no say', () => {
    const made = folderOf({ ...SOURCE, 'phone/cti2voice.yml': waiver('path: "*"') });
    expect(scan(made).code).toBe(0);
    expect(result(made).waivers).toEqual([]);
  });
});

describe('a waiver of one finding', () => {
  const popIn = ({ repos }: Assessment): string => repos[0]?.findings.find(({ name }) => name === 'screenPop')?.fingerprint ?? '';
  const folder = folderOf(SOURCE);
  scan(folder, '--record');
  const fingerprint = popIn(result(folder));
  writeFileSync(join(folder, 'cti2voice.yml'), waiver(`finding: "${fingerprint}"`));

  test('goes with it into another file, by the ledger', () => {
    expect(fingerprint).not.toBe('');
    fill(folder, { 'phone/phone.js': '', 'phone/lib/telephony.js': PHONE });
    scan(folder);
    const moved = result(folder);
    expect(popIn(moved)).not.toBe(fingerprint);
    expect(moved.waivers).toMatchObject([{ state: 'in-force', findings: 1, follows: [popIn(moved)] }]);
  });

  test('fits nothing once it is done', () => {
    fill(folder, { 'phone/lib/telephony.js': PHONE.replace(/.*screenPop.*\n/, '') });
    scan(folder);
    expect(result(folder).waivers).toMatchObject([{ state: 'unmatched', findings: 0, follows: [] }]);
  });
});

describe('a decision', () => {
  const POP =
    'decisions:\n  - work-item: screen-pop-flow\n    decision: An Omni-Channel flow opens the record.\n    reason: Tried out.\n    owner: Board\n    hours: { low: 10, likely: 16, high: 24 }\n';

  test('gives hours in the place of the catalog’s, in the totals too, and is shown as what it is', () => {
    const { folder, assessment } = settled(POP);
    const [before, after] = [itemOf(plain, 'screen-pop-flow'), itemOf(assessment, 'screen-pop-flow')];
    expect(after).toMatchObject({ hours: [10, 16, 24], assumed: before?.hours, decided: ['decision-1'] });
    expect(routeOf(assessment).hours?.[1]).toBeCloseTo((routeOf(plain).hours?.[1] ?? 0) - (before?.hours?.[1] ?? 0) + 16, 6);
    expect(assessment.decisions).toMatchObject([{ state: 'in-force' }]);
    expect(readFileSync(join(folder, 'out/report.html'), 'utf8')).toContain('An Omni-Channel flow opens the record.');
  });

  test('counts where a route has hours, and elsewhere only if it names the route', () => {
    const native = (assessment: Assessment) => routeOf(assessment, 'native').workItems.find(({ id }) => id === 'screen-pop-flow')?.hours;
    expect(native(plain)).toBeNull();
    expect(native(settled(POP).assessment)).toBeNull();
    expect(native(settled(POP.replace('    owner', '    target: native\n    owner')).assessment)).toEqual([10, 16, 24]);
  });

  test('about what was not found says so', () => {
    const { assessment } = settled('decisions:\n  - capability: softphone-layouts-that-are-none\n    decision: Nothing.\n');
    expect(assessment.decisions).toMatchObject([{ state: 'unmatched' }]);
  });

  test('with hours that belong to no repository, or to one that they cannot belong to, is refused', () => {
    const refused = (about: string): string => {
      const folder = folderOf({
        ...SOURCE,
        'cti2voice.yml': `decisions:\n  - ${about}\n    decision: d\n    reason: r\n    hours: { low: 1, likely: 2, high: 3 }\n`,
      });
      const { code, error } = scan(folder);
      expect(code).toBe(2);
      return error;
    };
    expect(refused('work-item: build-connector')).toContain(
      'decision-1: “build-connector” is done once for each adapter, so its hours need a repository',
    );
    expect(refused('work-item: screen-pop-flow\n    repository: phone')).toContain('belong to none of them');
  });

  test('for one repository counts in it and in the sum', () => {
    const { assessment } = settled(
      'decisions:\n  - work-item: build-connector\n    repository: phone\n    decision: The vendor builds it.\n    reason: Offer 12.\n    hours: { low: 1, likely: 2, high: 3 }\n',
    );
    const own = assessment.repos[0]?.routes[0]?.workItems.find(({ id }) => id === 'build-connector');
    expect([own?.hours, itemOf(assessment, 'build-connector')?.hours]).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
  });
});

test('shares are merged into what one scan with the same settings gives', () => {
  const settings = `${waiver('capability: screen-pop')}  - rule: no-such-rule\n    reason: r\n    owner: o\n    expires: 2028-01-01\ndecisions:\n  - work-item: call-log\n    decision: d\n    reason: r\n    hours: { low: 1, likely: 2, high: 3 }\n`;
  const names = ['a', 'b', 'c', 'd'];
  const folder = folderOf({
    'cti2voice.yml': settings,
    ...Object.fromEntries(
      names.flatMap((name, index) => [
        [`all/${name}/CallCenter.xml`, openCtiDefinition()],
        [`all/${name}/x.js`, index % 2 ? PHONE : `${PHONE}var n = ${index};`],
      ]),
    ),
  });
  const run = (out: string, ...more: string[]): void =>
    expect(
      cti2voice(['scan', 'all', '--each-folder', '-o', out, '-f', 'json,csv', '--as-of', DAY, '--quiet', ...more], folder),
    ).toMatchObject({ code: 0, error: '' });
  run('whole');
  run('one', '--shard', '1/2');
  run('two', '--shard', '2/2');
  const merged = cti2voice(['merge', 'one/assessment.json', 'two/assessment.json', '-o', 'merged', '-f', 'json,csv', '--quiet'], folder);
  expect(merged).toMatchObject({ code: 0, error: '' });
  for (const name of ['assessment.json', 'waivers.csv', 'repositories.csv', 'work-items.csv'])
    expect(readFileSync(join(folder, 'merged', name), 'utf8')).toBe(readFileSync(join(folder, 'whole', name), 'utf8'));
});

describe('the gate', () => {
  const folder = folderOf(SOURCE);
  scan(folder, '--record');
  const MORE = `${PHONE}sforce.opencti.setSoftphonePanelWidth({ widthPX: 9 });\n`;

  test('lets pass what adds nothing, and fails with 3 what a change adds, with its place', () => {
    expect(scan(folder, '--fail-on', 'new').code).toBe(0);
    fill(folder, { 'phone/phone.js': MORE });
    const { code, error } = scan(folder, '--fail-on', 'new');
    expect(code).toBe(3);
    expect(error).toBe('gate: did not pass\n  1 finding new in the code:\n    setSoftphonePanelWidth at phone/phone.js:6\n');
    expect(readFileSync(join(folder, 'out/report.md'), 'utf8')).toMatch(/What changed since[^]*New in the code: 1/);
    expect(readFileSync(join(folder, 'out/report.html'), 'utf8')).toContain('<section id="changes">');
  });

  test('lets pass what is new and waived', () => {
    writeFileSync(join(folder, 'own.yml'), waiver('rule: lightning-panel-width'));
    const { code, error } = scan(folder, '--fail-on', 'new', '--config', 'own.yml');
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(result(folder).waivers).toMatchObject([{ findings: 1 }]);
  });

  test('knows what comes back from what is new', () => {
    const back = folderOf({ ...SOURCE, 'phone/phone.js': MORE });
    scan(back, '--record', '--as-of', '2027-01-31');
    fill(back, { 'phone/phone.js': PHONE });
    scan(back, '--record', '--as-of', '2027-02-28');
    fill(back, { 'phone/phone.js': MORE });
    expect(scan(back, '--fail-on', 'new').code).toBe(0);
    const { code, error } = scan(back, '--fail-on', 'come-back');
    expect({ code, error }).toEqual({ code: 3, error: expect.stringContaining('1 finding back again') });
  });

  test('takes a saved result for a baseline', () => {
    const other = folderOf({ ...SOURCE, 'phone/phone.js': MORE });
    expect(scan(other, '--fail-on', 'new', '--baseline', join(folder, 'nothing')).code).toBe(2);
    fill(folder, { 'phone/phone.js': PHONE });
    scan(folder);
    expect(scan(other, '--fail-on', 'new', '--baseline', join(folder, 'out', 'assessment.json')).code).toBe(3);
  });

  test('needs a ledger or a baseline where something is new', () => {
    const { code, error } = scan(folderOf(SOURCE), '--fail-on', 'new');
    expect({ code, error }).toEqual({ code: 2, error: expect.stringContaining('There is no ledger “.cti2voice”') });
  });

  test.each([
    ['any open finding', ['--fail-on', 'any-open'], /findings open$/m],
    ['too many', ['--max-open', '1'], /findings open, 1 at most$/m],
    ['too many hours', ['--max-hours', '1', '-t', 'partner-telephony-own'], /likely hours left, 1 at most$/m],
  ])('fails for %s', (_, args, reason) => {
    const { code, error } = scan(folderOf(SOURCE), ...args);
    expect({ code, error }).toEqual({ code: 3, error: expect.stringMatching(reason) });
  });

  test('passes where the limits hold, and hours need a chosen route', () => {
    const { length } = plain.repos[0]?.findings ?? [];
    expect(scan(folderOf(SOURCE), '--max-open', String(length), '--max-hours', '100000', '-t', 'partner-telephony-own').code).toBe(0);
    expect(scan(folderOf(SOURCE), '--max-hours', '100000')).toMatchObject({ code: 2, error: expect.stringContaining('--target') });
  });

  test('fails for a waiver that has expired, and not for one that fits nothing', () => {
    const expired = folderOf({ ...SOURCE, 'cti2voice.yml': waiver('capability: screen-pop', '2027-01-01') });
    const { code, error } = scan(expired, '--fail-on', 'expired-waiver');
    expect({ code, error }).toEqual({ code: 3, error: expect.stringContaining('waiver-1 (capability screen-pop) expired on 2027-01-01') });
    expect(scan(folderOf({ ...SOURCE, 'cti2voice.yml': waiver('rule: none', '2027-01-01') }), '--fail-on', 'expired-waiver').code).toBe(0);
  });

  test('may stand in the file of settings', () => {
    expect(settled('scan:\n  fail-on: [any-open]\n  max-open: 0\n'.replace('\n  max-open: 0', ''), '--no-config').code).toBe(0);
    const folderWith = folderOf({ ...SOURCE, 'cti2voice.yml': 'scan:\n  max-open: 0\n' });
    expect(scan(folderWith).code).toBe(3);
  });

  test('a share is not judged', () => {
    expect(scan(folderOf(SOURCE), '--max-open', '1', '--shard', '1/1')).toMatchObject({
      code: 2,
      error: expect.stringContaining('A share is not judged'),
    });
  });
});
