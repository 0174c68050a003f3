import { describe, expect, test } from '@jest/globals';
import { CALL_LOG_FIELDS } from '../../src/report/tables/call-log-fields.ts';
import { CONNECTOR_WORK_LIST } from '../../src/report/tables/connector-work-list.ts';
import { EXTERNAL_SYSTEMS } from '../../src/report/tables/external-systems.ts';
import { FINDINGS } from '../../src/report/tables/findings.ts';
import { FOUNDATIONS } from '../../src/report/tables/foundations.ts';
import { REPOSITORIES } from '../../src/report/tables/repositories.ts';
import { RETRIEVAL } from '../../src/report/tables/retrieval.ts';
import { TASK_CONSUMERS } from '../../src/report/tables/task-consumers.ts';
import { VERDICTS } from '../../src/report/tables/verdicts.ts';
import { WHO_AND_WHERE } from '../../src/report/tables/who-and-where.ts';
import { renderCsv } from '../../src/report/tables/csv.ts';
import type { Assessment } from '../../src/model/assessment.ts';
import { adapterAssessment, orgAssessment, sampleAssessment } from '../support/sample-assessment.ts';

/** RFC 4180 to the letter, written out here because libraries forgive more than a spreadsheet does. */
function parseStrictly(text: string): string[][] {
  const rows: string[][] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    const row: string[] = [];
    for (;;) {
      let field = '';
      if (text[at] === '"') {
        at++;
        while (text[at] !== '"' || text[at + 1] === '"') {
          if (at >= text.length) throw new Error('a quoted field has no end');
          field += text[at];
          at += text[at] === '"' ? 2 : 1;
        }
        at++;
      } else {
        while (at < text.length && !',\r\n'.includes(text[at] ?? '')) {
          if (text[at] === '"') throw new Error(`a quote stands in a bare field at ${at}`);
          field += text[at++];
        }
      }
      row.push(field);
      if (text[at] === ',') at++;
      else break;
    }
    if (!text.startsWith('\r\n', at)) throw new Error(`a record does not end in CRLF at ${at}`);
    at += 2;
    rows.push(row);
  }
  return rows;
}

function withValue(value: string): Assessment {
  const copy = structuredClone(sampleAssessment());
  for (const repo of copy.repos) for (const finding of repo.findings) finding.value = value;
  return copy;
}

describe('a table', () => {
  test.each(['a\nb', 'a\rb', 'a\r\nb', 'a"b', 'a,b', ' a ', '', '‮ rtl', 'ü€'])(
    'keeps the value %j in one cell of a strict reader',
    (value) => {
      const assessment = withValue(value);
      const [header = [], ...rows] = parseStrictly([...renderCsv(FINDINGS, assessment)].join(''));
      expect(rows).toHaveLength(assessment.totals.findings);
      expect(new Set(rows.map((row) => row.length))).toEqual(new Set([header.length]));
      expect(new Set(rows.map((row) => row[header.indexOf('value')]))).toEqual(new Set([value.replaceAll(/\r\n?/g, '\n')]));
    },
  );

  test.each(['=1+1', '+1', '-1', '@a', '\t=1', '  =1', 'a\n=1', '\u00a0=1', '＝1'])(
    'defuses %j, which a spreadsheet would run',
    (value) => {
      const [header = [], ...rows] = parseStrictly([...renderCsv(FINDINGS, withValue(value))].join(''));
      for (const row of rows) expect(row[header.indexOf('value')]).not.toMatch(/(^|\n)[\s\u00a0]*[=+\-@＝]/);
    },
  );

  test('has a row for each repository, and one for each rule and target', () => {
    const assessment = sampleAssessment();
    expect(parseStrictly([...renderCsv(REPOSITORIES, assessment)].join(''))).toHaveLength(1 + assessment.repos.length);
    const mapping = assessment.catalog.rules.filter((rule) => rule.type === 'mapping');
    expect(parseStrictly([...renderCsv(VERDICTS, assessment)].join(''))).toHaveLength(1 + 5 * mapping.length);
  });
});

/** A table as its rows, each by the names of its columns. */
function table(pieces: Iterable<string>): Record<string, string>[] {
  const [header = [], ...rows] = parseStrictly([...pieces].join(''));
  for (const row of rows) expect(row).toHaveLength(header.length);
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
}

/** The columns that readers may rely on, in their order; new ones come after them. */
const FINDING_HEADER_BEFORE_SOURCE = 'native_source';

describe('what adapter source adds', () => {
  const assessment = adapterAssessment();

  test('stands in findings.csv behind the columns that were there before', () => {
    const [header = []] = parseStrictly([...renderCsv(FINDINGS, assessment)].join(''));
    expect(header.slice(header.indexOf(FINDING_HEADER_BEFORE_SOURCE) + 1)).toEqual(['chain', 'snippet', 'context', 'waiver', 'run']);
    const rows = table(renderCsv(FINDINGS, assessment));
    expect(rows.find((row) => row['line'] === '41')).toMatchObject({
      kind: 'call',
      api: 'opencti',
      name: 'saveLog',
      definition: '',
      confidence: 'resolved',
      chain: '`cti` is `window.sforce.opencti`, line 3 > `api` of the class is `cti`, line 12 > `this.api` is read, line 41',
      snippet: 'return this.api.saveLog({ value: entry, callback: done });',
      context: '',
    });
    expect(rows.filter((row) => row['context'] === 'test').map((row) => row['file'])).toEqual(['adapter/test/phone.spec.ts']);
    expect(rows.find((row) => row['kind'] === 'definition-item')).toMatchObject({ chain: '', snippet: '', context: '' });
  });

  test('has a row for each field and place of the call log, and one for a write without fields', () => {
    const rows = table(renderCsv(CALL_LOG_FIELDS, assessment));
    expect(rows.map((row) => [row['object'], row['field'], row['meaning'], row['via'], row['complete'], row['context']].join())).toEqual([
      'Task,Subject,no-counterpart,saveLog,yes,',
      'Task,CallDisposition,other-meaning,saveLog,yes,',
      'Task,Call_Reason__c,carries-over,saveLog,yes,',
      'Task,Harbour_Mood__c,unknown,saveLog,yes,',
      'Task,Subject,no-counterpart,apex,no,',
      'Case,Origin,,saveLog,yes,',
      ',,,saveLog,no,',
      'Task,Subject,no-counterpart,saveLog,yes,test',
    ]);
    expect(rows[1]).toMatchObject({
      repository: 'harbour-crm',
      file: 'adapter/src/phone.ts',
      line: '34',
      column: '7',
      custom: '',
      confidence: 'exact',
      counterpart: 'CallResolution',
      basis: 'inferred',
      source: 'https://developer.salesforce.com/docs/service/api-cti/guide/plan-cti-migration.md',
    });
    expect(rows[6]).toMatchObject({ line: '1', column: '2044', confidence: '' });
  });

  test('gives nothing of Task for a field of the same name on another object', () => {
    const other = adapterAssessment();
    for (const log of other.repos.flatMap((repo) => repo.callLogs)) if (log.object === 'Task') log.object = 'Case';
    for (const row of table(renderCsv(CALL_LOG_FIELDS, other)).filter((candidate) => candidate['object'] === 'Case'))
      expect(row).toMatchObject({ counterpart: '', meaning: '', basis: '', note: '', source: '' });
  });

  test('has a row for each external system with all of its places', () => {
    const rows = table(renderCsv(EXTERNAL_SYSTEMS, assessment));
    expect(rows).toHaveLength(4);
    expect(rows[0]).toEqual({
      repository: 'harbour-crm',
      run: '',
      system: 'telephony.example.com',
      kind: 'host',
      ways: 'websocket; fetch; message-listener',
      directions: 'out; in',
      place_count: '3',
      places: 'adapter/src/phone.ts:20; adapter/src/phone.ts:64; force-app/main/default/pages/HarbourPhone.page:22',
      address: 'wss://telephony.example.com/agent',
      confidence: 'exact',
    });
  });

  test('has a row for each part of a connector that is needed', () => {
    const rows = table(renderCsv(CONNECTOR_WORK_LIST, assessment));
    expect(rows).toHaveLength(9);
    expect(rows[5]).toEqual({
      repository: 'harbour-crm',
      run: '',
      group: 'flow',
      part: 'Screen pop flow',
      standing: '',
      rules: 'lightning-screen-pop; lightning-get-layout',
      findings: '4',
      text: 'Decides what opens.',
    });
  });

  test.each(['=cmd()', '+1', '-1', '@x', 'a\r\n=1', '"quoted", and more', '</script>', '\u202Erlt', 'x'.repeat(40_000)])(
    'keeps %.20j in its cell of each table, and harmless',
    (text) => {
      const hostile = adapterAssessment();
      for (const repo of hostile.repos) {
        for (const finding of repo.findings)
          if (finding.snippet !== undefined) Object.assign(finding, { snippet: text, chain: [text, text] });
        for (const field of repo.callLogs.flatMap((log) => log.fields)) field.name = text;
        for (const system of repo.externalSystems)
          Object.assign(system, { name: text, places: system.places.map((p) => ({ ...p, address: text })) });
      }
      for (const part of hostile.catalog.connectorParts) Object.assign(part, { name: text, text });
      for (const pieces of [
        renderCsv(FINDINGS, hostile),
        renderCsv(CALL_LOG_FIELDS, hostile),
        renderCsv(EXTERNAL_SYSTEMS, hostile),
        renderCsv(CONNECTOR_WORK_LIST, hostile),
      ]) {
        const rows = table(pieces);
        expect(rows.length).toBeGreaterThan(3);
        for (const cell of rows.flatMap((row) => Object.values(row))) {
          expect(cell).not.toMatch(/(^|\n)[\s\u00a0]*[=+\-@＝]/);
          expect(cell.length).toBeLessThanOrEqual(32_767);
        }
      }
    },
  );

  test('leaves empty tables with their header where an older result knows nothing of it', () => {
    for (const pieces of [CALL_LOG_FIELDS, EXTERNAL_SYSTEMS, CONNECTOR_WORK_LIST].map((one) => renderCsv(one, sampleAssessment())))
      expect(parseStrictly([...pieces].join(''))).toHaveLength(1);
  });
});

describe('what the org around the adapter adds', () => {
  const assessment = orgAssessment();

  test('has one row for each consumer of call Tasks, its fields and signs joined', () => {
    const rows = table(renderCsv(TASK_CONSUMERS, assessment));
    expect(rows).toHaveLength(12);
    expect(rows[0]).toEqual({
      run: '',
      type: 'Report',
      name: 'Service_Desk/Daily_Calls',
      label: 'Daily calls',
      folder: 'Service_Desk',
      owner: 'group Desk_Leads',
      file: 'force-app/main/default/reports/Service_Desk/Daily_Calls.report-meta.xml',
      line: '1',
      fields: 'CallDisposition; CallType; Call_Reason__c',
      uses: 'column: CallDisposition; grouping: CallType; filter: Call_Reason__c',
      written_by_adapter: 'CallDisposition; Call_Reason__c',
      strength: 'certain',
      signs: 'Shows the column CALLDISPOSITION; Groups by the column CALLTYPE; Filters by Call_Reason__c, which the adapter writes',
      active: '',
      action: 'rebuild-on-voicecall',
      rule: 'report-call-column',
      via: '',
      namespace: '',
      repository: 'harbour-crm',
      given_by_client: '40 runs a month',
      fingerprints: rows[0]?.['fingerprints'],
    });
    const known = new Set(assessment.repos.flatMap((repo) => repo.findings.map((finding) => finding.fingerprint)));
    for (const row of rows) {
      const fingerprints = (row['fingerprints'] ?? '').split('; ');
      expect(fingerprints.length).toBeGreaterThan(0);
      expect(fingerprints.filter((fingerprint) => !known.has(fingerprint))).toEqual([]);
    }
    expect(rows.find((row) => row['name'] === 'Missed_Call_Follow_Up')).toMatchObject({ active: 'no', folder: '' });
    expect(rows.find((row) => row['type'] === 'Dashboard')).toMatchObject({ via: 'Service_Desk/Daily_Calls', fields: '' });
  });

  test('leaves the action open where no rule speaks of a consumer', () => {
    const one = orgAssessment();
    for (const repo of one.repos) repo.findings = repo.findings.filter((finding) => finding.kind !== 'consumer');
    const rows = table(renderCsv(TASK_CONSUMERS, one));
    expect(rows).toHaveLength(12);
    expect(new Set(rows.map((row) => [row['action'], row['rule'], row['fingerprints']].join()))).toEqual(new Set([',,']));
  });

  test('has a row for each app, place and audience', () => {
    const rows = table(renderCsv(WHO_AND_WHERE, assessment));
    expect(rows.map((row) => row['what'])).toEqual([...Array(6).fill('app'), ...Array(3).fill('host'), ...Array(15).fill('audience')]);
    expect(rows[1]).toMatchObject({
      name: 'Business_Desk',
      kind: 'lightning-console',
      cloud: 'service',
      utility_bar: 'Business_Desk_UtilityBar',
      utility_bar_found: 'yes',
      open_cti: 'yes',
      omni_channel: 'yes',
      conflict: 'yes',
      opens_apps: '',
    });
    expect(rows[3]).toMatchObject({ name: 'Harbour_Vendor', utility_bar_found: 'no', open_cti: '', omni_channel: '', conflict: '' });
    expect(rows[5]).toMatchObject({ kind: 'classic-console', allow_list: '*.harbour.example; telephony.example.com' });
    expect(rows.find((row) => row['name'] === 'Desk Agent')).toMatchObject({
      kind: '',
      opens_apps: 'Service_Desk',
      default_apps: 'Service_Desk',
      opens_pages: 'HarbourPhone',
      licence: 'Salesforce',
    });
    expect(rows.find((row) => row['name'] === 'Desk_Team')).toMatchObject({ bundles: 'Phone_User', mutes: 'No_Apex' });
  });

  test('has a row for each foundation, with the targets that need it', () => {
    const rows = table(renderCsv(FOUNDATIONS, assessment));
    expect(rows.map((row) => [row['foundation'], row['state'], row['targets']?.split('; ').length])).toEqual([
      ['omni-channel', 'stands', 5],
      ['voice-on', 'none', 5],
      ['phone-channel', 'none', 5],
      ['vendor-file', 'not-seen', 2],
    ]);
    expect(rows[0]?.['places']).toMatch(/^force-app\/main\/default\/settings\/OmniChannel\.settings-meta\.xml:3; /);
  });

  test('has a row for each metadata type, with the lines that bring what is missing', () => {
    const rows = table(renderCsv(RETRIEVAL, assessment));
    expect(rows).toHaveLength(8);
    expect(rows.find((row) => row['type'] === 'Workflow')).toMatchObject({
      state: 'not-retrieved',
      components: '0',
      package_xml: '<types><members>*</members><name>Workflow</name></types>',
    });
    expect(rows.find((row) => row['type'] === 'Layout')).toMatchObject({
      state: 'all',
      components: '140',
      unread_files: '1',
      package_xml: '',
    });
    // A gap of a type of which the result says nothing else.
    const one = orgAssessment();
    one.repos[0]?.gaps.push({ type: 'Queue', evidence: 'reports', manifest: '<types/>' });
    expect(table(renderCsv(RETRIEVAL, one)).at(-1)).toMatchObject({ type: 'Queue', state: 'not-retrieved', components: '0' });
  });

  test.each(['=cmd()', '+1', '-1', '@x', 'a\r\n=1', '"quoted", and more', '</script>', '\u202Erlt', 'x'.repeat(40_000)])(
    'keeps %.20j in its cell of each table, and harmless',
    (hostile) => {
      const one = orgAssessment();
      const [repo] = one.repos;
      for (const consumer of repo?.org?.consumers ?? [])
        Object.assign(consumer, { name: hostile, label: hostile, folder: hostile, owner: hostile, via: [hostile] });
      for (const part of [...(repo?.org?.apps ?? []), ...(repo?.org?.hosts ?? []), ...(repo?.org?.audiences ?? [])])
        Object.assign(part, { name: hostile, label: hostile });
      for (const app of repo?.org?.apps ?? []) app.allowList = [hostile];
      for (const route of repo?.routes ?? [])
        for (const e of route.foundations.flatMap((f) => f.evidence)) Object.assign(e, { text: hostile });
      for (const type of repo?.org?.types ?? []) type.limit = hostile;
      for (const pieces of [TASK_CONSUMERS, WHO_AND_WHERE, FOUNDATIONS, RETRIEVAL].map((make) => renderCsv(make, one))) {
        const rows = table(pieces);
        expect(rows.length).toBeGreaterThan(3);
        for (const cell of rows.flatMap((row) => Object.values(row))) {
          expect(cell).not.toMatch(/(^|\n)[\s\u00a0]*[=+\-@＝]/);
          expect(cell.length).toBeLessThanOrEqual(32_767);
        }
      }
    },
  );

  test('leaves empty tables with their header where nothing of an org was read', () => {
    for (const make of [TASK_CONSUMERS, WHO_AND_WHERE, FOUNDATIONS, RETRIEVAL])
      expect(parseStrictly([...renderCsv(make, sampleAssessment())].join(''))).toHaveLength(1);
  });
});
