/** `cti2voice explain`: rules, names and findings, in a terminal and without a network. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { explain, type ExplainOptions } from '../../src/commands/explain.ts';
import { UserError } from '../../src/errors.ts';
import type { Assessment } from '../../src/model/assessment.ts';
import { paintFor } from '../../src/terminal.ts';
import { columnsOf, textWidth, wrap } from '../../src/terminal-text.ts';
import { cti2voice, type Outcome } from '../fixtures/cli.ts';
import { openCtiDefinition } from '../fixtures/definitions.ts';
import { folderOf } from '../fixtures/folder.ts';

let folder: string;
let assessment: Assessment;

beforeAll(() => {
  folder = folderOf({
    'org/sample.xml': openCtiDefinition(),
    'org/phone.js':
      'const api = sforce.opencti;\napi.screenPop({ type: api.SCREENPOP_TYPE.URL, params: { url: "/x" } });\napi.enableClickToDial();\n',
    'org/__tests__/phone.test.js': 'sforce.opencti.enableClickToDial();\n',
  });
  expect(cti2voice(['scan', 'org', '-f', 'json', '--quiet', '--as-of', '2027-03-31'], folder).code).toBe(0);
  assessment = JSON.parse(readFileSync(join(folder, 'voice-readiness/assessment.json'), 'utf8')) as Assessment;
});

const run = (...args: string[]): Outcome => cti2voice(['explain', ...args], folder);

/** In this process, so that the terminal can be any. */
async function explained(subject: string, options: Partial<ExplainOptions> = {}): Promise<string> {
  let text = '';
  await explain(
    {
      subject,
      from: { file: 'voice-readiness/assessment.json', given: false },
      target: null,
      rules: null,
      width: 80,
      paint: paintFor(false, {}),
      ...options,
    },
    { workingDirectory: folder, out: async (piece) => void (text += piece), error: () => {}, paint: paintFor(false, {}) },
  );
  return text;
}

describe('a rule', () => {
  test('is said whole: what it is, and for every target what becomes of it, how sure that is, and where it stands', () => {
    const { code, out, error } = run('lightning-enable-click-to-dial');
    expect([code, error]).toEqual([0, '']);
    for (const label of ['Rule', 'Met as', 'Capability', 'Verdict', 'In Voice', 'Do', 'Basis', 'Source']) {
      expect(out).toMatch(new RegExp(`^${label} +\\S`, 'm'));
    }
    expect(out).toContain('Native');
    expect(out).toContain('https://');
  });

  test('that is a check has a severity, and speaks of no target', () => {
    const { out } = run('check-sort-order-gap');
    expect(out).toMatch(/^Severity +Risk: /m);
    expect(out).not.toMatch(/^(Verdict|Met as)/m);
  });

  test('is said for the chosen target first', () => {
    const first = (...args: string[]): string => /^(?:.*\n)Verdict/m.exec(run('definition-adapter-url', ...args).out)?.[0] ?? '';
    expect(first()).toContain('Own connector');
    expect(first('--target', 'native')).toContain('Native');
  });

  test('of somebody’s own is known with --rules, and steers no terminal', async () => {
    const text = readFileSync(new URL('../../rules/lightning/enable-click-to-dial.yaml', import.meta.url), 'utf8');
    const own = folderOf({ 'lightning/enable-click-to-dial.yaml': text.replace(/^title: .+$/m, 'title: "Ours \\e[2J \\u202e"') });
    const out = await explained('lightning-enable-click-to-dial', { rules: own });
    expect(out).toContain('your version of a shipped rule');
    expect(out).toContain('Ours');
    expect(out.replaceAll('\n', '')).not.toMatch(/\p{Cc}|[\u202a-\u202e]/u);
  });
});

describe('a name', () => {
  test('leads to the one rule that speaks of it', () => {
    expect(run('sforce.opencti.enableClickToDial').out).toContain('lightning-enable-click-to-dial');
    expect(run('sforce.opencti.enableClickToDial').out).not.toContain('classic-enable-click-to-dial');
    expect(run('sforce.interaction.cti.enableClickToDial()').out).toContain('classic-enable-click-to-dial');
  });

  test.each(['reqAdapterUrl', 'REQADAPTERURL', 'screenPop'])('%s leads to a list of its rules, each with its verdicts', (name) => {
    const { code, out } = run(name);
    expect(code).toBe(0);
    expect(out).toMatch(/^\d+ rules speak of /);
    expect(out).toMatch(/^(definition-adapter-url|lightning-screen-pop-url)$/m);
    expect(out).toMatch(/^ {2}- Redesign: .*Own connector/m);
  });

  test.each([
    ['reqAdapterUlr', 'reqAdapterUrl'],
    ['sforce.opencti.screenPopp', 'screenPop'],
    ['lightning-enable-click-to-dail', 'lightning-enable-click-to-dial'],
    ['clicktodial', 'enableClickToDial'],
  ])('%s is nearly %s', (typed, meant) => {
    const { code, out, error } = run(typed);
    expect([code, out]).toEqual([2, '']);
    expect(error).toMatch(new RegExp(`Did you mean .*${meant}`));
  });

  test('that is like none says where the names stand', () => {
    const { code, error } = run('zzzz\u001b[31m');
    expect(code).toBe(2);
    expect(error).toContain('cti2voice rules list');
    expect(error).not.toContain('\u001b');
  });
});

describe('a finding', () => {
  const findingOf = (name: string) => {
    const found = assessment.repos[0]?.findings.find((finding) => finding.name === name && finding.type === 'mapping');
    if (!found) throw new Error(`${name} was not found`);
    return found;
  };

  test('is named by its fingerprint or the beginning of it: place, line, chain, confidence, then the rule', () => {
    const { fingerprint, factId, ruleId } = findingOf('screenPop');
    const whole = run(fingerprint).out;
    expect(whole).toMatch(/^sforce\.opencti\.screenPop\n/);
    expect(whole).toMatch(/^Place +phone\.js:2:5$/m);
    expect(whole).toMatch(/^Text +api\.screenPop\(/m);
    expect(whole).toMatch(/^Found by +`api` is `sforce\.opencti`, line 1/m);
    expect(whole).toMatch(/^Confidence +Resolved: /m);
    expect(whole).toMatch(new RegExp(`^Rule +${ruleId}$`, 'm'));
    expect(whole).toMatch(/^Do +\S/m);
    for (const beginning of [factId, factId.slice(0, 12)]) expect(run(beginning).out).toBe(whole);
  });

  test('in a test says that it counts nowhere', () => {
    const inTest = assessment.repos[0]?.findings.find(({ context, type }) => context === 'test' && type === 'mapping');
    expect(run(inTest?.fingerprint ?? '').out).toMatch(/^Counts +in a test/m);
  });

  test('is not guessed where several begin alike', () => {
    const { code, error } = run('f1-');
    expect(code).toBe(2);
    expect(error).toMatch(/begins the fingerprints of \d+ findings/);
  });

  test('with a slip of the finger is nearly another', () => {
    const { factId } = findingOf('screenPop');
    const slipped = `${factId.slice(0, -1)}${factId.endsWith('0') ? '1' : '0'}`;
    expect(run(slipped).error).toContain(`Did you mean ${factId}?`);
  });

  test('comes from the file that --from names; without a scan it is said what is missing', () => {
    const { fingerprint } = findingOf('screenPop');
    const elsewhere = folderOf();
    const lost = cti2voice(['explain', fingerprint], elsewhere);
    expect([lost.code, lost.out]).toEqual([2, '']);
    expect(lost.error).toMatch(/its scan is needed[\s\S]*--from/);
    const found = cti2voice(['explain', fingerprint, '--from', join(folder, 'voice-readiness/assessment.json')], elsewhere);
    expect(found.out).toBe(run(fingerprint).out);
  });

  test('keeps the rule as it stood when the scan was made', async () => {
    const copy = structuredClone(assessment);
    for (const rule of copy.catalog.rules) rule.title = `As it was: ${rule.id}`;
    const file = join(folderOf(), 'old.json');
    writeFileSync(file, JSON.stringify(copy));
    const { fingerprint, ruleId } = findingOf('screenPop');
    expect(await explained(fingerprint, { from: { file, given: true } })).toContain(`As it was: ${ruleId}`);
    expect(await explained(ruleId, { from: { file, given: true } })).toContain(`As it was: ${ruleId}`);
    expect(await explained(ruleId)).not.toContain('As it was');
  });

  test('of a stranger steers no terminal', async () => {
    const copy = structuredClone(assessment);
    const evil = '\u001b]0;x\u0007\u009b2J\u202e\nwrote /etc/passwd';
    for (const repo of copy.repos) {
      for (const finding of repo.findings)
        Object.assign(finding, { name: evil, value: evil, snippet: evil, file: evil, definition: evil, chain: [evil] });
    }
    for (const rule of copy.catalog.rules) rule.title = evil;
    const file = join(folderOf(), 'evil.json');
    writeFileSync(file, JSON.stringify(copy));
    const out = await explained(findingOf('screenPop').fingerprint, { from: { file, given: true } });
    expect(out).toContain('Place');
    expect(out.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Zl}|[\u202a-\u202e\u2066-\u2069]/u);
    expect(out).not.toMatch(/^wrote/m);
  });

  test('in a file that is no assessment is an error of use', async () => {
    await expect(explained('f1-00', { from: { file: 'org/phone.js', given: true } })).rejects.toThrow(UserError);
  });
});

describe('the page', () => {
  test.each([30, 45, 80, 100])('keeps to %d columns, addresses and paths aside', async (width) => {
    const out = await explained('lightning-screen-pop-url', { width });
    const tooWide = out.split('\n').filter((line) => columnsOf(line) > width && !/\S{15,}/.test(line));
    expect(tooWide).toEqual([]);
    expect(out.split('\n').length).toBeGreaterThan(20);
  });

  test('has styles on a terminal only, and the same words', async () => {
    const styled = await explained('check-sort-order-gap', { paint: paintFor(true, {}) });
    expect(styled).toContain('\u001b[1m');
    // oxlint-disable-next-line no-control-regex
    expect(styled.replaceAll(/\u001b\[\d+m/g, '')).toBe(await explained('check-sort-order-gap'));
    expect(run('check-sort-order-gap').out).toBe(await explained('check-sort-order-gap'));
  });

  test('takes its width from the terminal, within reason', () => {
    expect([undefined, 10, 60, 300].map(textWidth)).toEqual([80, 30, 60, 100]);
  });

  test('wraps by columns, and sets in what follows a label', () => {
    expect(wrap('one two three', 9, '- ')).toEqual(['- one two', '  three']);
    expect(wrap('漢字 漢字 漢字', 9)).toEqual(['漢字 漢字', '漢字']);
    expect(wrap('a https://example.com/long/long b', 10)).toEqual(['a', 'https://example.com/long/long', 'b']);
    expect(wrap('', 10, 'x ')).toEqual(['x']);
    expect(columnsOf('e\u0301\u200b')).toBe(1);
  });
});
