/** A redacted report, as a user makes one: nothing that would name a client is in any of its files, nor on the terminal. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { assessmentSchema, type Assessment } from '../../src/model/assessment.ts';
import { cti2voice } from '../fixtures/cli.ts';
import { fill, folderOf } from '../fixtures/folder.ts';

const SAMPLES = fileURLToPath(new URL('../../samples', import.meta.url));
const ALL = 'html,csv,xlsx,json,sarif,markdown';

/** What is planted, and must be in no output; by where it stands. */
const PLANTED = {
  repository: 'zephyrline-banking',
  folder: 'Wintermoor',
  file: 'KestrelDialer',
  host: 'cti.zephyrline.example',
  internalHost: 'pbx07.zephyr.internal',
  call_center: 'Zephyrline Contact Oslo',
  internalName: 'ZephyrlineOslo',
  label: 'Ravensgate desk',
  item: 'reqKestrelTenant',
  value: 'tenant-88213-oslo',
  phone: '+47 22 86 31 59',
  extension: '4402286315',
  apexClass: 'KestrelLogWriter',
  apexMethod: 'storeOsloCall',
  field: 'Ravensgate_Outcome__c',
  object: 'Kestrel_Call__c',
  report: 'Ravensgate_Weekly',
  reportName: 'Ravensgate weekly calls',
  person: 'Ingvild Solbakken',
  mail: 'ingvild.solbakken@zephyrline.example',
  secret: 'hunter2-Kx93',
  variable: 'kestrelSession',
  comment: 'Ask Torvald before changing this',
  snippet: 'ravensgateQueue',
  listOwner: 'Platform Oslo Team',
  listLabel: 'Tier Wintermoor',
  waiverReason: 'Torvald agreed with the Oslo board',
  waiverOwner: 'Torvald Eide',
  ticket: 'OSLO-771',
  decision: 'Kestrel stays until spring',
  client: 'Zephyrline Banking Group',
  given: 'asked Ingvild on the phone',
} as const;

const p = PLANTED;
const estate = folderOf({
  [`all/${p.repository}/${p.folder}/${p.file}.js`]: `
// ${p.comment}
const ${p.variable} = { token: '${p.secret}', host: 'https://${p.host}/v2/${p.value}' };
fetch('https://${p.internalHost}:8443/dial?to=${p.extension}');
sforce.opencti.saveLog({ value: { entityApiName: 'Task', Subject: '${p.person} called ${p.phone}', ${p.field}: ${p.snippet}.last } });
sforce.opencti.runApex({ apexClass: '${p.apexClass}', methodName: '${p.apexMethod}', methodParams: 'q=${p.mail}' });
sforce.opencti.screenPop({ type: sforce.opencti.SCREENPOP_TYPE.URL, params: { url: '/apex/${p.snippet}?p=${p.extension}' } });
sforce.opencti.${p.apexMethod}();
`,
  [`all/${p.repository}/${p.folder}/broken${p.file}.js`]: `sforce.opencti.saveLog({ value: { ${p.field}: `,
  [`all/${p.repository}/CallCenter.xml`]: `<callCenter><section sortOrder="0" name="reqGeneralInfo" label="${p.label}">
<item sortOrder="0" name="reqInternalName" label="x">${p.internalName}</item>
<item sortOrder="1" name="reqDisplayName" label="x">${p.call_center}</item>
<item sortOrder="2" name="reqAdapterUrl" label="x">https://${p.host}/adapter?tenant=${p.value}</item>
<item sortOrder="3" name="${p.item}" label="${p.label}">${p.value}</item>
<item sortOrder="4" name="reqPhone" label="Reach ${p.person}">${p.phone}</item>
<item sortOrder="5" name="reqPassword" label="Password">${p.secret}</item>
</section></callCenter>`,
  [`all/${p.repository}/force-app/main/default/classes/${p.apexClass}.cls`]: `public class ${p.apexClass} { // ${p.comment}
  public static void ${p.apexMethod}(String q) { Task t = new Task(CallType = 'Inbound', ${p.field} = q); insert t; } }`,
  [`all/${p.repository}/force-app/main/default/reports/${p.report}.report-meta.xml`]: `<?xml version="1.0" encoding="UTF-8"?>
<Report xmlns="http://soap.sforce.com/2006/04/metadata"><columns><field>CALL_TYPE</field></columns><columns><field>Activity.${p.field}</field></columns><name>${p.reportName}</name><reportType>Activity</reportType></Report>`,
  [`all/${p.repository}/force-app/main/default/objects/${p.object}/fields/${p.field}.field-meta.xml`]: `<?xml version="1.0" encoding="UTF-8"?>
<CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>${p.field}</fullName><label>${p.label}</label><type>Text</type></CustomField>`,
  [`all/${p.repository}/sfdx-project.json`]: '{"packageDirectories":[{"path":"force-app"}]}',
  'list.csv': `path,id,name,owner,label\nall/${p.repository},${p.repository},${p.client},${p.listOwner},${p.listLabel}\nall/missing-${p.folder},,,,\n`,
  'cti2voice.yml': `brand:\n  client: ${p.client}\n  author: ${p.person}\n  cover: For ${p.client}.\nwaivers:\n  - path: ${p.folder}/**\n    reason: ${p.waiverReason}\n    owner: ${p.waiverOwner}\n    ticket: ${p.ticket}\n    expires: 2028-01-01\ndecisions:\n  - capability: call-log\n    decision: ${p.decision}\n    owner: ${p.waiverOwner}\n`,
  'facts.yml': `users:\n  total: 4021\n  note: ${p.given}\n`,
});
const repository = join(estate, 'all', p.repository);
for (const args of [
  ['init', '-q', '-b', p.folder.toLowerCase()],
  ['add', '-A'],
  ['-c', `user.name=${p.person}`, '-c', `user.email=${p.mail}`, 'commit', '-q', '-m', p.comment],
  ['remote', 'add', 'origin', `https://git.${p.host}/phones.git`],
])
  execFileSync('git', args, { cwd: repository, stdio: 'pipe' });
const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: repository, encoding: 'utf8' }).trim();

const scan = (out: string, ...more: string[]) =>
  cti2voice(
    [
      'scan',
      '--repositories',
      'list.csv',
      '--org-facts',
      'facts.yml',
      '-o',
      out,
      '-f',
      ALL,
      '--json',
      '--as-of',
      '2027-03-31',
      '--no-cache',
      ...more,
    ],
    estate,
  );

/** Every text of every file: sheets of the workbook are unpacked. */
function textsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return [name];
    if (!name.endsWith('.xlsx')) return [name, readFileSync(path, 'utf8')];
    return [name, ...Object.entries(unzipSync(readFileSync(path))).flatMap(([inner, bytes]) => [inner, strFromU8(bytes)])];
  });
}

/** As it may be written: in JSON, in markup, in an address. */
function spellings(text: string): string[] {
  return [
    text,
    JSON.stringify(text).slice(1, -1),
    text.replaceAll('&', '&amp;'),
    encodeURIComponent(text),
    text.toLowerCase(),
    text.replaceAll(' ', ''),
  ];
}

const read = (out: string): Assessment => assessmentSchema.parse(JSON.parse(readFileSync(join(estate, out, 'assessment.json'), 'utf8')));

const plain = scan('plain');
const redacted = scan('redacted', '--redact');

describe('what is planted', () => {
  test('is met by the scan, so that there is something to redact', () => {
    expect(plain.code).toBe(0);
    const whole = `${textsIn(join(estate, 'plain')).join('\n')}${plain.out}`;
    const met = Object.values(PLANTED).filter((text) => whole.includes(text));
    // Credentials, comments and git’s people are never in a report.
    expect(Object.values(PLANTED).filter((text) => !met.includes(text)).length).toBeLessThan(9);
    expect(met.length).toBeGreaterThan(20);
  });

  test('is in no output', () => {
    expect(redacted.code).toBe(0);
    const outputs = [...textsIn(join(estate, 'redacted')), redacted.out, redacted.error];
    const wanted = [
      ...Object.values(PLANTED),
      commit,
      commit.slice(0, 7),
      'Zephyrline',
      'zephyr',
      'Kestrel',
      'Ravensgate',
      'Wintermoor',
      'Solbakken',
      'Torvald',
      '88213',
      '22 86 31',
      '8443',
    ];
    const leaked = wanted.filter((text) => spellings(text).some((spelling) => outputs.some((output) => output.includes(spelling))));
    expect(leaked).toEqual([]);
  });

  test('nor when a saved result is rendered, or merged', () => {
    const report = cti2voice(['report', 'plain/assessment.json', '-o', 'again', '-f', ALL, '--redact'], estate);
    const merge = cti2voice(['merge', 'plain/assessment.json', '-o', 'merged', '-f', ALL, '--redact', '--json'], estate);
    expect([report.code, merge.code]).toEqual([0, 0]);
    const outputs = [...textsIn(join(estate, 'again')), ...textsIn(join(estate, 'merged')), merge.out, merge.error];
    const leaked = Object.values(PLANTED).filter((text) =>
      spellings(text).some((spelling) => outputs.some((output) => output.includes(spelling))),
    );
    expect(leaked).toEqual([]);
  });
});

describe('a redacted result', () => {
  test('says the same: counts, verdicts, hours, gates, places', () => {
    const [before, after] = [read('plain'), read('redacted')];
    expect(after.totals).toEqual({ ...before.totals, routes: expect.anything() as unknown });
    const figures = ({ totals, repos }: Assessment): unknown => ({
      routes: [...totals.routes, ...repos.flatMap(({ routes }) => routes)].map((route) => [
        route.target,
        route.hours,
        route.readiness.score,
        route.gates.map(({ id, outcome }) => [id, outcome]),
        route.workItems.map(({ id, hours, findings }) => [id, hours, findings]),
      ]),
      findings: repos.map(({ findings }) =>
        findings.map(({ ruleId, line, column, kind, confidence, capability }) => [ruleId, line, column, kind, confidence, capability]),
      ),
    });
    expect(figures(after)).toEqual(figures(before));
  });

  test('tells one thing from another: as many different files, names and ids as before', () => {
    const kinds = ({ repos }: Assessment): unknown =>
      repos.map(({ findings, files }) =>
        [findings, files]
          .map((list) => new Set(list.map((one) => ('path' in one ? one.path : one.file))).size)
          .concat(new Set(findings.map(({ fingerprint }) => fingerprint)).size),
      );
    expect(kinds(read('redacted'))).toEqual(kinds(read('plain')));
  });

  test('keeps what is Salesforce’s own', () => {
    const text = JSON.stringify(read('redacted'));
    for (const word of ['saveLog', 'runApex', 'screenPop', 'reqAdapterUrl', 'CallType', 'Omni-Channel'])
      expect([word, text.includes(word)]).toEqual([word, true]);
  });

  test('has the same pseudonyms each time, and in every file', () => {
    expect(scan('twice', '--redact').out).toBe(redacted.out);
    const [repo] = read('redacted').repos;
    const csv = readFileSync(join(estate, 'redacted/findings.csv'), 'utf8');
    for (const { file } of repo?.findings ?? []) expect(csv).toContain(file);
    expect(readdirSync(join(estate, 'redacted/sarif'))).toEqual(read('redacted').repos.map(({ id }) => `${id}.sarif`));
  });
});

test('of the samples, no name of the invented bank is left, wherever it stands', () => {
  const folder = folderOf();
  fill(folder, {});
  const run = cti2voice(
    ['scan', join(SAMPLES, 'quillmere-bank'), join(SAMPLES, 'payments-phone'), '-o', 'out', '-f', ALL, '--redact', '--no-cache'],
    folder,
  );
  expect(run.code).toBe(0);
  const outputs = [...textsIn(join(folder, 'out')), run.error];
  const names = [/quillmere/i, /payments-phone/i, /treasury/i, /example\.(?:com|test)/i];
  const found = names.flatMap((name) =>
    outputs.flatMap((output) =>
      name.exec(output)
        ? [`${String(name)}: ${output.slice(Math.max(0, (name.exec(output)?.index ?? 0) - 60), (name.exec(output)?.index ?? 0) + 40)}`]
        : [],
    ),
  );
  expect(found).toEqual([]);
});
