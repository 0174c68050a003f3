/**
 * What the page carries for its script, unpacked. The other side is src/report/view/packed-findings.ts.
 *
 * @typedef {{ id: string, word: string, icon?: string, tone?: string, short?: string }} Term
 * @typedef {{ mark: Term, targets: string, equivalent: string, action: string, caveats: string[], basis: string, sources: Source[], allRead: string }} Verdict
 * @typedef {{ number: number, title: string, href: string | null, read: string, note: string }} Source
 * @typedef {{ anchor: string, title: string, description: string }} Group
 * @typedef {{
 *   at: number, anchor: string, id: string, title: string, capability: number, group: number, marks: number[], bases: number[],
 *   meta: string[], text: { verdicts: Verdict[], shared: string[], others: Verdict[] } | null, count: number,
 * }} Rule
 * @typedef {{
 *   at: number, rule: Rule, key: string, repository: number, file: string, line: number, column: number, confidence: number,
 *   label: string, code: string, detail: string, hit: string, word: string, message: string, isTest: boolean, steps: string[],
 * }} Finding
 * @typedef {{ id: string, name: string, anchor: string }} Repository
 * @typedef {{ anchor: string, name: string, mark: Term | null, verdict: string, facts: [string, string][] }} Part
 * @typedef {{
 *   total: number, beyond: string | null, page: number, several: boolean, words: Record<string, string>, marks: Term[], bases: Term[],
 *   confidences: Term[], capabilities: Term[], repositories: Repository[], groups: Group[], rules: Rule[], findings: Finding[], parts: Part[],
 * }} Report
 */

/** @returns {Report | null} null where the page carries none */
export function readData() {
  const block = document.getElementById('report-data');
  if (!block?.textContent) return null;
  const packed = JSON.parse(block.textContent);
  /** @type {string[]} */
  const strings = packed.strings;
  /** @param {number | undefined} n */
  const text = (n) => strings[n ?? 0] ?? '';
  const sources = new Map(
    packed.sources.map((/** @type {any} */ s) => [s.number, { ...s, title: text(s.title), read: text(s.read), note: text(s.note) }]),
  );
  /** @param {any[]} v @returns {Verdict} */
  const verdict = ([mark, targets, equivalent, action, caveats, basis, numbers, allRead]) => ({
    mark: packed.marks[mark],
    targets: text(targets),
    equivalent: text(equivalent),
    action: text(action),
    caveats: caveats.map(text),
    basis: text(basis),
    sources: numbers.map((/** @type {number} */ n) => sources.get(n)),
    allRead: text(allRead),
  });
  /** @type {Finding[]} */
  const findings = [];
  /** @type {Rule[]} */
  const rules = packed.rules.map((/** @type {any} */ r, /** @type {number} */ at) => {
    /** @type {Rule} */
    const rule = {
      at,
      anchor: r.anchor,
      id: r.id,
      title: text(r.title),
      capability: r.capability,
      group: r.group,
      marks: r.marks,
      bases: r.bases,
      meta: r.meta.map(text),
      text: r.text && { verdicts: r.text.verdicts.map(verdict), shared: r.text.shared.map(text), others: r.text.others.map(verdict) },
      count: r.places.length,
    };
    for (const row of r.places) {
      findings.push({
        at: findings.length,
        rule,
        key: `f-${row[0]}`,
        repository: row[1] ?? 0,
        file: text(row[2]),
        line: row[3] ?? 0,
        column: row[4] ?? 0,
        confidence: row[5] ?? 0,
        label: text(row[6]),
        code: text(row[7]),
        detail: text(row[8]),
        hit: text(row[9]),
        word: text(row[10]),
        message: text(row[11]),
        isTest: row[12] === 1,
        steps: row.slice(13).map(text),
      });
    }
    return rule;
  });
  return {
    ...packed,
    capabilities: packed.capabilities.map((/** @type {any} */ c) => ({ id: c.id, word: text(c.word) })),
    repositories: packed.repositories.map((/** @type {any} */ r) => ({ id: text(r.id), name: text(r.name), anchor: r.anchor })),
    groups: packed.groups.map((/** @type {any} */ g) => ({ anchor: g.anchor, title: text(g.title), description: text(g.description) })),
    parts: packed.parts.map((/** @type {any} */ p) => ({
      anchor: p.anchor,
      name: text(p.name),
      mark: packed.marks[p.mark] ?? null,
      verdict: text(p.verdict),
      facts: Array.from({ length: p.facts.length / 2 }, (_, i) => [text(p.facts[2 * i]), text(p.facts[2 * i + 1])]),
    })),
    rules,
    findings,
  };
}
