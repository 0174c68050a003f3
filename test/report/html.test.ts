import { createHash } from 'node:crypto';
import { runInThisContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import Handlebars from 'handlebars';
import { HtmlValidate } from 'html-validate';
import { TARGETS, type TargetId } from '../../src/catalog/terms.ts';
import { assessmentSchema, type Assessment, type RepositoryRecord } from '../../src/model/assessment.ts';
import { renderHtml } from '../../src/report/html.ts';
import { linkTemplates } from '../../src/report/link.ts';
import { COMPILE_OPTIONS, partialsIn } from '../../src/report/templates.ts';
import { buildView } from '../../src/report/view/index.ts';
import { readTemplate, reportAssets, templateNames } from '../support/report-assets.ts';
import { adapterAssessment, orgAssessment, sampleAssessment } from '../support/sample-assessment.ts';

const assets = reportAssets();
const render = (assessment: Assessment): string => renderHtml(assessment, assets);

const firstRepo = (of: Assessment): RepositoryRecord => of.repos[0] as RepositoryRecord;

/** The page as a person reads it. */
function text(html: string): string {
  return html
    .replace(/<(style|script)\b[^>]*>[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#x27;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
}

function sentence(assessment: Assessment): string {
  const { verdict } = buildView(assessment).summary;
  return verdict.lead + verdict.rest;
}

/** Takes all of Open CTI out of the sample. */
function withoutOpenCti(assessment: Assessment): Assessment {
  for (const repo of assessment.repos) {
    repo.definitions = repo.definitions.filter((d) => d.standing === 'voice');
    repo.findings = [];
  }
  assessment.totals.findings = 0;
  assessment.totals.definitions.openCti = 0;
  assessment.totals.definitions.ctiToolkit = 0;
  for (const route of [...assessment.totals.routes, ...assessment.repos.flatMap((r) => r.routes)]) {
    route.readiness = { score: 100, floor: 100, reason: 'Nothing of Open CTI was found.' };
    route.hours = null;
    route.workItems = [];
    route.gates = [];
    for (const c of route.capabilities) Object.assign(c, { state: 'not-used', verdict: null, findings: 0, counts: {}, share: 1 });
  }
  return assessment;
}

/** What every page has to hold to. */
const MADE: [string, Assessment][] = [
  ['definitions', sampleAssessment()],
  ['definitions, a target', sampleAssessment('amazon-connect')],
  ['an adapter', adapterAssessment()],
  ['an adapter, a target', adapterAssessment('partner-telephony-own')],
  ['an org', orgAssessment()],
  ['an org alone, a target', orgAssessment('partner-telephony-own', true)],
];

describe('the page', () => {
  const html = render(sampleAssessment());

  test('lets in its own style and script and nothing else', () => {
    const policy =
      /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.replaceAll('&#x27;', "'").replaceAll('&#x3D;', '=') ?? '';
    const hash = (tag: string): string => {
      const all = [...html.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))];
      expect(all).toHaveLength(1);
      return createHash('sha256')
        .update(all[0]?.[1] ?? '')
        .digest('base64');
    };
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`style-src 'sha256-${hash('style')}'`);
    expect(policy).toContain(`script-src 'sha256-${hash('script')}'`);
  });

  test('has no inline style, no inline handler and nothing to fetch', () => {
    const markup = html.replace(/<(style|script)\b[^>]*>[\s\S]*?<\/\1>/g, '');
    expect(markup).not.toMatch(/\sstyle=/);
    expect(markup).not.toMatch(/\son[a-z]+=/);
    expect(markup).not.toMatch(/\ssrc=/);
    expect(markup.match(/<link[^>]*>/g)).toEqual(['<link rel="icon" href="data:,">']);
    expect(assets.css).not.toMatch(/url\(|@import/);
  });

  test.each([null, 'partner-telephony-own', 'native'] as (TargetId | null)[])('is valid HTML, target %s', async (target) => {
    const validator = new HtmlValidate({ root: true, extends: ['html-validate:recommended'], elements: ['html5'] });
    const report = await validator.validateString(render(sampleAssessment(target)));
    expect(report.results.flatMap((r) => r.messages.map((m) => `${m.ruleId} ${m.line}:${m.column} ${m.message}`))).toEqual([]);
  });

  test.each([null, 'partner-telephony-own', 'native'] as (TargetId | null)[])(
    'is valid HTML with an adapter, target %s',
    async (target) => {
      const validator = new HtmlValidate({ root: true, extends: ['html-validate:recommended'], elements: ['html5'] });
      const report = await validator.validateString(render(adapterAssessment(target)));
      expect(report.results.flatMap((r) => r.messages.map((m) => `${m.ruleId} ${m.line}:${m.column} ${m.message}`))).toEqual([]);
    },
  );

  test.each([
    [null, false],
    ['partner-telephony-own', true],
    ['native', true],
  ] as [TargetId | null, boolean][])('is valid HTML with an org, target %s, alone %s', async (target, alone) => {
    const validator = new HtmlValidate({ root: true, extends: ['html-validate:recommended'], elements: ['html5'] });
    const report = await validator.validateString(render(orgAssessment(target, alone)));
    expect(report.results.flatMap((r) => r.messages.map((m) => `${m.ruleId} ${m.line}:${m.column} ${m.message}`))).toEqual([]);
  });

  test.each(MADE)('leads every link to something: %s', (_, assessment) => {
    const page = render(assessment);
    const ids = new Set([...page.matchAll(/\sid="([^"]*)"/g)].map((m) => m[1]));
    const aims = [...page.matchAll(/href="#([^"]*)"/g)].map((m) => m[1]);
    expect(aims.length).toBeGreaterThan(50);
    expect(aims.filter((aim) => !ids.has(aim))).toEqual([]);
  });

  test('is the same from precompiled templates', () => {
    const specs = Object.fromEntries(
      templateNames().map((name) => {
        const source = Handlebars.precompile(readTemplate(name), COMPILE_OPTIONS) as string;
        return [name.replace(/^partials\//, '').replace(/\.hbs$/, ''), runInThisContext(`(${source})`) as unknown];
      }),
    );
    const template = linkTemplates(Handlebars.create() as never, specs);
    expect(renderHtml(sampleAssessment(), { ...assets, template })).toBe(html);
    expect(renderHtml(adapterAssessment(), { ...assets, template })).toBe(render(adapterAssessment()));
    expect(renderHtml(orgAssessment(null, true), { ...assets, template })).toBe(render(orgAssessment(null, true)));
  });

  test('names its repositories only where there are several', () => {
    const one = sampleAssessment();
    one.repos = one.repos.slice(0, 1);
    expect(buildView(one).repositories).toBeNull();
    expect(render(one)).not.toContain('class="repo"');
    // With several, the totals take them to belong to one org; that is said, and only then.
    expect(render(sampleAssessment())).toContain('taken to belong to one org');
    expect(render(one)).not.toContain('taken to belong to one org');
    expect(html).toContain('class="repo"');
  });
});

describe('the templates', () => {
  test('leave text unescaped in the slots of style and script only', () => {
    const raw = templateNames().flatMap((name) =>
      (readTemplate(name).match(/\{\{~?\{[^}]*\}|\{\{~?&[^}]*\}/g) ?? []).map((slot) => `${name} ${slot}`),
    );
    expect(raw).toEqual(['report.hbs {{{css}', 'report.hbs {{{data}', 'report.hbs {{{js}']);
  });

  test('are all used', () => {
    const used = new Set(templateNames().flatMap((name) => partialsIn(readTemplate(name))));
    expect(templateNames().filter((name) => name !== 'report.hbs' && !used.has(name.slice('partials/'.length, -'.hbs'.length)))).toEqual(
      [],
    );
  });
});

describe('the verdict', () => {
  test('names the gate that is not passed before anything else', () => {
    expect(sentence(sampleAssessment())).toMatch(
      /^Not ready: the gate “Everybody works in Lightning Experience” is not passed, and 2 of 4 gates are still open\./,
    );
  });

  test('counts a gate once whose outcome differs by target', () => {
    const assessment = sampleAssessment();
    const open = assessment.totals.routes.flatMap(({ gates }) => gates.filter(({ outcome }) => outcome === 'unknown'));
    Object.assign(open[0] ?? {}, { text: 'Another reason.' });
    expect(sentence(assessment)).toMatch(/ and 2 of 4 gates are still open\./);
    expect(text(render(assessment))).toContain('Gates: 1 of 4 not passed, 2 still open');
  });

  test('never says ready while no Voice foundation was seen', () => {
    const assessment = sampleAssessment('partner-telephony-packaged');
    for (const route of assessment.totals.routes) {
      for (const gate of route.gates) Object.assign(gate, { outcome: 'pass', question: null, evidence: [] });
      for (const c of route.capabilities)
        Object.assign(c, { state: 'used', verdict: 'reconfigure', counts: { reconfigure: 1 }, findings: 1, share: 1 });
    }
    expect(sentence(assessment)).toMatch(/^Ready to move/);
    assessment.totals.definitions.voice = 0;
    expect(sentence(assessment)).not.toMatch(/ready/i);
  });

  test('says that there is nothing to migrate', () => {
    const view = buildView(withoutOpenCti(sampleAssessment()));
    expect(view.summary.verdict.lead).toBe('Nothing to migrate');
    expect(view.summary.decide).toBeNull();
    expect(view.summary.notices.map((n) => n.text)).toContain('1 definition already serves Salesforce Voice.');
    expect(() => render(withoutOpenCti(sampleAssessment('native')))).not.toThrow();
  });

  test('gives no number where nothing could be read, and says why', () => {
    const assessment = sampleAssessment();
    for (const route of assessment.totals.routes) route.readiness = { score: null, floor: null, reason: 'No file could be read.' };
    expect(sentence(assessment)).toBe('No verdict. No file could be read.');
    expect(text(render(assessment))).toContain('No verdict. No file could be read.');
    expect(buildView(assessment).summary.numbers[1]).toMatchObject({ value: '–', unit: 'no score', meaning: 'No file could be read.' });
  });

  test('says what a repository that failed means', () => {
    const assessment = sampleAssessment();
    Object.assign(assessment.repos[1] ?? {}, { status: 'failed', definitions: [], findings: [] });
    expect(buildView(assessment).summary.notices[0]?.text).toBe(
      '1 repository could not be read (branch-telephony); nothing here speaks of it.',
    );
  });
});

describe('the numbers', () => {
  test.each([
    [463, '463', 'days'],
    [1, '1', 'day'],
    [0, '0', 'days'],
    [-12, '12', 'days past'],
  ])('count %i days', (daysLeft, value, unit) => {
    const assessment = sampleAssessment();
    assessment.retirement.daysLeft = daysLeft;
    expect(buildView(assessment).summary.numbers[0]).toMatchObject({ value, unit });
  });

  test('hold no single total before a target is chosen', () => {
    const view = buildView(sampleAssessment());
    expect(view.summary.hoursTile).toBeNull();
    expect(view.summary.costs?.rows.map((r) => r.envelope ?? r.noHours)).toEqual([
      '549–3,398',
      '229–1,738',
      '229–1,738',
      '229–1,738',
      'no hours',
    ]);
    expect(view.summary.costs?.note).toMatch(/No total is given before a target is chosen\.$/);
    expect(view.work.routes).toEqual([]);
    expect(view.work.otherRoutes).toHaveLength(5);
  });

  test('lead with the target that was chosen', () => {
    const view = buildView(sampleAssessment('amazon-connect'));
    expect(view.summary.hoursTile).toMatchObject({ value: '423', unit: 'hours likely', meaning: '229 to 1,738 at the outside' });
    expect(view.targets.columns[0]).toMatchObject({ name: 'Amazon Connect', chosen: true });
    expect(view.work.routes.map((r) => r.name)).toEqual(['Salesforce Voice with Amazon Connect']);
    expect(view.findings.columns).toEqual(['Amazon Connect']);
  });

  test('set the least that moves beside the most', () => {
    expect(buildView(sampleAssessment('partner-telephony-own')).summary.numbers[1]).toMatchObject({
      value: '14 to 57',
      unit: 'of 100',
      meaning: expect.stringMatching(/move without redesign, depending on what this scan could not see$/),
      note: 'at most 57 if all of that moves, at least 14 if all of it must be redesigned',
    });
    const view = buildView(sampleAssessment());
    expect(view.summary.numbers[1]?.note).toMatch(/^by target: at most \d+–\d+ if all of that moves, at least \d+–\d+ if/);
    expect(view.score.title).toMatch(/^Score: \d+ to \d+ of 100 .* depending on the target and on what was not seen$/);
    expect(view.targets.columns[0]).toMatchObject({ score: '14 to 57 of 100', scoreNote: 'depending on what was not seen' });
    expect(text(render(sampleAssessment()))).toMatch(/\d to \d+ of 100 share of phone capabilities that move without redesign, depending/);
  });

  test('give one figure where nothing was left unseen', () => {
    const assessment = sampleAssessment('partner-telephony-own');
    for (const route of assessment.totals.routes) route.readiness.floor = route.readiness.score;
    const view = buildView(assessment);
    expect(view.summary.numbers[1]).toMatchObject({ value: '57', note: null });
    expect(view.score.title).toBe('Score: 57 of 100 moves without redesign');
    expect(view.targets.columns[0]).toMatchObject({ score: '57 of 100', scoreNote: null });
  });

  test('round hours, but not where they are added up', () => {
    const view = buildView(sampleAssessment('partner-telephony-own'));
    const { hours, ...targets } = view.targets;
    expect(JSON.stringify([view.summary, targets.columns, hours.rows, view.repositories])).not.toMatch(/\d\.5\b/);
    const [route] = view.work.routes;
    expect(route?.sum?.low).toBe('548.5');
    expect(route?.sumNote).toMatch(/hours are rounded to whole hours, the sum to 549 low, [\d,]+ likely and 3,398 high\.$/);
    expect(buildView(sampleAssessment()).work.matrix?.note).toContain('rounded to whole hours');
  });

  test.each([...TARGETS])('of the work items follow from their rows: %s', (target) => {
    const route = buildView(sampleAssessment(target)).work.routes[0];
    const number = (shown: string): number => Number(shown.replaceAll(',', ''));
    for (const edge of ['low', 'likely', 'high'] as const) {
      const rows = route?.rows.filter((r) => r.hours !== null) ?? [];
      if (!route?.sum) {
        expect(rows).toEqual([]);
        continue;
      }
      expect(rows.reduce((n, r) => n + number(r.hours?.[edge] ?? ''), 0)).toBeCloseTo(number(route.sum[edge]), 9);
      for (const row of rows.filter((r) => r.base !== null)) {
        expect(number(row.base?.[edge] ?? '') + row.extras.reduce((n, e) => n + number(e.hours[edge]), 0)).toBeCloseTo(
          number(row.hours?.[edge] ?? ''),
          9,
        );
      }
    }
  });

  test('of native telephony are absent and said to be', () => {
    const page = text(render(sampleAssessment('native')));
    expect(page).toContain('Native telephony is too new for hours that anyone could stand by.');
    expect(page).not.toMatch(/hours likely/);
  });

  test('show the working only where it gives the score', () => {
    const assessment = sampleAssessment('partner-telephony-own');
    expect(buildView(assessment).score.arithmetic).toBe(
      'Weight times share, added up: 12.00 of 21, which is 57 of 100. If all that was not read had to be redesigned, it would be 14.',
    );
    const route = assessment.totals.routes.find((r) => r.target === 'partner-telephony-own');
    if (route) route.readiness.score = 90;
    expect(buildView(assessment).score.arithmetic).not.toContain('added up');
    expect(buildView(assessment).score.sums).toBeNull();
  });
});

describe('the detail', () => {
  const page = render(sampleAssessment());
  const words = text(page);

  test('prints the advice of a rule once, with its places below it', () => {
    expect(words.split('Omni-Channel draws the phone and its panel.')).toHaveLength(2);
    const group = buildView(sampleAssessment())
      .findings.groups.flatMap((g) => g.rules)
      .find((r) => r.id === 'def-panel-size');
    expect(group?.rows.map((row) => row.label)).toEqual([
      'reqSoftphoneHeight',
      'reqSoftphoneWidth',
      'reqSoftphoneHeight',
      'reqSoftphoneWidth',
    ]);
  });

  test('says once what every target has to mind', () => {
    const assessment = sampleAssessment('native');
    const rule = assessment.catalog.rules.find((candidate) => candidate.id === 'def-long-distance');
    if (rule?.type !== 'mapping') throw new Error('The sample lost its rule.');
    rule.verdicts.forEach((verdict, index) => (verdict.caveats = ['Clean the numbers first.', ...(index === 0 ? ['Test it.'] : [])]));
    const shown = text(render(assessment));
    expect(shown.split('Clean the numbers first.')).toHaveLength(2);
    expect(shown).toContain('All five targets Mind Clean the numbers first.');
    expect(shown).toContain('Mind Test it.');
  });

  test('says item, value, verdict, equivalent, what to do, basis, source, day and place', () => {
    const start = words.indexOf('The long-distance prefix 1 place');
    const rule = words.slice(start, words.indexOf('Agree on a plan for failure', start));
    for (const part of [
      'Reconfigure',
      'Connector you build · Vendor’s package · Partner telephony from Amazon Connect',
      'Same name, other meaning',
      'Do not copy the value.',
      'Documented. Partner Telephony Developer Guide: Set up the Salesforce org , read 22 November 2026',
      'reqLongDistPrefix',
      'harbour-crm force-app/main/default/callCenters/HarbourDesk.callCenter:15:5',
      'No equivalent Amazon Connect',
      'None found.',
    ]) {
      expect(rule).toContain(part);
    }
  });

  test('says the day once where all sources of a verdict were read on it', () => {
    expect(words).toMatch(/Set up the Salesforce org · [^.]*ConversationVendorInfo \. All read 22 November 2026\./);
    const assessment = sampleAssessment();
    const rule = assessment.catalog.rules.find((candidate) => candidate.id === 'def-custom-item');
    if (rule?.type !== 'mapping') throw new Error('The sample lost its rule.');
    for (const verdict of rule.verdicts) Object.assign(verdict.sources[0] ?? {}, { read: '2026-01-02' });
    expect(text(render(assessment))).toMatch(
      /Set up the Salesforce org , read 2 January 2026 · [^.]*ConversationVendorInfo , read 22 November/,
    );
  });

  test('writes every address out once in the list of sources', () => {
    expect(words).toContain('https://developer.salesforce.com/docs/service/api-cti/guide/plan-cti-migration.md');
    expect(words).toContain('Get started with the Quick Start package, read 22 November 2026. The address was not recorded.');
  });

  test('shows a masked, an empty and a long value as what they are', () => {
    expect(words).toMatch(/apiToken in HarbourSettings masked/);
    expect(words).toMatch(/recordingNotice in HarbourSettings empty/);
    expect(words).not.toContain('[masked]');
    expect(words).toContain('the first 200 of 210 characters');
  });

  test('says empty of what has a value, and nothing of what has none', () => {
    const assessment = sampleAssessment();
    const repo = assessment.repos[0] as Assessment['repos'][number];
    const definition = repo.definitions.find((d) => d.sections.some((section) => section.items.length > 0));
    const section = definition?.sections.find((candidate) => candidate.items.length > 0);
    const item = section?.items[0];
    const check = repo.findings.find((f) => f.type === 'check');
    if (!definition || !section || !item || !check) throw new Error('The sample holds no item, or no check.');
    const { line, column } = item;
    const { file } = definition;
    repo.findings.push(
      { ...check, file, line, column, value: '', message: 'The item has no value.' },
      { ...check, file, line: section.line, column: section.column, value: '', message: 'The section stands twice.' },
    );
    const rows = buildView(assessment)
      .checks.groups.flatMap((g) => g.rules)
      .flatMap((r) => r.places)
      .flatMap((p) => p.rows);
    expect(rows.find((r) => r.message === 'The item has no value.')?.value).toMatchObject({ word: 'empty' });
    expect(rows.find((r) => r.message === 'The section stands twice.')?.value).toBeNull();
    expect(text(render(assessment))).toMatch(/The section stands twice\.( in \w+)? – no value of its own /);
  });

  test('names five places of a gate and leaves the rest to the findings', () => {
    const assessment = sampleAssessment();
    const gates = assessment.totals.routes.flatMap((r) => r.gates).filter((g) => g.outcome === 'fail');
    for (const gate of gates) gate.evidence = Array.from({ length: 1203 }, () => gate.evidence[0] as (typeof gate.evidence)[number]);
    const [row] = buildView(assessment).gates.rows;
    expect(row?.evidence).toHaveLength(5);
    expect(row?.moreEvidence).toBe('and 1,198 more, under Findings');
    expect(render(assessment)).toContain('<a href="#findings">and 1,198 more, under Findings</a>');
    expect(buildView(sampleAssessment()).gates.rows[0]?.moreEvidence).toBeNull();
  });

  test.each(MADE)('numbers its sources in the order of the page: %s', (_, assessment) => {
    const numbers = [...render(assessment).matchAll(/Source \[(\d+)\]|data-n="(\d+)"/g)].map((m) => Number(m[1] ?? m[2]));
    const firsts = [...new Set(numbers)];
    expect(firsts).toEqual(firsts.map((_, i) => i + 1));
  });

  test('says what the sources are, and which page is to be held against the catalog', () => {
    expect(words).toContain(
      'What the sources are Stored copies of public pages were read, on the dates given. A live page may have changed since.',
    );
    expect(words).toContain('Its rows could not be read, so no verdict here quotes them.');
    expect(page).toContain(
      'href="https://developer.salesforce.com/docs/service/api-cti/guide/compare-opencti-voice.html#compare-open-cti-capabilities-with-salesforce-voice-replacements"',
    );
  });

  test('keeps Voice and CTI Toolkit definitions apart', () => {
    const view = buildView(sampleAssessment());
    expect(view.voice.voice.map((d) => d.internalName)).toEqual(['HarbourVoicePilot']);
    expect(view.voice.toolkit.map((d) => d.internalName)).toEqual(['DesktopDialler']);
  });

  test('marks what the user brought, and what the catalog does not hold', () => {
    expect(words).toContain('your own rule');
    expect(words).toContain('1 fact met no rule. It is a hole in the catalog; nothing is said about it above.');
  });

  test('states what no figure holds', () => {
    for (const excluded of [
      'licences',
      'services of carriers and vendors',
      'the move to Lightning Experience',
      'delivery of training',
      'change management',
    ]) {
      expect(words).toContain(excluded);
    }
  });

  test('asks each question with who can answer it and what it changes', () => {
    expect(words).toContain('Which reports, flows and key figures read call Tasks? Service operations The size of the call log work item');
  });

  test('survives a result with nothing in it', () => {
    const assessment = sampleAssessment();
    assessment.repos = [];
    assessment.totals = { repositories: 0, definitions: { openCti: 0, voice: 0, ctiToolkit: 0 }, findings: 0, problems: 0, routes: [] };
    assessment.catalog.rules = [];
    expect(() => render(assessment)).not.toThrow();
  });
});

describe('adapter source', () => {
  const assessment = adapterAssessment();
  const view = buildView(assessment);
  const page = render(assessment);
  const words = text(page);
  const rule = (id: string) =>
    [...view.findings.groups.flatMap((g) => g.rules), ...(view.findings.indications?.rules ?? [])].find((r) => r.id === id);

  test('is counted in the sentence of the first page, tests and what is only named left out', () => {
    expect(sentence(assessment)).toMatch(/ The adapter’s source holds 7 calls of Open CTI in 3 files\.$/);
    const one = adapterAssessment();
    const repo = firstRepo(one);
    const call = repo.findings.find((f) => f.name === 'screenPop' && f.kind === 'call');
    repo.findings = call ? [call, { ...call, ruleId: 'lightning-dynamic' }] : [];
    expect(sentence(one)).toMatch(/ holds 1 call of Open CTI in 1 file\.$/);
    expect(sentence(sampleAssessment())).not.toContain('calls of Open CTI');
  });

  test('never lets a page say that there is nothing to migrate while it calls Open CTI', () => {
    const one = adapterAssessment();
    one.totals.definitions = { openCti: 0, voice: 0, ctiToolkit: 0 };
    for (const route of one.totals.routes) route.readiness = { score: 100, floor: 100, reason: 'All of it goes away.' };
    expect(sentence(one)).not.toContain('Nothing to migrate');
    firstRepo(one).findings = firstRepo(one).findings.filter((f) => f.context === 'test');
    expect(sentence(one)).toContain('no definition file for Open CTI and no use of it in source is among the 251 files looked at.');
  });

  test('stands in one table of members, the hardest first, with times, files, verdicts and basis', () => {
    const [members, others] = view.calls?.tables ?? [];
    expect(members?.rows.map((r) => [r.member.join(''), r.note, r.places, r.files])).toEqual([
      ['sforce.opencti.getSoftphoneLayout', null, '1', '1'],
      ['sforce.opencti.saveLog', null, '2', '2'],
      ['sforce.opencti.screenPop', '1 named, not called', '2', '2'],
      ['sforce.opencti.SCREENPOP_TYPE.SOBJECT', null, '1', '1'],
      ['sforce.opencti.runApex', null, '1', '1'],
      ['sforce.opencti.…', 'a member set at run time', '1', '1'],
      ['sforce.opencti', 'the API itself, tested for or handed on', '1', '1'],
      ['sforce.opencti.enableClickToDial', null, '1', '1'],
    ]);
    expect(members?.rows[2]?.cells.map((c) => `${c.mark?.word}, ${c.basis}`)).toEqual([
      ...Array.from({ length: 4 }, () => 'Redesign, Inferred'),
      'Unknown, Unconfirmed',
    ]);
    expect(others?.rows.map((r) => [r.member.join(''), r.note, r.places])).toEqual([
      ['opencti_min.js', 'version 57.0; elsewhere not told', '2'],
      ['support:clickToDial', null, '1'],
    ]);
    expect(buildView(adapterAssessment('native')).calls?.tables[0]?.rows[0]?.cells).toHaveLength(1);
  });

  test('is not listed a second time at a glance', () => {
    const titles = view.findings.glance.map((g) => g.title);
    expect(titles).not.toContain('saveLog: writes the call log as a Task');
    expect(titles).toContain('Items that only this company knows');
    expect(view.findings.glance.find((g) => g.indication)?.title).toBe('Seems to keep a presence or ready status of its own');
  });

  test('shows file, line, snippet, how sure it is and how it was found', () => {
    const found = rule('lightning-save-log');
    expect(found?.member).toBe('sforce.opencti.saveLog');
    expect(found?.rows.map((row) => row.at)).toEqual([
      'adapter/src/phone.ts:41:14',
      expect.stringContaining('force-app/main/default/staticresources/harbourPhone.resource!/phone.min.js:'),
      expect.stringContaining('adapter/test/phone.spec.ts:'),
    ]);
    expect(found?.rows[0]).toMatchObject({
      snippet: { before: 'return this.api.', hit: 'saveLog', after: '({ value: entry, callback: done });' },
      sure: 'Resolved',
      test: null,
    });
    expect(words).toContain('How it was found: cti is window.sforce.opencti , line 3; api of the class is cti , line 12');
    for (const meaning of ['stands there in full', 'partly made at run time', 'from text that could not be parsed, or a pattern'])
      expect(words).toContain(meaning);
  });

  test('marks what stands in a test, and counts it nowhere', () => {
    const saveLog = rule('lightning-save-log');
    expect(saveLog?.count).toBe('2 places, and 1 more in tests');
    expect(saveLog?.rows.at(-1)?.test).toBe('in a test: shown, counted nowhere');
    expect(view.findings.title).toBe('49 findings, explained by 26 rules, and 1 in tests');
    const one = adapterAssessment();
    for (const f of firstRepo(one).findings) if (f.ruleId === 'lightning-get-layout') f.context = 'test';
    const lists = buildView(one).summary.lists;
    expect(JSON.stringify(view.summary.lists)).toContain('getSoftphoneLayout');
    expect(JSON.stringify(lists)).not.toContain('getSoftphoneLayout');
    expect(
      buildView(one)
        .findings.groups.flatMap((g) => g.rules)
        .find((r) => r.id === 'lightning-get-layout')?.count,
    ).toBe('1 place, in a test only');
  });

  test('sets indications apart and says that they are no proof', () => {
    expect(view.findings.indications?.rules.map((r) => r.id)).toEqual(['behaviour-presence']);
    expect(view.findings.groups.flatMap((g) => g.rules).map((r) => r.id)).not.toContain('behaviour-presence');
    expect(words).toContain('They are no proof that the adapter does it.');
    expect(buildView(sampleAssessment()).findings.indications).toBeNull();
  });

  test('leads from a work item to the indications where nothing else asks for it', () => {
    const one = adapterAssessment('partner-telephony-own');
    for (const repo of one.repos) repo.findings = repo.findings.filter((f) => f.kind === 'trace' || f.workItem !== 'voice-extension');
    expect(buildView(one).work.routes[0]?.rows.find((r) => r.title === 'Own panel to Voice Extension')?.anchor).toBe('#indications');
  });

  test('stands in the checks with its message, beside those of definitions', () => {
    const check = view.checks.groups.flatMap((g) => g.rules).find((r) => r.id === 'check-unknown-member');
    expect(check?.places).toEqual([]);
    expect(check?.source?.files[0]?.rows[0]).toMatchObject({
      at: '25:16',
      message: expect.stringContaining('sforce.opencti.savelog is not'),
    });
  });

  test('says field by field what becomes of the call log, and that an unknown one is unknown', () => {
    const [task, other, unnamed] = view.callLog?.objects ?? [];
    expect([task?.name, other?.name, unnamed?.name]).toEqual(['Task', 'Case', 'Object not named in the source']);
    expect(task?.rows.map((r) => [r.name, r.becomes?.counterpart, r.becomes?.mark.word, r.becomes?.basis, r.places])).toEqual([
      ['Subject', null, 'No counterpart', 'None found', '2 places, 1 in a test'],
      ['CallDisposition', 'CallResolution', 'Other meaning', 'Inferred', '1 place'],
      ['Call_Reason__c', 'a custom field of VoiceCall', 'Carries over', 'Unconfirmed', '1 place'],
      ['Harbour_Mood__c', null, 'Unknown', 'None found', '1 place'],
    ]);
    expect(task?.summary).toBe('Written at 2 places: 1 by saveLog and 1 by Apex; 1 in a test, counted nowhere.');
    expect(task?.open).toBe('1 of 2 places may write fields that could not be seen, because the value is made at run time.');
    expect(other?.rows[0]?.becomes).toBeNull();
    expect(unnamed?.rows).toEqual([]);
    expect(words).toContain('that no saveLog is found proves nothing');
  });

  test('never takes a missing call log for none', () => {
    const one = adapterAssessment();
    for (const repo of one.repos) repo.callLogs = [];
    const callLog = buildView(one).callLog;
    expect(callLog?.nothing).toBe('No write of a call log was found in the source that was read.');
    expect(callLog?.proves).toContain('proves nothing');
  });

  test('tells systems that it meets from those that are only configured or allowed', () => {
    expect(view.systems?.title).toBe('External systems: 2 met in source, 1 configured only and 1 allowed only');
    expect(view.systems?.rows.map((r) => [r.name, r.standing, r.ways.map((w) => `${w.direction} ${w.ways}`).join('; ')])).toEqual([
      ['telephony.example.com', null, 'Out WebSocket, fetch; In messages heard'],
      ['settings.lookUpUrl + number', null, 'Out XMLHttpRequest'],
      ['softphone.example.com', 'configured only: a definition names it', 'Out named in a definition'],
      ['recordings.example.net', 'allowed only: set-up lets it be reached', 'Allowed trusted site'],
    ]);
  });

  test('says what the files hold of each Apex method', () => {
    expect(view.apex?.rows.map((r) => [r.code, r.unnamed, r.found.text])).toEqual([
      ['HarbourCallers.find', null, 'Found: class global, method global webService static.'],
      ['HarbourQueues.next', null, 'The class is not in these files.'],
      ['HarbourLog.writ', null, 'Class found, not global; the method is not in it.'],
      [null, 'Class and method are set at run time', 'Could not be looked for.'],
    ]);
  });

  test('names a vendor with confidence, evidence, offer and basis', () => {
    expect(words).toContain('Confidence: High: a package namespace or an internal name that a source confirms');
    expect(view.vendors?.rows[0]).toMatchObject({
      name: 'Harbour Dialler',
      offer: 'No offer for Salesforce Voice was seen; ask the vendor.',
      basis: { word: 'Unconfirmed' },
    });
    expect(view.vendors?.rows[0]?.evidence.items).toHaveLength(2);
  });

  test('gives the parts of a connector that are asked for, for that target or while none is chosen', () => {
    expect(view.connector?.groups.map((g) => [g.title, g.rows.map((r) => r.name).join(', ')])).toEqual([
      ['Methods that Salesforce calls', 'init, dial'],
      ['Events that the connector publishes', 'CALL_STARTED'],
      ['Capabilities to declare', 'hasSwap'],
      ['What your server does', 'Create a voice call'],
      ['Flows', 'Screen pop flow'],
      ['Lightning components', 'Call log panel'],
      ['Apex', 'Caller look-up'],
      ['Configuration', 'reqTelephonyIntegrationCertificate'],
    ]);
    expect(view.connector?.groups[0]?.rows).toMatchObject([
      { standing: true, asked: '2 findings', rules: [{ title: 'Open CTI for Lightning Experience loaded' }] },
      { standing: true, asked: null, rules: [] },
    ]);
    expect(buildView(adapterAssessment('partner-telephony-own')).connector).not.toBeNull();
    for (const target of TARGETS.filter((t) => t !== 'partner-telephony-own'))
      expect(buildView(adapterAssessment(target)).connector).toBeNull();
  });

  test('is said to be elsewhere where it is not in the files', () => {
    expect(view.calls?.limits).toContain('The source of the adapter of branch-telephony was not in these files');
    expect(view.summary.notices.map((n) => n.text)).toContain(
      'The adapter’s source of branch-telephony was not in these files; add it to see what the adapter does.',
    );
    const none = sampleAssessment();
    for (const c of none.repos.flatMap((r) => r.coverage)) if (c.id === 'adapter-source') c.state = 'elsewhere';
    const alone = buildView(none);
    expect(alone.calls?.title).toBe('What the adapter calls cannot be told from these files');
    expect(alone.callLog?.nothing).toBe('No source was there in which a write could be found.');
    expect(() => render(none)).not.toThrow();
  });

  test('names the files that did not parse, and how they were read', () => {
    expect(view.problems.unparsed.map((f) => [f.place.text, f.how, f.found])).toEqual([
      ['force-app/main/default/staticresources/harbourPhone.resource!/phone.min.js', 'read as text', '2 findings in it'],
      ['legacy/desk-phone.js', 'read by a parser that forgives faults', '3 findings in it'],
    ]);
    expect(words).toContain('3 script files parsed in full, 1 read by a parser that forgives faults, 1 read as text');
    expect(words).toContain('5 files of adapter source, 1 copy of a Salesforce library and 1 file that only mentions Open CTI');
  });

  test('leaves no trace in the report of a result that knows nothing of it', () => {
    const old: Record<string, unknown> = structuredClone(sampleAssessment());
    const catalog = old['catalog'] as Record<string, unknown>;
    for (const key of ['given', 'lastSafeDate']) delete old[key];
    for (const key of ['vendors', 'connectorParts', 'callLogFields', 'foundations', 'measures', 'orgTypes']) delete catalog[key];
    for (const repo of old['repos'] as Record<string, unknown>[])
      for (const key of ['callLogs', 'externalSystems', 'apexTargets', 'vendors', 'connector', 'org', 'gaps']) delete repo[key];
    const read = assessmentSchema.parse(old);
    expect(render(read)).toBe(render(sampleAssessment()));
    const { calls, callLog, systems, apex, vendors, connector, consumers, whoAndWhere, foundations, retrieval, given } = buildView(read);
    for (const section of [calls, callLog, systems, apex, vendors, connector, consumers, whoAndWhere, foundations, retrieval, given])
      expect(section).toBeNull();
  });

  test('cuts long lists, and says where the rest is', () => {
    const one = adapterAssessment();
    const repo = firstRepo(one);
    const call = repo.findings.find((f) => f.ruleId === 'lightning-get-layout') as (typeof repo.findings)[number];
    repo.findings.push(
      ...Array.from({ length: 5000 }, (_, n) => ({ ...call, line: 100 + n, factId: `${n}`, fingerprint: `${n}:${call.ruleId}` })),
    );
    const found = buildView(one)
      .findings.groups.flatMap((g) => g.rules)
      .find((r) => r.id === 'lightning-get-layout');
    const rows = buildView(one).findings.groups.flatMap((g) => g.rules.flatMap((r) => r.rows));
    // Every other rule has its places first, and what room is left goes to the long one.
    expect(rows.length).toBeLessThanOrEqual(300);
    expect(found?.rows.length).toBeGreaterThan(200);
    expect(found?.more).toBe(
      `${(5001 - (found?.rows.length ?? 0)).toLocaleString('en')} more places, all of them in findings.csv and assessment.json`,
    );
  });
});

describe('the org around the adapter', () => {
  const alone = (): Assessment => orgAssessment(null, true);
  const view = buildView(orgAssessment());
  const words = text(render(orgAssessment()));
  const orgOf = (assessment: Assessment): NonNullable<RepositoryRecord['org']> => {
    const { org } = firstRepo(assessment);
    if (!org) throw new Error('The sample lost its org.');
    return org;
  };

  test('counts what uses call Tasks by type and by what must happen to it', () => {
    const { overview, title } = view.consumers ?? {};
    expect(title).toBe('Call Tasks: 11 components of the org use them, and 1 by its name only');
    const columns = overview?.columns.map(({ mark }) => mark?.word);
    expect(columns).toEqual(['Rebuild on VoiceCall', 'Add VoiceCall', 'Keep a shadow Task', 'Drop', 'Decide']);
    expect(overview?.rows.map((row) => [row.name, row.n, ...row.cells.map(({ n }) => n ?? '-')].join(' '))).toEqual([
      'Reports 4 3 - - - 1',
      'Fields 2 2 - - - -',
      'Flows 2 1 1 - - -',
      'Apex triggers 1 - 1 - - -',
      'Dashboards 1 1 - - - -',
      'Page layouts 1 - - - 1 -',
      'Validation rules 1 - - 1 - -',
    ]);
    expect(overview?.sum?.cells.map(({ n }) => n)).toEqual(['7', '2', '1', '1', '1']);
    expect(view.consumers?.habits).toEqual([
      '53 activity reports show no sign of calls and are not listed.',
      'Log a Call stands in 31 page layouts: Salesforce’s default, so a habit and no finding.',
    ]);
  });

  test('lists it by type and folder, with its fields, what shows it and the rule', () => {
    const [reports] = view.consumers?.groups ?? [];
    expect(reports?.folders.map((folder) => [folder.name, folder.owner, folder.rows.map((row) => row.name)])).toEqual([
      ['Sales', null, ['Reasons of calls']],
      ['Service_Desk', 'group Desk_Leads', ['Daily calls', 'Talk time by team']],
    ]);
    const daily = reports?.folders[1]?.rows[0];
    expect(daily).toMatchObject({
      fullName: 'Service_Desk/Daily_Calls',
      place: { text: `force-app/main/default/reports/Service_Desk/Daily_Calls.report-meta.xml:1` },
      uses: [
        { use: 'Columns', fields: ['CallDisposition'] },
        { use: 'Groups by', fields: ['CallType'] },
        { use: 'Filters by', fields: ['Call_Reason__c'] },
      ],
      written: 'The adapter writes CallDisposition and Call_Reason__c.',
      notes: ['40 runs a month, given by the client'],
      strength: 'Certain',
      rule: { title: 'A report with columns that only calls fill', href: '#rule-report-call-column' },
    });
    expect(daily?.signs?.items.map((sign) => sign.text)).toHaveLength(3);
    const rows = view.consumers?.groups.flatMap((group) => group.folders.flatMap((folder) => folder.rows)) ?? [];
    expect(rows.find((row) => row.name === 'Missed call: follow-up')?.notes).toEqual(['switched off']);
    expect(rows.find((row) => row.name === 'Desk today')).toMatchObject({
      notes: ['through Service_Desk/Daily_Calls'],
      seen: 'Shows the report Service_Desk/Daily_Calls',
      signs: null,
    });
    expect(rows.find((row) => row.name.includes('Recording_Link'))?.notes).toEqual(['of the package harbour']);
  });

  test('folds away what only a name speaks for', () => {
    const [reports] = view.consumers?.groups ?? [];
    expect(reports?.weak?.summary).toBe('1 more of which nothing but a name speaks of calls');
    expect(reports?.weak?.folders[0]?.rows.map((row) => row.name)).toEqual(['Cold calls of the quarter']);
    expect(sentence(orgAssessment())).toContain('In the org, 11 components use the Tasks of calls.');
  });

  test('never takes what was not retrieved for none', () => {
    expect(view.consumers?.limits).toContain('Not retrieved is never none: workflows of harbour-crm were not in these files');
    const none = orgAssessment();
    orgOf(none).consumers = [];
    const empty = buildView(none).consumers;
    expect(empty?.title).toBe('Call Tasks: nothing that uses them was found');
    expect(empty?.limits).toContain('cannot be told');
    expect(view.retrieval?.title).toBe('What was retrieved of the org: 2 types are not here, or not wholly');
    const [repository] = view.retrieval?.repositories ?? [];
    expect(repository?.rows.map((row) => [row.type, row.n, row.mark.word, row.limit])).toEqual([
      ['Report', '212', 'Some are here', 'Reports in folders that the manifest does not name may be missing.'],
      ['Flow', '63', 'All asked for', null],
      ['ApexTrigger', '8', 'All asked for', null],
      ['Dashboard', '14', 'Some are here', null],
      ['Layout', '140', 'All asked for', '1 file of it could not be read in full.'],
      ['ServiceChannel', '0', 'None in the org', null],
    ]);
    expect(repository?.gaps.map((gap) => [gap.type, gap.shows])).toEqual([
      ['Workflow', 'Which workflow rules run on call Tasks.'],
      ['ServicePresenceStatus', 'Which statuses people can choose.'],
    ]);
  });

  test('gives the lines for package.xml in one block', () => {
    expect(view.retrieval?.repositories[0]?.manifest).toBe(
      ['Workflow', 'ServicePresenceStatus']
        .map((name) => `<types>\n    <members>*</members>\n    <name>${name}</name>\n</types>`)
        .join('\n'),
    );
    expect(render(orgAssessment())).toContain('&lt;name&gt;Workflow&lt;/name&gt;\n&lt;/types&gt;\n&lt;types&gt;');
  });

  test('says where the phone lives and who opens it, groups through their sets', () => {
    const who = view.whoAndWhere;
    expect(who?.title).toBe('Who and where: 3 apps with the softphone of Open CTI and 14 profiles and sets that open it');
    expect(who?.conflict).toContain('“Business Desk” holds both phones');
    expect(who?.apps.rows.map((row) => [row.name, row.openCti.text, row.omniChannel.text, row.openers])).toEqual([
      ['Business Desk', 'Softphone of Open CTI', 'Omni-Channel', '1 profile'],
      ['Service Desk', 'Softphone of Open CTI', 'no Omni-Channel', '6 profiles, 1 permission set and 1 permission set group'],
      ['Advisers', 'Softphone of Open CTI', 'no Omni-Channel', '1 profile'],
      ['Harbour Vendor', 'Softphone of Open CTI: not known', 'Omni-Channel: not known', ''],
      ['Chat Desk', 'no Softphone of Open CTI', 'Omni-Channel', ''],
    ]);
    expect(who?.apps.rows[3]?.bar).toBe('utility bar harbour__CtiBar, whose file is not here: nobody can tell what it holds');
    expect(who?.classic.rows.map((row) => [row.name, row.allowList])).toEqual([
      ['Old Console', ['*.harbour.example', 'telephony.example.com']],
    ]);
    const group = who?.audiences.rows.find((row) => row.name === 'Desk team');
    expect(group?.opens).toMatchObject([
      { title: 'Sets', names: ['Phone_User'] },
      { title: 'Takes away', names: ['No_Apex'] },
    ]);
  });

  test('does not let a group open what a muting set takes away', () => {
    const one = alone();
    const org = orgOf(one);
    org.hosts.push({ type: 'ApexClass', name: 'HarbourCallers', label: null, file: 'a.cls', line: 1, column: 1, role: 'adapter' });
    const host = buildView(one).whoAndWhere?.hosts.rows.find((row) => row.name === 'HarbourCallers');
    expect(host?.openers).toBe('1 permission set');
  });

  test('says links as sentences', () => {
    const groups = view.whoAndWhere?.links ?? [];
    const sentences = groups.flatMap((group) =>
      group.rows.map((row) => [row.from, row.fromName, row.verb, row.to, row.toName].join(' ').trim()),
    );
    expect(sentences).toContain('Lightning page Service_Desk_UtilityBar holds the softphone of Open CTI');
    expect(sentences).toContain('Report Service_Desk/Daily_Calls uses the field Activity.Call_Reason__c');
    expect(sentences).toContain('Permission set group Desk_Team bundles the permission set Phone_User');
    expect(sentences).toContain('App Service_Desk has the utility bar Service_Desk_UtilityBar');
  });

  describe('the picture of it', () => {
    const [picture] = buildView(alone()).whoAndWhere?.pictures.drawn ?? [];
    const sentences = picture?.rows.map((row) => `${row.from.name} ${row.verb} ${row.to?.name ?? ''}`) ?? [];

    test('says the same as its table', () => {
      const drawing = picture?.drawing;
      expect(drawing?.arrows).toHaveLength(picture?.rows.length ?? -1);
      expect(sentences).toContain('Business Agent opens Business Desk');
      expect(picture?.rows.find((row) => row.from.name === 'Business Desk')?.from.more).toBe('Lightning console app, both phones');
      expect(sentences).toContain('Business Desk holds Softphone of Open CTI');
      expect(sentences).toContain('HarbourBackOffice names HarbourPhone');
      expect(sentences).toContain('HarbourPhone holds 7 calls of Open CTI');
      expect(sentences).toContain('7 calls of Open CTI writes Tasks of calls');
      expect(sentences).toContain('Tasks of calls are used by 3 reports');
    });

    test('marks what no file shows', () => {
      expect(picture?.rows.filter((row) => row.inferred).map((row) => row.verb)).toEqual([
        'dial through',
        'shows, to its own users,',
        'shows, to its own users,',
      ]);
      expect(text(render(alone()))).toContain('A dashed arrow follows from how Open CTI works; no file shows it.');
    });

    test('keeps boxes apart and inside its edges', () => {
      const { boxes = [], width = 0, height = 0 } = picture?.drawing ?? {};
      for (const box of boxes) {
        expect(box.x).toBeGreaterThanOrEqual(0);
        expect(box.y).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(width);
        expect(box.y + box.height).toBeLessThanOrEqual(height);
        const others = boxes.filter((other) => other !== box);
        const meets = others.filter(
          (other) =>
            other.x < box.x + box.width && box.x < other.x + other.width && other.y < box.y + box.height && box.y < other.y + other.height,
        );
        expect(meets).toEqual([]);
      }
    });

    test('holds at most 25 boxes, however large the org', () => {
      const one = alone();
      const org = orgOf(one);
      const many = <T extends { name: string }>(part: T | undefined, n: number): T[] =>
        Array.from({ length: n }, (_, at) => ({ ...structuredClone(part as T), name: `${part?.name ?? ''}_${at}`, label: null }));
      org.apps.push(...many(org.apps[0], 60));
      org.hosts.push(...many(org.hosts[0], 200));
      org.audiences.push(
        ...many(org.audiences[0], 900).map((profile, at) => ({ ...profile, apps: [{ name: `Service_Desk_${at % 60}`, default: false }] })),
      );
      const [large] = buildView(one).whoAndWhere?.pictures.drawn ?? [];
      expect(large?.drawing.boxes.length).toBeLessThanOrEqual(25);
      expect(large?.rows.map((row) => row.from.name)).toContain('913 more profiles and sets');
    });

    test('is left out beside others where it is large, and that is said', () => {
      expect(view.whoAndWhere?.pictures).toEqual({
        drawn: [],
        left: 'The picture of harbour-crm would be too large beside the others; scan it alone to have it.',
      });
      const small = orgAssessment();
      const org = orgOf(small);
      org.apps = org.apps.slice(0, 1);
      org.audiences = org.audiences.slice(0, 1);
      org.hosts = [];
      org.consumers = org.consumers.slice(0, 2);
      expect(buildView(small).whoAndWhere?.pictures.drawn[0]?.repository).toBe('harbour-crm');
    });

    test('is the same bytes each time', () => {
      expect(render(alone())).toBe(render(alone()));
    });
  });

  test('says what stands of Voice, what is not there and what was not retrieved', () => {
    expect(view.foundations?.title).toBe('Foundations of Voice: 1 of 3 to 4 stands');
    expect(view.foundations?.rows.map((row) => [row.name, row.mark.word, row.evidence.length, row.for])).toEqual([
      ['Omni-Channel', 'Stands', 3, null],
      ['Salesforce Voice switched on', 'Not there', 0, null],
      ['A service channel for calls', 'Not there', 0, null],
      ['A vendor file', 'Not retrieved', 0, 'Only for: Connector you build and Vendor’s package'],
    ]);
    expect(view.foundations?.byTarget?.map((row) => row.text)).toEqual([
      '1 of 4 stands, 2 not there, 1 not retrieved',
      '1 of 4 stands, 2 not there, 1 not retrieved',
      '1 of 3 stands, 2 not there',
      '1 of 3 stands, 2 not there',
      '1 of 3 stands, 2 not there',
    ]);
    expect(view.summary.notices.map((notice) => notice.text)).toContain(
      'Of the 3 to 4 things that Salesforce Voice needs of the org, 1 stands already, by target; 2 are not there and of up to 1 nothing was retrieved that would show it.',
    );
    expect(buildView(orgAssessment('amazon-connect')).foundations?.rows.map((row) => row.name)).not.toContain('A vendor file');
  });

  test('says ready only where all that Voice needs stands', () => {
    const one = orgAssessment('partner-telephony-packaged');
    const lead = one.totals.routes.find((route) => route.target === 'partner-telephony-packaged');
    if (!lead) throw new Error('The sample lost its route.');
    for (const gate of lead.gates) Object.assign(gate, { outcome: 'pass', question: null, evidence: [] });
    for (const c of lead.capabilities)
      Object.assign(c, { state: 'used', verdict: 'reconfigure', counts: { reconfigure: 1 }, findings: 1, share: 1 });
    expect(sentence(one)).not.toMatch(/ready/i);
    for (const foundation of lead.foundations) foundation.state = 'stands';
    expect(sentence(one)).toMatch(/^Ready to move: every gate is passed, all that Voice needs of the org stands,/);
    lead.readiness.foundation = false;
    expect(sentence(one)).not.toMatch(/ready/i);
    lead.readiness.foundation = true;
    for (const foundation of lead.foundations) foundation.state = 'none';
    expect(sentence(one)).not.toMatch(/ready/i);
  });

  test('shows foundations among the findings as progress, and as no work', () => {
    expect(view.findings.progress?.rules.map((found) => [found.title, found.count])).toEqual([
      ['Omni-Channel stands in an app', '2 places'],
      ['Omni-Channel is on', '1 place'],
    ]);
    expect(view.findings.title).toMatch(/; 3 more show progress$/);
    const shown = view.findings.groups.flatMap((group) => group.rules.map((r) => r.id));
    expect(shown).not.toContain('omni-channel-on');
    expect(view.findings.glance.map((row) => row.title)).not.toContain('Omni-Channel is on');
    expect(JSON.stringify(view.summary.lists)).not.toContain('Omni-Channel is on');
  });

  test('leaves the places of consumers to their own section', () => {
    const found = view.findings.groups.flatMap((group) => group.rules).find((r) => r.id === 'report-call-column');
    expect(found).toMatchObject({ kind: 'Use of call Tasks', count: '3 places', rows: [], elsewhere: { href: '#consumers' } });
    expect(view.findings.glance.map((row) => row.title)).not.toContain('A report with columns that only calls fill');
    const place = view.findings.groups.flatMap((group) => group.rules).find((r) => r.id === 'app-with-softphone');
    expect(place?.rows.map((row) => row.label)).toEqual(['Service_Desk', 'Advisers']);
  });

  test('is no proof that the adapter’s source was read', () => {
    const one = orgAssessment();
    for (const repo of one.repos) {
      repo.findings = repo.findings.filter((finding) => finding.api === 'definition' || finding.api === 'metadata');
      for (const c of repo.coverage) if (c.id === 'adapter-source') c.state = 'elsewhere';
    }
    expect(buildView(one).calls?.title).toBe('What the adapter calls cannot be told from these files');
  });

  test('sizes work by counts, and says which the client gave', () => {
    const row = buildView(orgAssessment('partner-telephony-own')).work.routes[0]?.rows.find((one) => one.title.startsWith('Call log'));
    expect(row?.measures).toBe(
      '3 Open CTI call centers (medium); 11 reports and automations on call Tasks (small); 420 people who take calls (given by the client, large); supervisors not known.',
    );
    expect(row?.sizeReason).toMatch(/^What is not known/);
  });

  test('shows facts with the words “given by the client”', () => {
    expect(view.given?.title).toBe('Given by the client: 5 facts');
    expect(view.given?.rows.map((row) => [row.label, row.value, ...row.remarks])).toEqual([
      ['People who take or make calls', '420', 'It counts as the number of people who take calls.'],
      ['Users of the call center HarbourDesk', '300'],
      ['Users of the call center NightDesk', '12', 'No definition of the call center NightDesk is among the files.'],
      ['Edition of the org', 'Enterprise Edition'],
    ]);
    expect(view.given?.beside).toContain('What was given of 1 report stands beside it');
    expect(view.summary.numbers[0]?.note).toBe('counted from 22 November 2026');
    expect(view.summary.numbers[1]).toMatchObject({
      value: '270',
      unit: 'days',
      meaning: 'to 19 August 2027, your own last safe date',
      note: 'given by the client',
      href: '#given',
    });
    expect(view.unseen.questions.at(-1)).toMatchObject({
      caption: 'Questions that the client has answered',
      rows: [{ answered: 'Answered, given by the client: Edition of the org: Enterprise Edition' }],
    });
    expect(words).toContain('Answered in part, given by the client: Use of the report');
  });

  test('cuts long lists, and says where the rest is', () => {
    const one = alone();
    const org = orgOf(one);
    const [daily] = org.consumers;
    org.consumers.push(
      ...Array.from({ length: 20_000 }, (_, n) => ({ ...structuredClone(daily as (typeof org.consumers)[number]), name: `Many/R${n}` })),
    );
    org.activityReports += 20_000;
    const { consumers } = buildView(one);
    const [reports] = consumers?.groups ?? [];
    expect(reports?.folders.flatMap((folder) => folder.rows)).toHaveLength(300);
    expect(reports?.beyond).toBe('19,703 more reports, all of them in task-consumers.csv and assessment.json');
    expect(consumers?.folded).toBe(true);
    expect(consumers?.habits[0]).toBe('53 activity reports show no sign of calls and are not listed.');
  });
});

describe('hostile content', () => {
  const HOSTILE = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '</style></title><!--',
    '{{constructor}}{{{js}}}',
    'safe\u202Ecexe.lmx',
    'nul\u0000bell\u0007end',
    `long${'x'.repeat(5000)}`,
    '__proto__',
    '\uD800lone',
    '=HYPERLINK("https://example.com")',
  ];

  function hostile(): Assessment {
    const assessment = orgAssessment();
    let n = 0;
    const next = (): string => HOSTILE[n++ % HOSTILE.length] ?? '';
    for (const repo of assessment.repos) {
      repo.name = next();
      for (const d of repo.definitions) {
        Object.assign(d, { internalName: next(), displayName: next(), standingEvidence: next() });
        for (const s of d.sections) for (const i of s.items) Object.assign(i, { name: next(), value: next() });
      }
      for (const f of repo.findings) Object.assign(f, { name: next(), value: next(), section: next(), definition: next(), file: next() });
      for (const f of repo.findings.filter((f) => f.snippet !== undefined))
        Object.assign(f, { snippet: next(), chain: [next(), `\`${next()}\` is ${next()}`], message: next() });
      for (const p of repo.problems) Object.assign(p, { file: next(), detail: next() });
      for (const f of repo.files) f.path = next();
      for (const log of repo.callLogs) {
        Object.assign(log, { object: log.object === null ? null : next(), file: next() });
        for (const f of log.fields) Object.assign(f, { name: next(), file: next() });
      }
      for (const system of repo.externalSystems) {
        system.name = next();
        for (const p of system.places) Object.assign(p, { address: next(), file: next() });
      }
      for (const t of repo.apexTargets) Object.assign(t, { className: next(), methodName: next() });
      for (const v of repo.vendors) for (const e of v.evidence) Object.assign(e, { text: next(), file: next() });
      for (const one of repo.org?.consumers ?? []) {
        Object.assign(one, {
          name: next(),
          label: next(),
          file: next(),
          folder: next(),
          owner: next(),
          namespace: next(),
          via: [next(), next()],
        });
        for (const sign of one.signs) Object.assign(sign, { detail: next() });
        for (const field of one.fields) field.name = next();
      }
      for (const one of repo.org?.apps ?? [])
        Object.assign(one, {
          name: next(),
          label: next(),
          file: next(),
          allowList: [next(), next()],
          utilityBar: { name: next(), found: false },
        });
      for (const one of repo.org?.hosts ?? []) Object.assign(one, { type: next(), name: next(), label: next(), file: next() });
      const apps = repo.org?.apps.map(({ name }) => ({ name, default: true })) ?? [];
      for (const one of repo.org?.audiences ?? [])
        Object.assign(one, { name: next(), label: next(), licence: next(), apps, pages: [next()], permissions: [next()], sets: [next()] });
      for (const { from, to } of repo.org?.links ?? []) for (const end of [from, to]) Object.assign(end, { type: next(), name: next() });
      for (const one of repo.org?.types ?? []) Object.assign(one, { type: next(), limit: next() });
      for (const gap of repo.gaps) Object.assign(gap, { type: next(), manifest: next() });
      for (const one of repo.routes)
        for (const f of one.foundations) for (const e of f.evidence) Object.assign(e, { text: next(), file: next() });
    }
    for (const record of [...assessment.catalog.connectorParts, ...assessment.catalog.vendors]) record.name = next();
    for (const fact of assessment.given) Object.assign(fact, { label: next(), value: next(), note: next() });
    for (const rule of assessment.catalog.rules) {
      rule.title = next();
      const sources = rule.type === 'mapping' ? rule.verdicts.flatMap((v) => v.sources) : rule.sources;
      for (const source of sources) Object.assign(source, { title: next(), url: 'javascript:alert(1)' });
    }
    return assessment;
  }

  const page = render(hostile());

  test('stays text', () => {
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page.match(/<\/style/g)).toHaveLength(1);
    expect(page).not.toMatch(/<img/);
    expect(page.replace(/<(style|script)\b[^>]*>[\s\S]*?<\/\1>/g, '').match(/<[^>]*\son[a-z]+=/g)).toBeNull();
    expect(text(page)).toContain('<script>alert(1)</script>');
  });

  test('never becomes a link', () => {
    expect([...page.matchAll(/href="([^"]*)"/g)].map((m) => m[1]).filter((href) => !/^(#|https:\/\/|data:,$)/.test(href ?? ''))).toEqual(
      [],
    );
  });

  test('cannot hide or turn text round', () => {
    expect(page.replaceAll(/[\t\n]/g, '')).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
    expect(page).toContain('safe⟨U+202E⟩cexe.lmx');
    expect(page).toContain('nul␀bell␇end');
  });

  test('leaves the page valid', async () => {
    const validator = new HtmlValidate({ root: true, extends: ['html-validate:recommended'], elements: ['html5'] });
    const report = await validator.validateString(page);
    expect(report.results.flatMap((r) => r.messages.map((m) => `${m.ruleId} ${m.line}:${m.column} ${m.message}`))).toEqual([]);
  });
});
