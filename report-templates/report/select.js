/**
 * Which findings are shown, in what order and under what headings. Knows the data and the state, and nothing of the page.
 *
 * @import { Finding, Report, Rule } from './data.js'
 * @import { State } from './state.js'
 */

/** A rule has this many places in view before the next one has its turn. */
const DEPTHS = [12, 60, Number.POSITIVE_INFINITY];

/** @param {Report} report */
export function selector(report) {
  /** @type {string[]} */
  const haystacks = [];
  /** @param {Finding} f */
  const haystack = (f) => {
    const known = haystacks[f.at];
    if (known !== undefined) return known;
    const repository = report.repositories[f.repository]?.name;
    const made = [f.rule.title, f.rule.id, ...f.rule.meta, f.label, f.file, f.code, f.detail, f.message, repository].join('\n').toLowerCase();
    haystacks[f.at] = made;
    return made;
  };
  // The texts to search are put together in spare moments, so that the first letter typed does not wait for them.
  const spare = window.requestIdleCallback ?? ((/** @type {() => void} */ done) => setTimeout(done, 50));
  const prepare = (from = 0) => {
    const some = report.findings.slice(from, from + 500);
    for (const f of some) haystack(f);
    if (some.length > 0) spare(() => prepare(from + 500));
  };
  spare(() => prepare());

  /** @param {{ id: string }[]} terms @param {string[]} ids */
  const positions = (terms, ids) => new Set(ids.map((id) => terms.findIndex((term) => term.id === id)));

  /** @param {State} state @returns {Finding[]} */
  return (state) => {
    const words = state.text.toLowerCase().split(/\s+/).filter(Boolean);
    const file = state.file.toLowerCase();
    const repository = state.repository === '' ? null : report.repositories.findIndex(({ id }) => id === state.repository);
    const [capability, verdict, basis, confidence] = [
      positions(report.capabilities, state.capability),
      positions(report.marks, state.verdict),
      positions(report.bases, state.basis),
      positions(report.confidences, state.confidence),
    ];
    // Most of it is asked of rules, of which there are few.
    const fits = report.rules.map(
      (rule) =>
        (capability.size === 0 || capability.has(rule.capability)) &&
        (verdict.size === 0 || rule.marks.some((mark) => verdict.has(mark))) &&
        (basis.size === 0 || rule.bases.some((one) => basis.has(one))) &&
        (state.rule === '' || rule.id === state.rule) &&
        (state.work === '' || report.groups[rule.group]?.anchor === state.work),
    );
    const found = report.findings.filter(
      (f) =>
        fits[f.rule.at] &&
        (repository === null || f.repository === repository) &&
        (confidence.size === 0 || confidence.has(f.confidence)) &&
        (state.finding === '' || f.key === state.finding) &&
        (file === '' || f.file.toLowerCase().includes(file)) &&
        words.every((word) => haystack(f).includes(word)),
    );
    return sorted(report, found, state.sort);
  };
}

/** @param {Report} report @param {Finding[]} found @param {string} sort */
function sorted(report, found, sort) {
  /** @param {Finding} f */
  const name = (f) => report.repositories[f.repository]?.name ?? '';
  /** @type {Record<string, (x: Finding, y: Finding) => number>} */
  const orders = {
    rule: (x, y) => compare(x.rule.title, y.rule.title),
    repository: (x, y) => compare(name(x), name(y)),
    file: (x, y) => compare(x.file, y.file) || x.line - y.line || x.column - y.column,
    confidence: (x, y) => x.confidence - y.confidence,
  };
  const order = orders[sort];
  // They come hardest first, and so they stay among equals.
  return order ? found.toSorted((x, y) => order(x, y) || x.at - y.at) : found;
}

/** @param {string} x @param {string} y */
function compare(x, y) {
  return x < y ? -1 : x > y ? 1 : 0;
}

/**
 * Rules in the order in which their findings come, cut to pages: no rule goes so deep that the next has no room.
 *
 * @typedef {{ rule: Rule, findings: Finding[], shown: number }} Card
 * @param {Finding[]} found
 * @param {number} room places on a page
 * @returns {Card[][]}
 */
export function pagesOfRules(found, room) {
  /** @type {Map<Rule, Finding[]>} */
  const byRule = new Map();
  for (const f of found) {
    const same = byRule.get(f.rule);
    if (same) same.push(f);
    else byRule.set(f.rule, [f]);
  }
  /** @type {Card[][]} */
  const pages = [];
  let left = 0;
  for (const [rule, findings] of byRule) {
    if (left <= 0) {
      pages.push([]);
      left = room;
    }
    const shown = Math.min(findings.length, DEPTHS[0] ?? 1, left);
    pages.at(-1)?.push({ rule, findings, shown });
    left -= shown;
  }
  for (const page of pages) deepen(page, room);
  return pages;
}

/** What room a page has left goes to its rules, the first of them first. @param {Card[]} page @param {number} room */
function deepen(page, room) {
  let left = room - page.reduce((sum, card) => sum + card.shown, 0);
  for (const depth of DEPTHS.slice(1)) {
    for (const card of page) {
      const more = Math.min(Math.min(card.findings.length, depth) - card.shown, left);
      if (more <= 0) continue;
      card.shown += more;
      left -= more;
    }
  }
}

/**
 * Findings under headings, in the order in which headings are met.
 *
 * @param {Report} report
 * @param {Finding[]} found
 * @param {string} group
 * @returns {{ key: string, findings: Finding[] }[]}
 */
export function grouped(report, found, group) {
  /** @type {Record<string, (f: Finding) => string>} */
  const names = {
    repository: (f) => report.repositories[f.repository]?.name ?? '',
    capability: (f) => report.capabilities[f.rule.capability]?.word ?? '',
    verdict: (f) => report.marks[f.rule.marks[0] ?? -1]?.word ?? '',
    file: (f) => (report.several ? `${report.repositories[f.repository]?.name ?? ''} ${f.file}` : f.file),
    confidence: (f) => report.confidences[f.confidence]?.word ?? '',
  };
  const name = names[group];
  if (!name) return [{ key: '', findings: found }];
  /** @type {Map<string, Finding[]>} */
  const groups = new Map();
  for (const f of found) {
    const key = name(f);
    const same = groups.get(key);
    if (same) same.push(f);
    else groups.set(key, [f]);
  }
  return [...groups].map(([key, findings]) => ({ key, findings }));
}
