/**
 * What is shown, as the fragment of the address says it: each view has a link, a reload keeps it, and the back button leads to it.
 *
 * @typedef {{
 *   text: string, file: string, repository: string, capability: string[], verdict: string[], basis: string[], confidence: string[],
 *   work: string, rule: string, finding: string, group: string, sort: string, page: number,
 * }} State
 */

export const PICKS = /** @type {const} */ (['capability', 'verdict', 'basis', 'confidence']);
const WORDS = /** @type {const} */ (['text', 'file', 'repository', 'work', 'rule', 'finding']);
const PREFIX = '#findings?';

/** @returns {State} */
export function everything() {
  return {
    text: '',
    file: '',
    repository: '',
    capability: [],
    verdict: [],
    basis: [],
    confidence: [],
    work: '',
    rule: '',
    finding: '',
    group: 'work',
    sort: 'hardest',
    page: 1,
  };
}

/** @param {string} fragment @returns {State | null} null where it is about something else */
export function readState(fragment) {
  if (!fragment.startsWith(PREFIX)) return null;
  const query = new URLSearchParams(fragment.slice(PREFIX.length));
  const state = everything();
  for (const name of WORDS) state[name] = query.get(name) ?? '';
  for (const name of PICKS) state[name] = query.getAll(name);
  state.group = query.get('group') ?? state.group;
  state.sort = query.get('sort') ?? state.sort;
  state.page = Math.max(1, Math.trunc(Number(query.get('page'))) || 1);
  return state;
}

/** @param {State} state */
export function writeState(state) {
  const query = new URLSearchParams();
  const usual = everything();
  for (const name of WORDS) if (state[name] !== '') query.set(name, state[name]);
  for (const name of PICKS) for (const value of state[name]) query.append(name, value);
  if (state.group !== usual.group) query.set('group', state.group);
  if (state.sort !== usual.sort) query.set('sort', state.sort);
  if (state.page > 1) query.set('page', String(state.page));
  const text = query.toString();
  return text === '' ? '#findings' : PREFIX + text;
}

/** @param {State} state */
export function isFiltered(state) {
  return WORDS.some((name) => state[name] !== '') || PICKS.some((name) => state[name].length > 0);
}
