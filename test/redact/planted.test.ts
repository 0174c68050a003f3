/** A whole company, made up, scanned as a user scans it with --redact: nothing of it is in anything that is written or said. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync, zipSync } from 'fflate';
import { cti2voice, type Outcome } from '../fixtures/cli.ts';
import { metadataDefinition, openCtiDefinition } from '../fixtures/definitions.ts';
import { folderOf } from '../fixtures/folder.ts';

/** Where it is planted, and what must be nowhere; each is looked for in any letter case. */
const PLANTED: Readonly<Record<string, readonly string[]>> = {
  'the name of the company': ['nordhaven', 'mutual assurance'],
  'names of repositories': ['nh-phone', 'nhpayments', 'nh_org'],
  'names in paths': ['ravensgate', 'bridge-kit', 'oldtown'],
  'names of call centers': ['ClaimsDesk', 'Claims Desk Leeds', 'MotorLine'],
  'sections, items and their values': ['nhRouting', 'nhSwitchGroup', 'tenant-4711-north', 'Hotline of the motor claims', 'Windermere'],
  'hosts and addresses': [
    'pbx.nordhaven',
    'cti.ravensgate.example',
    'wallboard',
    '10.20.30.40',
    '8443',
    'secretpath',
    'agentdesk.vendorly',
  ],
  'numbers of telephones': ['113 496', '1134960', '4960123', '0800 555', '5550199', '0190'],
  'names in source': [
    'lookupPolicyholder',
    'PolicyLedger',
    'Policy_Number__c',
    'policynumber',
    'Claims_Reason__c',
    'goldTier',
    'ClaimsBridge',
  ],
  'texts and comments in source': ['Caller is furious', 'call Ingrid', 'thornbury', 'escalate to bob'],
  'namespaces and packages': ['nhcti', 'vndr_pkg'],
  'components of the org': [
    'Claims_Console',
    'Claims Console',
    'Average_Claims',
    'Claims_Calls',
    'Claims_Agents',
    'Motor_Team',
    'Leeds_Leads',
  ],
  'people, in git and in the list': ['ingrid', 'solveig', 'halvorsen', 'ingrid.halvorsen@nordhaven.example'],
  'remotes, branches and commits': ['git.nordhaven', 'claims/phone-adapter', 'release-kestrel'],
  'the list of repositories': ['Business unit Kestrel', 'kestrel', 'teams-2027.csv'],
  'what the client gave': ['seasonal staff of Whitby', 'whitby', 'facts-nordhaven'],
  'waivers and decisions': ['Moves with project Osprey', 'osprey', 'Telecoms Guild', 'guild', 'NHT-4242'],
  'own rules': ['house-nordic', 'Nordic bridge of our own', 'fjord'],
  'the brand': ['Lovelace', 'for the eyes of', 'confidential to'],
  'the folder of the report': ['report-for-board'],
  'the vendor': ['genesys', 'purecloud'],
};

const NS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const SOURCE = `// call Ingrid before you change this; escalate to bob in Thornbury
import { ClaimsBridge } from '../bridge-kit/index.js';
const PBX = 'wss://pbx.nordhaven.example:8443/secretpath?tenant=tenant-4711-north';
const HOTLINE = '+44 113 496 0123', FREE = '0800 555 0199', EXT = '4711';
sforce.opencti.getCallCenterSettings({ callback: (r) => use(r['/nhRouting/nhSwitchGroup'], r['/nhRouting/goldTier'], r['/nhRouting/missingOldtown']) });
function lookupPolicyholder(number) {
  sforce.opencti.runApex({ apexClass: 'nhcti.PolicyLedger', methodName: 'findByOldtown', methodParams: 'n=' + number + '&x=Windermere', callback: done });
  sforce.opencti.runApex({ apexClass: 'PolicyLedger', methodName: 'lookupPolicyholder', methodParams: 'n=' + number, callback: done });
  sforce.opencti.screenPop({ type: 'url', params: { url: '/apex/ClaimsDesk?from=' + HOTLINE } });
  sforce.opencti.saveLog({ value: { entityApiName: 'Task', Subject: 'Caller is furious, 10.20.30.40', Policy_Number__c: number, nhcti__Claims_Reason__c: 'Windermere' }, callback: done });
  sforce.opencti.setRavensgate({ key: 'Windermere' });
}
fetch('https://cti.ravensgate.example/v1/claims?line=4960123', { method: 'POST' });
fetch(process.env.NORDHAVEN_PBX + '/oldtown');
window.open('http://10.20.30.40/wallboard');
navigator.sendBeacon('https://apps.mypurecloud.com/genesys');
function pauseRecordingOldtown() {} function blindTransferWindermere() {}
document.querySelector('#agentdesk.vendorly');
window.addEventListener('message', (e) => { if (e.origin === 'https://agentdesk.vendorly.example') ClaimsBridge.take(e); });
sforce.opencti.enableClickToDial({}); sforce.opencti.saveLog(`;

const settings = `brand:
  name: Board Advisers
  client: Nordhaven Mutual Assurance
  author: Ada Lovelace
  cover: For the eyes of the Nordhaven board
  disclaimer: Confidential to Nordhaven
waivers:
  - path: "**/ravensgate/**"
    reason: Moves with project Osprey.
    owner: Telecoms Guild
    ticket: NHT-4242
    expires: 2027-06-30
  - rule: classic-save-log
    repository: kestrel-two
    reason: moves with project osprey
    owner: Solveig Halvorsen
    expires: 2026-12-30
decisions:
  - capability: call-log
    decision: Osprey keeps the log of the Telecoms Guild.
    owner: Solveig Halvorsen
    ticket: NHT-4242
    decided: 2026-12-01
`;

const ownRule = `id: house-nordic-bridge
type: mapping
title: Nordic bridge of our own fjord team
capability: settings
match:
  - kind: definition-item
    name: nhSwitchGroup
workItem: settings-review
examples:
  match:
    - file: a.xml
      text: <callCenter><section name="nhRouting" label="x" sortOrder="0"><item name="reqUseApi" label="x" sortOrder="0">true</item><item name="nhSwitchGroup" label="x" sortOrder="1">fjord</item></section></callCenter>
  clean:
    - file: b.xml
      text: <callCenter><section name="s" label="x" sortOrder="0"><item name="reqUseApi" label="x" sortOrder="0">true</item></section></callCenter>
verdicts:
  - for: [partner-telephony-own, partner-telephony-packaged, amazon-connect, partner-telephony-amazon-connect, native]
    verdict: rewrite
    equivalent: The fjord team of Nordhaven keeps one.
    do: Ask Solveig.
    basis: inferred
    sources: [{ title: Handbook of Nordhaven, url: "https://docs.nordhaven.example/fjord", read: 2026-11-01 }]
`;

const folder = folderOf({
  'estate/nh-phone/ravensgate/phone.js': SOURCE,
  'estate/nh-phone/ravensgate/phone.broken.js': `${SOURCE} sforce.opencti.saveLog(((`,
  'estate/nh-phone/bridge-kit/index.js': 'export const ClaimsBridge = { take(e) { sforce.opencti.refreshView(); } };',
  'estate/nh-phone/oldtown.xml': openCtiDefinition()
    .replace('</section>', '<item sortOrder="40" name="nhSwitchGroup" label="Windermere switch">tenant-4711-north</item></section>')
    .replace(/reqDescription/g, 'Hotline of the motor claims'),
  'estate/nh-phone/lib/oldtown.resource': zipSync({ 'ravensgate/inner.js': Buffer.from(SOURCE) }),
  'estate/nhpayments/force-app/main/default/callCenters/MotorLine.callCenter-meta.xml': metadataDefinition(
    [
      { name: 'reqInternalName', value: 'MotorLine' },
      { name: 'reqDisplayName', value: 'Claims Desk Leeds' },
      { name: 'reqUseApi', value: 'true' },
      { name: 'reqAdapterUrl', value: 'http://user@cti.ravensgate.example/motor?x=4960123' },
      { name: 'reqOutsidePrefix', value: '0190' },
      { name: 'reqDescription', value: 'Hotline of the motor claims, 0800 555 0199' },
      { name: 'nhSwitchGroup', value: 'Windermere' },
      { name: 'tenantToken', value: 'tenant-4711-north' },
    ],
    ['<fullName>MotorLine</fullName>', '<displayName>Claims Desk Leeds</displayName>', '<adapterUrl>https://pbx.nordhaven.example/x</adapterUrl>'],
  ),
  'estate/nhpayments/force-app/main/default/broken-oldtown.xml': '<callCenter><section name="nhRouting"><item name="reqUseApi">true</item><oops',
  'estate/nhpayments/sfdx-project.json': '{ "packageDirectories": [{ "path": "force-app", "default": true }], "sourceApiVersion": "64.0", "namespace": "nhcti" }',
  'estate/nh_org/sfdx-project.json': '{ "packageDirectories": [{ "path": "ravensgate", "default": true }], "sourceApiVersion": "64.0" }',
  'estate/nh_org/ravensgate/classes/PolicyLedger.cls':
    'public class PolicyLedger { static void lookupPolicyholder(String oldtown) { List<Task> t = [SELECT CallDisposition, Policy_Number__c FROM Task WHERE Subject = \'Caller is furious\']; HttpRequest r = new HttpRequest(); r.setEndpoint(\'https://cti.ravensgate.example/x\'); } }',
  'estate/nh_org/ravensgate/reports/Claims_Calls/Average_Claims.report-meta.xml': `<Report ${NS}><columns><field>CALLDURATION</field></columns><columns><field>Activity.Policy_Number__c</field></columns><name>Average Claims of Leeds</name><reportType>Activity</reportType><description>Hotline of the motor claims</description></Report>`,
  'estate/nh_org/ravensgate/reports/Claims_Calls.reportFolder-meta.xml': `<ReportFolder ${NS}><folderShares><accessLevel>Manage</accessLevel><sharedTo>Leeds_Leads</sharedTo><sharedToType>Group</sharedToType></folderShares><name>Claims Calls</name></ReportFolder>`,
  'estate/nh_org/ravensgate/applications/Claims_Console.app-meta.xml': `<CustomApplication ${NS}><label>Claims Console</label><navType>Console</navType><uiType>Lightning</uiType><utilityBar>Claims_Console_Bar</utilityBar></CustomApplication>`,
  'estate/nh_org/ravensgate/flexipages/Claims_Console_Bar.flexipage-meta.xml': `<FlexiPage ${NS}><flexiPageRegions><itemInstances><componentInstance><componentName>opencti:softPhone</componentName></componentInstance></itemInstances><name>utilityItems</name><type>Region</type></flexiPageRegions><masterLabel>Claims Console Bar</masterLabel><type>UtilityBar</type></FlexiPage>`,
  'estate/nh_org/ravensgate/permissionsets/Claims_Agents.permissionset-meta.xml': `<PermissionSet ${NS}><applicationVisibilities><application>Claims_Console</application><visible>true</visible></applicationVisibilities><classAccesses><apexClass>PolicyLedger</apexClass><enabled>true</enabled></classAccesses><fieldPermissions><editable>true</editable><field>Task.Policy_Number__c</field><readable>true</readable></fieldPermissions><label>Claims agents of Motor_Team</label></PermissionSet>`,
  'estate/nh_org/ravensgate/remoteSiteSettings/Wallboard.remoteSite-meta.xml': `<RemoteSiteSetting ${NS}><isActive>true</isActive><url>https://cti.ravensgate.example:8443</url></RemoteSiteSetting>`,
  'estate/nh_org/ravensgate/installedPackages/vndr_pkg.installedPackage-meta.xml': `<InstalledPackage ${NS}><versionNumber>1.0</versionNumber></InstalledPackage>`,
  'estate/nh_org/ravensgate/installedPackages/purecloud.installedPackage-meta.xml': `<InstalledPackage ${NS}><versionNumber>1.0</versionNumber></InstalledPackage>`,
  'estate/nh_org/ravensgate/objects/Activity/fields/Policy_Number__c.field-meta.xml': `<CustomField ${NS}><fullName>Policy_Number__c</fullName><label>Policy number of the call</label><type>Text</type></CustomField>`,
  'estate/nh_org/ravensgate/objects/Activity/fields/Call_Claims_Reason__c.field-meta.xml': `<CustomField ${NS}><fullName>Call_Claims_Reason__c</fullName><label>Claims reason of the call</label><type>Text</type></CustomField>`,
  'teams-2027.csv': `path,id,name,owner,label\nestate/nh-phone,kestrel-one,Nordhaven phone,Ingrid Halvorsen,Business unit Kestrel\nestate/nhpayments,kestrel-two,,Solveig,Business unit Kestrel\nestate/nh_org,,,,\nestate/gone-kestrel,,,,\n`,
  'facts-nordhaven.yml': `users:\n  total: 240\n  byCallCenter:\n    MotorLine: 60\n    ClaimsDesk: 20\n  note: Without the seasonal staff of Whitby\nlicences:\n  edition: enterprise\nreports:\n  - name: Claims_Calls/Average_Claims\n    runsPerMonth: 22\n    note: for whitby\nlastSafeDate: 2027-09-30\n`,
  'cti2voice.yml': settings,
  'house-nordic/own.yaml': ownRule,
}); // prettier-ignore

const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=Ingrid Halvorsen', '-c', 'user.email=ingrid.halvorsen@nordhaven.example', ...args], {
    cwd: join(folder, 'estate/nh-phone'),
    encoding: 'utf8',
  });
git('init', '-q', '-b', 'release-kestrel');
git('remote', 'add', 'origin', 'https://git.nordhaven.example/claims/phone-adapter.git');
git('add', '-A');
git('commit', '-q', '-m', 'Phone of the claims desk');
const commit = git('rev-parse', 'HEAD').trim();

const FORMATS = 'html,csv,xlsx,json,sarif,markdown';
const INPUT = ['--rules', 'house-nordic', '--org-facts', 'facts-nordhaven.yml', '--as-of', '2027-01-31'];

/** All that a run left and said, each text as whoever opens the file would read it. */
function everything(output: string, { out, error }: Outcome): Map<string, string> {
  const texts = new Map([
    ['stdout', out],
    ['stderr', error],
    ['names of files', readdirSync(join(folder, output), { recursive: true }).join('\n')],
  ]);
  for (const entry of readdirSync(join(folder, output), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = readFileSync(join(entry.parentPath, entry.name));
    if (entry.name.endsWith('.xlsx'))
      for (const [name, part] of Object.entries(unzipSync(bytes))) texts.set(`${entry.name}/${name}`, strFromU8(part));
    else texts.set(entry.name, bytes.toString('utf8'));
    const packed = /<script type="application\/json"[^>]*>(.*?)<\/script>/s.exec(bytes.toString('utf8'))?.[1];
    if (packed !== undefined) texts.set(`${entry.name}, what its script unpacks`, JSON.stringify(JSON.parse(packed)));
  }
  return texts;
}

/** Where a text stands, with what is around it, also as an address or as markup would write it. */
function placesOf(texts: ReadonlyMap<string, string>, secret: string): string[] {
  const forms = [secret, encodeURIComponent(secret), secret.replaceAll('&', '&amp;'), JSON.stringify(secret).slice(1, -1)].map((form) =>
    form.toLowerCase(),
  );
  return [...texts].flatMap(([name, text]) => {
    const lower = text.toLowerCase();
    const at = Math.max(...forms.map((form) => lower.indexOf(form)));
    return at < 0 ? [] : [`${name}: …${text.slice(Math.max(0, at - 60), at + secret.length + 30)}…`];
  });
}

const runs: [string, Map<string, string>][] = [];
const run = (what: string, output: string, args: readonly string[], code = 0): Outcome => {
  const outcome = cti2voice(args, folder);
  if (outcome.code !== code) throw new Error(`${what}: ${outcome.code}\n${outcome.error}`);
  runs.push([what, everything(output, outcome)]);
  return outcome;
};

const list = ['--repositories', 'teams-2027.csv'];
run('a scan', 'report-for-board', ['scan', ...list, ...INPUT, '--redact', '--json', '--verbose', '-f', FORMATS, '-o', 'report-for-board']);
run('a scan with a chosen route and split assets', 'split', [
  'scan',
  ...list,
  ...INPUT,
  '--redact',
  '--split-assets',
  '-t',
  'partner-telephony-own',
  '-f',
  FORMATS,
  '-o',
  'split',
]);
run('a scan in German', 'german', ['scan', ...list, ...INPUT, '--redact', '--language', 'de', '-f', FORMATS, '-o', 'german']);
run('a scan of a revision', 'revision', ['scan', 'estate/nh-phone@release-kestrel', ...INPUT, '--redact', '-f', FORMATS, '-o', 'revision']);
run(
  'a gate that fails',
  'gated',
  ['scan', ...list, ...INPUT, '--redact', '--fail-on', 'expired-waiver,any-open', '-f', 'json,markdown', '-o', 'gated'],
  3,
);
cti2voice(['scan', ...list, ...INPUT, '-f', 'json', '-o', 'plain', '--quiet'], folder);
run('a report', 'again', ['report', 'plain/assessment.json', '--redact', '-f', FORMATS, '-o', 'again']);
run('a merge', 'merged', [
  'merge',
  'plain/assessment.json',
  '--rules',
  'house-nordic',
  '--redact',
  '--json',
  '-f',
  FORMATS,
  '-o',
  'merged',
]);

describe('what was planted', () => {
  // Without this the test could pass because nothing was read.
  test.each(
    Object.entries(PLANTED).filter(
      ([where]) => !['the brand', 'the folder of the report', 'remotes, branches and commits', 'names of repositories'].includes(where),
    ),
  )('was found without --redact: %s', (_where, secrets) => {
    const plain = readFileSync(join(folder, 'plain/assessment.json'), 'utf8').toLowerCase();
    expect(secrets.some((secret) => plain.includes(secret.toLowerCase()))).toBe(true);
  });

  test.each(Object.entries(PLANTED))('is in no output of any run: %s', (_where, secrets) => {
    expect(runs).toHaveLength(7);
    for (const [what, texts] of runs) {
      expect(texts.size).toBeGreaterThan(4);
      for (const secret of secrets) expect([what, secret, placesOf(texts, secret)]).toEqual([what, secret, []]);
    }
  });

  test('leaves no commit, no digest and no name of the machine', () => {
    const plain = JSON.parse(readFileSync(join(folder, 'plain/assessment.json'), 'utf8')) as {
      repos: { files: { signature: string | null; print?: string }[]; findings: { factId: string }[] }[];
    };
    const digests = plain.repos.flatMap(({ files, findings }) => [
      ...files.flatMap(({ signature, print }) => [signature ?? '', print ?? '']),
      ...findings.map(({ factId }) => factId),
    ]);
    const secrets = [commit, commit.slice(0, 8), folder, ...digests.filter((digest) => digest.length > 8)];
    expect(secrets.length).toBeGreaterThan(50);
    for (const [what, texts] of runs) {
      const all = [...texts.values()].join('\n');
      expect([what, secrets.filter((secret) => all.includes(secret))]).toEqual([what, []]);
    }
  });
});

describe('a redacted result', () => {
  test('is the same whether it was redacted while scanning or afterwards', () => {
    const read = (output: string): string => readFileSync(join(folder, output, 'assessment.json'), 'utf8');
    expect(read('again')).toBe(read('report-for-board'));
    expect(read('merged')).toBe(read('report-for-board'));
  });

  test('is rendered again as it is', () => {
    const { code, error } = cti2voice(
      ['report', 'again/assessment.json', '-f', 'html,csv,json,sarif,markdown', '-o', 'third', '--no-config'],
      folder,
    );
    expect([code, error.includes('wrote')]).toEqual([0, true]);
    for (const file of ['assessment.json', 'findings.csv'])
      expect(readFileSync(join(folder, 'third', file), 'utf8')).toBe(readFileSync(join(folder, 'again', file), 'utf8'));
  });

  test('says so: on the terminal, in the page and in its data', () => {
    const [, texts] = runs[0] ?? ['', new Map<string, string>()];
    expect(texts.get('stderr')).toContain('pseudonyms (--redact)');
    expect(texts.get('report.html')).toContain('Pseudonyms: ');
    expect(texts.get('assessment.json')).toContain('"redacted": true');
  });

  test.each([
    ['joined', ['merge', 'again/assessment.json']],
    ['compared', ['compare', 'plain/assessment.json', 'again/assessment.json']],
    ['taken for a baseline', ['scan', 'estate/nhpayments', '--no-config', '--baseline', 'again/assessment.json', '-o', 'none']],
  ])('cannot be %s, and the reason is told', (_what, args) => {
    const { code, error } = cti2voice(args, folder);
    expect(code).toBe(2);
    expect(error).toContain('was made with --redact');
  });

  test('does not stand beside files of a report that has names', () => {
    for (const args of [
      ['report', 'plain/assessment.json', '--redact', '-f', 'html', '-o', 'plain'],
      ['scan', 'estate/nhpayments', '--no-config', '--redact', '-f', 'html', '-o', 'plain'],
    ]) {
      const { code, error } = cti2voice(args, folder);
      expect([code, error.split('\n')[0]]).toEqual([
        2,
        'error: “plain” holds files of an earlier report, which would stay there with their names: assessment.json.',
      ]);
    }
    expect(readdirSync(join(folder, 'plain'))).toEqual(['assessment.json']);
  });

  test.each([
    ['a share', ['--shard', '1/2'], 'A share is joined by its names.'],
    ['a comparison', ['--baseline', 'plain/assessment.json'], 'A redacted report holds no comparison.'],
    ['a gate of what is new', ['--fail-on', 'new'], 'A redacted report holds no comparison.'],
  ])('is not made of %s', (_what, args, reason) => {
    const { code, error } = cti2voice(['scan', 'estate/nhpayments', '--no-config', '--redact', '-o', 'none', ...args], folder);
    expect([code, error.split('\n')[0]]).toEqual([2, `error: ${reason}`]);
  });
});
