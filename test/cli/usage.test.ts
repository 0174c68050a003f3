/** Wrong use, exit codes and streams, of the program as it is shipped. */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { assessmentSchema } from '../../src/model/assessment.ts';
import { cti2voice, OUTPUTS } from '../fixtures/cli.ts';
import { openCtiDefinition } from '../fixtures/definitions.ts';
import { fill, folderOf } from '../fixtures/folder.ts';

const folder = folderOf({
  'org/sample.xml': openCtiDefinition(),
  file: 'a file',
  'empty/readme': '',
  'brokenJson.json': '{',
  'other.json': '{"schemaVersion":1}',
});

describe('help and version', () => {
  test.each([
    [['--help'], /^Usage: cti2voice/],
    [['scan', '--help'], /^Usage: cti2voice scan/],
    [['report', '-h'], /^Usage: cti2voice report/],
    [['rules', 'check', '--help'], /^Usage: cti2voice rules check/],
    [['--version'], /^\d+\.\d+\.\d+\n$/],
    [['-V'], /^\d+\.\d+\.\d+\n$/],
  ])('%j are what was asked for: stdout, exit code 0', (args, text) => {
    const { code, out, error } = cti2voice(args, folder);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toMatch(text);
  });

  test('help names the exit codes', () => {
    expect(cti2voice(['--help'], folder).out).toMatch(/Exit codes: 0 .*1 .*2 .*4 /);
  });
});

describe('wrong use is exit code 2, says what, why and what to do on stderr, and writes nothing', () => {
  test.each([
    ['nothing at all', [], /^Usage: /],
    ['a command that is nearly one', ['scann'], /unknown command 'scann'\n\(Did you mean scan\?\)/],
    ['a command under rules that is nearly one', ['rules', 'chek'], /unknown command 'chek'\n\(Did you mean check\?\)/],
    ['an option that is nearly one', ['scan', '--targt', 'native'], /unknown option '--targt'\n\(Did you mean --target\?\)/],
    ['an option that is none', ['scan', '--zzzzzz'], /unknown option '--zzzzzz'/],
    ['a target that is none', ['scan', '--target', 'nativ'], /'nativ' is invalid.*partner-telephony-own.*native/],
    ['an option without its value', ['scan', '--target'], /argument missing/],
    ['a format that is none', ['scan', '--format', 'html,pdf'], /“pdf” is no format; use html, csv, json, .*or markdown/],
    ['a dialect that is none', ['scan', '--csv-dialect', 'calc'], /“calc” is no dialect; use excel or rfc4180/],
    ['a delimiter that is none', ['scan', '--csv-delimiter', '|'], /Write “,”, “;” or “tab”/],
    ['a delimiter that RFC 4180 does not know', ['scan', '--csv-dialect', 'rfc4180', '--csv-delimiter', ';'], /RFC 4180 knows the comma/],
    ['an empty format', ['scan', '--format', ''], /“” is no format/],
    ['a day that does not exist', ['scan', '--as-of', '2027-02-30'], /Write a date as year-month-day/],
    ['a date of another order', ['scan', '--as-of', '31.03.2027'], /Write a date as year-month-day/],
    ['a date with a time', ['scan', '--as-of', '2027-03-31T00:00:00Z'], /Write a date as year-month-day/],
    ['a folder that does not exist', ['scan', 'org', 'nowhere'], /no file or folder “nowhere”/],
    [
      'an output folder that is a file',
      ['scan', 'org', '-o', 'file'],
      /“file” could not be written: a file stands where a folder should be/,
    ],
    [
      'an output folder below a file',
      ['scan', 'org', '-o', 'file/deep/er'],
      /could not be written: a file stands where a folder should be/,
    ],
    ['rules that do not exist', ['scan', 'org', '--rules', 'nowhere'], /no folder “nowhere” to take rules from/],
    ['a rule folder without a rule', ['scan', 'org', '--rules', 'empty'], /“empty” holds no rule/],
    ['a rule that does not exist', ['rules', 'show', 'zzz'], /no rule “zzz”/],
    ['no assessment', ['report'], /missing required argument/],
    ['an assessment that does not exist', ['report', 'nowhere.json'], /“nowhere.json” could not be read/],
    ['an assessment that is no JSON', ['report', 'brokenJson.json'], /“brokenJson.json” is not JSON/],
    ['an assessment of another shape', ['report', 'other.json'], /“other.json” is no assessment that this version can read: /],
    ['a folder for an assessment', ['report', 'org'], /“org” could not be read/],
  ])('%s', (_, args, text) => {
    const { code, out, error } = cti2voice(args, folder);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toMatch(text);
    expect(error).not.toMatch(/\n {4}at /);
    expect(error.trim().split('\n').length).toBeGreaterThan(1);
    expect(existsSync(join(folder, 'voice-readiness'))).toBe(false);
  });
});

test('an unexpected failure is exit code 1 and says that the program is at fault', () => {
  const broken = folderOf();
  cpSync(fileURLToPath(new URL('../../dist', import.meta.url)), join(broken, 'dist'), { recursive: true });
  rmSync(join(broken, 'dist', 'catalog.json'));
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(broken, 'dist', 'cli.mjs'), 'scan', folder], {
    cwd: broken,
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/fault of the program. Please report it/);
});

describe('a scan', () => {
  test('is exit code 0, keeps stdout free and names on stderr what it found and wrote', () => {
    const { code, out, error } = cti2voice(['scan', 'org', '-o', 'out', '--as-of', '2027-03-31'], folder);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(error).toMatch(/^1 call center definition in 1 repository: 1 Open CTI\n334 days to /);
    for (const name of OUTPUTS) {
      expect(error).toContain(`wrote out/${name}\n`);
      expect(existsSync(join(folder, 'out', name))).toBe(true);
    }
    expect(readdirSync(join(folder, 'out'))).toEqual(OUTPUTS);
  });

  test('with --quiet says nothing at all', () => {
    expect(cti2voice(['scan', 'org', '-o', 'quiet', '--quiet'], folder)).toEqual({ code: 0, out: '', error: '' });
    expect(readdirSync(join(folder, 'quiet'))).toEqual(OUTPUTS);
  });

  test('with --json prints the assessment on stdout, and nothing else there', () => {
    const { code, out, error } = cti2voice(['scan', 'org', '-o', 'json', '--json', '--as-of', '2027-03-31'], folder);
    expect(code).toBe(0);
    expect(assessmentSchema.safeParse(JSON.parse(out)).success).toBe(true);
    expect(out).toBe(readFileSync(join(folder, 'json', 'assessment.json'), 'utf8'));
    expect(error).toContain('wrote json/');
  });

  test('with --verbose names each file that it reads', () => {
    expect(cti2voice(['scan', 'org', '-o', 'verbose', '--verbose'], folder).error).toMatch(
      /^repository org  a folder without marks\nread org\/sample\.xml\n/,
    );
  });

  test.each([
    ['html', ['report.html']],
    ['csv', OUTPUTS.filter((name) => name.endsWith('.csv'))],
    ['json', ['assessment.json']],
    ['JSON, html', ['assessment.json', 'report.html']],
    ['markdown', ['report.md']],
    ['sarif', ['sarif']],
    ['xlsx', ['report.xlsx']],
  ])('with --format %s writes only that', (formats, names) => {
    const output = `only-${formats.replace(/\W/g, '')}`;
    expect(cti2voice(['scan', 'org', '-o', output, '-f', formats, '--quiet'], folder).code).toBe(0);
    expect(readdirSync(join(folder, output))).toEqual(names);
  });

  test('without a path reads the folder where it runs, and not what it wrote there', () => {
    const here = folderOf({ 'sample.xml': openCtiDefinition() });
    const [first, second] = [1, 2].map(() => cti2voice(['scan', '--as-of', '2027-03-31', '--json', '--quiet'], here));
    expect(first?.code).toBe(0);
    const count = (text = '{}'): unknown => (JSON.parse(text) as { totals: { definitions: unknown } }).totals.definitions;
    expect(count(second?.out)).toEqual(count(first?.out));
    expect(readdirSync(here).sort()).toEqual(['sample.xml', 'voice-readiness']);
  });

  test('does not take an earlier report in another folder for source', () => {
    const here = folderOf({ 'phone.js': 'sforce.opencti.refreshView();\n' });
    expect(cti2voice(['scan', '.', '-o', 'march', '-f', 'html,csv,json,sarif,markdown', '--quiet'], here).code).toBe(0);
    expect(readdirSync(join(here, 'march'))).toEqual([...OUTPUTS, 'report.md', 'sarif'].sort());
    const { out } = cti2voice(['scan', '.', '-o', 'april', '--json', '--quiet'], here);
    const { repos } = JSON.parse(out) as { repos: { findings: { file: string }[] }[] };
    expect([...new Set(repos[0]?.findings.map(({ file }) => file))]).toEqual(['phone.js']);
  });

  test('replaces what an earlier one wrote, and leaves other files alone', () => {
    fill(folder, { 'again/report.html': 'old', 'again/mine.txt': 'mine' });
    expect(cti2voice(['scan', 'org', '-o', 'again', '--quiet'], folder).code).toBe(0);
    expect(readFileSync(join(folder, 'again/report.html'), 'utf8')).toMatch(/^<!doctype html>/i);
    expect(readFileSync(join(folder, 'again/mine.txt'), 'utf8')).toBe('mine');
  });

  test('that cannot write one of its files says which, and leaves no half of it', () => {
    fill(folder, { 'blocked/report.html/inside': '' });
    const { code, error } = cti2voice(['scan', 'org', '-o', 'blocked', '-f', 'html'], folder);
    expect(code).toBe(2);
    expect(error).toContain('“blocked/report.html” could not be written: a folder stands where the file should be');
    expect(readdirSync(join(folder, 'blocked'))).toEqual(['report.html']);
  });

  test('of a folder without definitions is no failure', () => {
    const { code, error } = cti2voice(['scan', 'empty', '-o', 'nothing', '--strict'], folder);
    expect(code).toBe(0);
    expect(error).toMatch(/^0 call center definitions in 1 repository\n/);
  });
});

describe('--strict', () => {
  const cut = folderOf({ 'org/cut.callCenter': openCtiDefinition().slice(0, 300), 'note/a.xml': '<ContactCenterDefinition/>' });

  test('is exit code 4 when something could not be read, and the report is written all the same', () => {
    const { code, error } = cti2voice(['scan', 'org', '-o', 'out', '--strict'], cut);
    expect(code).toBe(4);
    expect(error).toMatch(/1 thing could not be read, or not wholly:\n {2}cut\.callCenter:/);
    expect(readdirSync(join(cut, 'out'))).toEqual(OUTPUTS);
  });

  test('without it, that is exit code 0', () => {
    expect(cti2voice(['scan', 'org', '-o', 'out', '--quiet'], cut).code).toBe(0);
  });

  test('is exit code 0 when there is merely something to note', () => {
    expect(cti2voice(['scan', 'note', '-o', 'out', '--quiet', '--strict'], cut).code).toBe(0);
  });
});

describe('escape codes', () => {
  const escape = '\u001b';

  test.each([
    ['a stream that is no terminal', {}],
    ['NO_COLOR', { NO_COLOR: '1' }],
    ['a wish for colour', { FORCE_COLOR: '1', CLICOLOR_FORCE: '1' }],
  ])('are not written to %s', (_, env) => {
    const { out, error } = cti2voice(['scan', 'org', '-o', 'plain', '--verbose', '--json'], folder, env);
    expect(out).not.toContain(escape);
    expect(error).not.toContain(escape);
  });

  test('of a file name do not reach the terminal', () => {
    const odd = folderOf({ '\u001b[31mred\u0007.callCenter': '<callCenter>' });
    const { error } = cti2voice(['scan', '.', '-o', 'out', '--verbose'], odd);
    expect(error).toMatch(/red/);
    expect(error).not.toContain(escape);
    expect(error).not.toContain('\u0007');
  });
});

describe('rules', () => {
  test('are listed, each on its line', () => {
    const { code, out, error } = cti2voice(['rules', 'list'], folder);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toMatch(/^definition-custom-item +\S/m);
  });

  test('are shown with verdicts and sources', () => {
    const { code, out } = cti2voice(['rules', 'show', 'definition-adapter-url'], folder);
    expect(code).toBe(0);
    expect(out).toMatch(/verdict .*\n.*in Voice /);
    expect(out).toMatch(/source .*https:\/\//);
  });

  test('are suggested where an id is nearly one', () => {
    expect(cti2voice(['rules', 'show', 'custom-item'], folder).error).toContain('definition-custom-item');
  });

  const ownRule = (changes: Readonly<Record<string, string>> = {}): string => {
    const lines: Readonly<Record<string, string>> = {
      type: 'type: mapping',
      id: 'id: own-sample',
      title: 'title: A field of our own',
      capability: 'capability: settings',
      match: 'match:\n  - kind: definition-item\n    name: ownField',
      workItem: 'workItem: null',
      verdicts:
        'verdicts:\n  - for: [partner-telephony-own, partner-telephony-packaged, amazon-connect, partner-telephony-amazon-connect, native]\n    verdict: obsolete\n    equivalent: Nothing stands in its place.\n    do: Leave it out.\n    basis: unconfirmed\n    sources:\n      - { title: Our own notes, read: 2026-11-22 }',
      examples:
        'examples:\n  match:\n    - file: a.xml\n      text: <callCenter><section name="s"><item name="ownField">1</item></section></callCenter>\n  clean:\n    - file: a.xml\n      text: <callCenter><section name="s"><item name="b">1</item></section></callCenter>',
      ...changes,
    };
    return `${Object.values(lines).join('\n')}\n`;
  };
  const own = folderOf({ 'org/sample.xml': openCtiDefinition({ ownField: '1' }), 'own/own-sample.yaml': ownRule() });

  test('of one’s own are checked, used, and marked as such', () => {
    const checked = cti2voice(['rules', 'check', 'own'], own);
    expect(checked).toMatchObject({ code: 0, error: '' });
    expect(checked.out).toMatch(/^1 rule is right/);
    const { code, out } = cti2voice(['scan', 'org', '-o', 'out', '--rules', 'own', '--json', '--quiet'], own);
    expect(code).toBe(0);
    const assessment = assessmentSchema.parse(JSON.parse(out));
    expect(assessment.catalog.brought).toEqual(['own-sample']);
    expect(assessment.catalog.rules.find((rule) => rule.id === 'own-sample')?.origin).toBe('added');
    expect(
      assessment.repos[0]?.findings
        .filter((finding) => finding.name === 'ownField' && finding.type === 'mapping')
        .map((finding) => finding.ruleId),
    ).toEqual(['own-sample']);
  });

  test.each([
    ['a missing field', { title: '' }, /own\/own-sample\.yaml:\d+ title: /],
    ['an unknown capability', { capability: 'capability: zzz' }, /own\/own-sample\.yaml:4 capability “zzz”/],
    ['an unknown verdict', { verdicts: 'verdicts:\n  - for: [native]\n    verdict: easy' }, /own\/own-sample\.yaml:\d+ verdicts/],
    ['a field that nobody knows', { title: 'title: A\nseverty: high' }, /own\/own-sample\.yaml:\d+ .*severty/],
    ['no YAML', { title: 'title: [a' }, /own\/own-sample\.yaml:\d+ is no valid YAML/],
  ])('that are wrong are refused with file, line and reason: %s', (_, changes, reason) => {
    const wrong = folderOf({ 'own/own-sample.yaml': ownRule(changes) });
    const { code, out, error } = cti2voice(['rules', 'check', 'own'], wrong);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toMatch(reason);
    expect(readdirSync(wrong)).toEqual(['own']);
  });

  test.each([[['scan', '.', '--rules', 'own']], [['rules', 'list', '--rules', 'own']]])(
    'that are wrong stop %j before anything is written',
    (args) => {
      const wrong = folderOf({ 'own/own-sample.yaml': ownRule({ capability: 'capability: zzz' }) });
      const { code, out, error } = cti2voice(args, wrong);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(error).toMatch(/own\/own-sample\.yaml:4 capability “zzz”/);
      expect(readdirSync(wrong)).toEqual(['own']);
    },
  );

  test('whose example does not come out are refused', () => {
    writeFileSync(join(own, 'own/own-sample.yaml'), ownRule().replace('name: ownField\n', 'name: otherField\n'));
    const { code, error } = cti2voice(['rules', 'check', 'own'], own);
    expect(code).toBe(2);
    expect(error).toMatch(/own-sample: example 1 .* must match and does not/);
  });
});

describe('where a run writes', () => {
  const FORMATS = ['-f', 'json', '--as-of', '2027-03-31', '--quiet'];
  const sameTwice = (args: readonly string[], at: string) => {
    const place = folderOf({ 'a.xml': openCtiDefinition({}) });
    const runs = [1, 2].map(() => {
      expect(cti2voice(['scan', ...FORMATS, ...args], place).code).toBe(0);
      return readFileSync(join(place, at, 'assessment.json'), 'utf8');
    });
    expect(runs[1]).toBe(runs[0]);
  };

  test('does not matter to the next run over the same folder', () => {
    sameTwice([], 'voice-readiness');
    sameTwice(['-o', '.'], '.');
  });

  test.each([
    ['-o', ''],
    ['--rules', ''],
  ])('%s with an empty path is wrong use', (...args) => {
    const { code, error } = cti2voice(['scan', ...args], folder);
    expect([code, error]).toEqual([2, expect.stringMatching(/empty/)]);
  });

  test('an empty path to scan is wrong use', () => {
    expect(cti2voice(['scan', ''], folder).code).toBe(2);
  });

  (existsSync('/proc/self') ? test : test.skip)('a folder that cannot be made below /proc is told and does not hang', () => {
    expect(cti2voice(['scan', '-o', '/proc/cti2voice/out', '--quiet'], folder)).toMatchObject({
      code: 2,
      error: expect.stringMatching(/could not be written/),
    });
  });

  test('a target that is nearly right is suggested', () => {
    expect(cti2voice(['scan', '-t', 'nativ'], folder).error).toMatch(/Did you mean native\?/);
  });
});
