import { describe, expect, test } from '@jest/globals';
import type { Assessment } from '../../src/model/assessment.ts';
import { buildView } from '../../src/report/view/index.ts';
import { portfolioAssessment } from '../support/portfolio-assessment.ts';
import { adapterAssessment, sampleAssessment } from '../support/sample-assessment.ts';

const plain = (text: string): number => Number(text.replaceAll(',', ''));

describe('the order of the page', () => {
  test('goes from what can stop the move to how the report came to be', () => {
    const ids = buildView(adapterAssessment('partner-telephony-own')).nav.map(({ id }) => id);
    const order = [
      'gates',
      'repositories',
      'capabilities',
      'targets',
      'work',
      'findings',
      'connector',
      'call-log',
      'unseen',
      'checklist',
      'coverage',
      'method',
    ];
    expect(ids.filter((id) => order.includes(id))).toEqual(order);
  });
});

describe('the first page', () => {
  test('names each gate once, the worst first', () => {
    const { gates } = buildView(sampleAssessment()).summary;
    expect(gates.map(({ name, mark }) => `${name}: ${mark.word}`)).toEqual([
      'Everybody works in Lightning Experience: Not passed',
      'The edition offers Voice: Open',
      'The vendor sells a Voice product: Open',
      'Omni-Channel is on: Passed',
    ]);
    expect(gates.map((gate) => gate.for)).toEqual([null, null, 'for 1 of 5 targets', null]);
  });

  test('names what is lost by capability, with what of it', () => {
    const [lose] = buildView(sampleAssessment('partner-telephony-own')).summary.lists;
    const route = sampleAssessment('partner-telephony-own').totals.routes[0];
    const lost = route?.capabilities.filter(({ counts }) => (counts['no-equivalent'] ?? 0) > 0).length ?? 0;
    expect((lose?.items.length ?? 0) + Number(/\d+/.exec(lose?.more ?? '0')?.[0])).toBe(lost);
    expect(lose?.items[0]?.things).not.toBeNull();
  });

  test('shows what each route costs, the chosen one first, and no cost where there is nothing to decide', () => {
    const rows = buildView(sampleAssessment('amazon-connect')).summary.costs?.rows ?? [];
    expect(rows.map(({ name, chosen }) => [name, chosen])[0]).toEqual(['Amazon Connect', true]);
    expect(rows).toHaveLength(5);
    const empty = sampleAssessment();
    for (const one of empty.totals.routes) one.readiness = { score: null, floor: null, reason: 'No file could be read.' };
    expect(buildView(empty).summary.costs).toBeNull();
  });
});

describe('the charts', () => {
  const view = buildView(sampleAssessment()).targets;

  test.each(['wide', 'narrow'] as const)('draw the hours of the table beside them to scale, %s', (kind) => {
    const chart = view.hours.chart?.[kind];
    const bars = chart?.rows ?? [];
    const figures = view.hours.rows;
    const priced = bars.flatMap(({ bar }, at) => (bar ? [{ bar, hours: figures[at]?.hours }] : []));
    expect(priced).toHaveLength(4);
    const zero = chart?.ticks[0];
    const last = chart?.ticks.at(-1);
    expect(zero?.text).toBe('0');
    const unit = ((last?.x ?? 0) - (zero?.x ?? 0)) / plain(last?.text ?? '1');
    for (const { bar, hours } of priced) {
      expect(Math.abs((bar.x - (zero?.x ?? 0)) / unit - plain(hours?.low ?? ''))).toBeLessThan(kind === 'wide' ? 2 : 6);
      expect(Math.abs((bar.likely - (zero?.x ?? 0)) / unit - plain(hours?.likely ?? ''))).toBeLessThan(kind === 'wide' ? 2 : 6);
      expect(Math.abs((bar.x + bar.width - (zero?.x ?? 0)) / unit - plain(hours?.high ?? ''))).toBeLessThan(kind === 'wide' ? 2 : 6);
      expect(bar.text).toBe(`${hours?.low} / ${hours?.likely} / ${hours?.high}`);
      expect(chart?.label).toContain(`${hours?.low} to ${hours?.high}, likely ${hours?.likely}`);
    }
    expect(bars.filter(({ bar }) => bar === null).map(({ none }) => none)).toEqual(['no hours to give']);
  });

  test.each(['wide', 'narrow'] as const)('divide the capabilities as the table does, %s', (kind) => {
    const { chart: charts, marks, rows } = view.capabilities;
    const chart = charts?.[kind];
    chart?.rows.forEach((row, at) => {
      const table = rows[at]?.cells ?? [];
      expect(row.parts.map(({ icon, n }) => [icon, n])).toEqual(
        marks.flatMap(({ icon }, column) => (table[column] === '0' ? [] : [[icon, table[column]]])),
      );
      const widths = row.parts.map(({ width, n }) => (width + 2) / Number(n));
      expect(Math.max(...widths) - Math.min(...widths)).toBeLessThan(0.5);
    });
    expect(chart?.rows).toHaveLength(5);
  });

  test('are left out where there is nothing to draw', () => {
    const empty = sampleAssessment();
    for (const route of empty.totals.routes) {
      Object.assign(route, { hours: null, workItems: [] });
      for (const c of route.capabilities) Object.assign(c, { state: 'not-used', verdict: null, counts: {} });
    }
    const { hours, capabilities } = buildView(empty).targets;
    expect([hours.chart, capabilities.chart]).toEqual([null, null]);
  });
});

describe('the effort', () => {
  test('adds up by capability to the same sum as by work item', () => {
    for (const route of buildView(sampleAssessment()).work.otherRoutes) {
      if (!route.sum) continue;
      for (const figure of ['low', 'likely', 'high'] as const) {
        const sum = route.byCapability.reduce((all, { hours }) => all + plain(hours[figure]), 0);
        expect(sum).toBeCloseTo(plain(route.sum[figure]), 6);
      }
      expect(route.excludes).toContain('licences');
    }
  });

  test('shows the level that the result holds, and a dash for a result without one', () => {
    const made = sampleAssessment('partner-telephony-own');
    const level = made.totals.routes[0]?.level?.code;
    expect(level).toMatch(/^[ABC?][1-5?]$/);
    const view = buildView(made);
    expect(view.work.routes[0]?.level).toBe(level);
    expect(view.targets.hours.rows[0]?.level).toBe(level);
    expect(view.summary.costs?.rows[0]?.level).toBe(level);
    const old = sampleAssessment('partner-telephony-own');
    for (const route of old.totals.routes) {
      delete route.level;
      for (const item of route.workItems) delete item.level;
    }
    expect(buildView(old).targets.hours.rows.map((row) => row.level)).toEqual(['–', '–', '–', '–', '–']);
  });
});

describe('the capabilities', () => {
  test('stand each once: in use, not used or not read', () => {
    for (const target of [null, 'native'] as const) {
      const view = buildView(sampleAssessment(target)).capabilities;
      const all = [
        ...view.rows.map(({ anchor }) => anchor),
        ...view.others.flatMap(({ capabilities }) => capabilities.map(({ anchor }) => anchor)),
      ];
      expect(new Set(all).size).toBe(sampleAssessment().catalog.capabilities.length);
      expect(all).toHaveLength(sampleAssessment().catalog.capabilities.length);
    }
  });

  test('name the questions that most findings raise, and leave out what was answered', () => {
    const made = sampleAssessment();
    const before = buildView(made).capabilities.decisions;
    expect(before.length).toBeGreaterThan(0);
    const counts = before.map(({ findings }) => Number(findings));
    expect(counts).toEqual(counts.toSorted((x, y) => y - x));
    for (const repo of made.repos) for (const q of repo.questions) q.answered = { text: 'Yes.', wholly: true, facts: [] };
    const after = buildView(made).capabilities;
    expect(after.decisions).toEqual([]);
    expect(after.rows.every(({ n }) => n === null)).toBe(true);
  });

  test('has a heat map only where there are several repositories', () => {
    expect(buildView(portfolioAssessment(1)).capabilities.heat).toBeNull();
    expect(buildView(portfolioAssessment(4)).capabilities.heat?.rows).toHaveLength(4);
  });
});

describe('Salesforce’s checklist', () => {
  const states = (assessment: Assessment): (string | undefined)[] =>
    buildView(assessment).checklist?.phases.flatMap(({ rows }) => rows.map(({ mark }) => mark.word)) ?? [];
  /** All source read, and nothing of what it shows left open. */
  function wholly(): Assessment {
    const made = adapterAssessment();
    for (const repo of made.repos) {
      for (const c of repo.coverage) if (c.id === 'adapter-source') c.state = 'read';
      repo.uncovered = [];
      for (const log of repo.callLogs) log.complete = true;
    }
    return made;
  }

  test('is ticked only where all the source was read', () => {
    expect(states(wholly())[0]).toBe('Done by this scan');
    const partly = wholly();
    const coverage = partly.repos[0]?.coverage.find(({ id }) => id === 'adapter-source');
    if (coverage) coverage.state = 'partly';
    expect(states(partly).slice(0, 4)).toEqual(Array.from({ length: 4 }, () => 'Done in part'));
    expect(states(sampleAssessment()).slice(0, 4)).toEqual(Array.from({ length: 4 }, () => 'Could not be done'));
  });

  test('is not ticked for calls of which nobody knows what takes their place', () => {
    const made = wholly();
    const [repo] = made.repos;
    repo?.uncovered.push({ factId: 'f', kind: 'call', name: 'newMethod', file: 'a.js', line: 1, column: 1 });
    expect(states(made)[1]).toBe('Done in part');
    expect(buildView(made).checklist?.phases[0]?.rows[1]?.note).toMatch(/fact met no rule/);
  });

  test('is not ticked for the fields of Tasks while the org’s own were not retrieved', () => {
    expect(states(wholly())[2]).toBe('Done in part');
    expect(buildView(wholly()).checklist?.phases[0]?.rows[2]?.note).toMatch(/the fields that the org holds were not retrieved/i);
  });

  test('never ticks work that people do', () => {
    expect(states(wholly()).slice(4)).toEqual(['Still to do', 'Still to do']);
  });

  test('is left out of a result that knows none', () => {
    const old = sampleAssessment();
    old.catalog.checklist = [];
    expect(buildView(old).checklist).toBeNull();
  });
});
