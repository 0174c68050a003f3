import { createHash } from 'node:crypto';
import { runInThisContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import Handlebars from 'handlebars';
import { HtmlValidate } from 'html-validate';
import { TARGETS, type TargetId } from '../../src/catalog/terms.ts';
import type { Assessment } from '../../src/model/assessment.ts';
import { renderHtml } from '../../src/report/html.ts';
import { linkTemplates } from '../../src/report/link.ts';
import { COMPILE_OPTIONS, partialsIn } from '../../src/report/templates.ts';
import { buildView } from '../../src/report/view/index.ts';
import { readTemplate, reportAssets, templateNames } from '../support/report-assets.ts';
import { sampleAssessment } from '../support/sample-assessment.ts';

const assets = reportAssets();
const render = (assessment: Assessment): string => renderHtml(assessment, assets);

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

  test.each([null, 'amazon-connect'] as (TargetId | null)[])('leads every link to something, target %s', (target) => {
    const page = render(sampleAssessment(target));
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
    expect(raw).toEqual(['report.hbs {{{css}', 'report.hbs {{{js}']);
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
    expect(buildView(assessment).summary.numbers[0]).toMatchObject({ value: '–', unit: 'no score', meaning: 'No file could be read.' });
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
    expect(buildView(assessment).summary.numbers[1]).toMatchObject({ value, unit });
  });

  test('hold no single total before a target is chosen', () => {
    const view = buildView(sampleAssessment());
    expect(view.summary.hoursTile).toBeNull();
    expect(view.summary.hoursTable?.rows.map((r) => r.value)).toEqual(['549–3,398', '229–1,738', '229–1,738', '229–1,738', 'no hours']);
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
    expect(buildView(sampleAssessment('partner-telephony-own')).summary.numbers[0]).toMatchObject({
      value: '14 to 57',
      unit: 'of 100',
      meaning: expect.stringMatching(/move without redesign, depending on what this scan could not see$/),
      note: 'at most 57 if all of that moves, at least 14 if all of it must be redesigned',
    });
    const view = buildView(sampleAssessment());
    expect(view.summary.numbers[0]?.note).toMatch(/^by target: at most \d+–\d+ if all of that moves, at least \d+–\d+ if/);
    expect(view.score.title).toMatch(/^Score: \d+ to \d+ of 100 .* depending on the target and on what was not seen$/);
    expect(view.targets.columns[0]).toMatchObject({ score: '14 to 57 of 100', scoreNote: 'depending on what was not seen' });
    expect(text(render(sampleAssessment()))).toMatch(/\d to \d+ of 100 share of phone capabilities that move without redesign, depending/);
  });

  test('give one figure where nothing was left unseen', () => {
    const assessment = sampleAssessment('partner-telephony-own');
    for (const route of assessment.totals.routes) route.readiness.floor = route.readiness.score;
    const view = buildView(assessment);
    expect(view.summary.numbers[0]).toMatchObject({ value: '57', note: null });
    expect(view.score.title).toBe('Score: 57 of 100 moves without redesign');
    expect(view.targets.columns[0]).toMatchObject({ score: '57 of 100', scoreNote: null });
  });

  test('round hours, but not where they are added up', () => {
    const view = buildView(sampleAssessment('partner-telephony-own'));
    expect(JSON.stringify([view.summary, view.targets, view.repositories])).not.toMatch(/\d\.5\b/);
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
    expect(group?.places.map((p) => p.rows.length)).toEqual([2, 2]);
  });

  test('says item, value, verdict, equivalent, what to do, basis, source, day and place', () => {
    const start = words.indexOf('The long-distance prefix 1 place');
    const rule = words.slice(start, words.indexOf('Agree on a plan for failure', start));
    for (const part of [
      'Reconfigure',
      'Connector you build Vendor’s package Partner telephony from Amazon Connect',
      'Same name, other meaning',
      'Do not copy the value.',
      'Documented. Partner Telephony Developer Guide: Set up the Salesforce org , read 22 November 2026',
      'reqLongDistPrefix',
      'harbour-crm force-app/main/default/callCenters/HarbourDesk.callCenter',
      '15:5',
      'No equivalent Amazon Connect',
      'None found.',
    ]) {
      expect(rule).toContain(part);
    }
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

  test('numbers its sources in the order of the page', () => {
    const numbers = [...page.matchAll(/Source \[(\d+)\]/g)].map((m) => Number(m[1]));
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
    const assessment = sampleAssessment();
    let n = 0;
    const next = (): string => HOSTILE[n++ % HOSTILE.length] ?? '';
    for (const repo of assessment.repos) {
      repo.name = next();
      for (const d of repo.definitions) {
        Object.assign(d, { internalName: next(), displayName: next(), standingEvidence: next() });
        for (const s of d.sections) for (const i of s.items) Object.assign(i, { name: next(), value: next() });
      }
      for (const f of repo.findings) Object.assign(f, { name: next(), value: next(), section: next(), definition: next(), file: next() });
      for (const p of repo.problems) Object.assign(p, { file: next(), detail: next() });
    }
    for (const rule of assessment.catalog.rules) {
      rule.title = next();
      const sources = rule.type === 'mapping' ? rule.verdicts.flatMap((v) => v.sources) : rule.sources;
      for (const source of sources) Object.assign(source, { title: next(), url: 'javascript:alert(1)' });
    }
    return assessment;
  }

  const page = render(hostile());

  test('stays text', () => {
    expect(page.match(/<script/g)).toHaveLength(1);
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
