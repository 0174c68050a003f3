/**
 * The list of findings: its filters, its order, its pages, and the address that says all of it.
 *
 * @import { Finding, Report } from './data.js'
 * @import { State } from './state.js'
 */
import { cards } from './cards.js';
import { fill, make, makeMark } from './dom.js';
import { grouped, pagesOfRules, selector } from './select.js';
import { everything, isFiltered, PICKS, readState, writeState } from './state.js';

/** The address follows typing after this many milliseconds: browsers allow only so many changes. */
const PAUSE = 300;

/** @param {Report} report */
export function startFinder(report) {
  const form = /** @type {HTMLFormElement | null} */ (document.getElementById('finder'));
  const box = document.getElementById('finding-groups');
  if (!form || !box) return;
  const { words } = report;
  const { article, quote, spot } = cards(report);
  const select = selector(report);
  const counter = /** @type {HTMLElement} */ (document.getElementById('finder-count'));
  const scope = /** @type {HTMLElement} */ (document.getElementById('finder-scope'));
  const link = /** @type {HTMLAnchorElement} */ (document.getElementById('finder-link'));
  const ahead = document.getElementById('finder-ahead');
  if (ahead) ahead.hidden = false;
  const byKey = new Map(report.findings.map((f) => [f.key, f]));
  const heads = headsOf(report);
  let state = everything();
  let waiting = 0;

  /** @param {string} name */
  const field = (name) => /** @type {HTMLInputElement | HTMLSelectElement} */ (form.elements.namedItem(name));

  /** @param {State} next @param {'push' | 'replace' | 'later' | 'keep'} how */
  function go(next, how) {
    state = next;
    clearTimeout(waiting);
    if (how === 'later') waiting = window.setTimeout(() => writeAddress(writeState(state), true), PAUSE);
    else if (how !== 'keep') writeAddress(writeState(state), how === 'replace');
    draw();
  }

  function draw() {
    const found = select(state);
    const isAll = !isFiltered(state);
    const rules = new Set(found.map((f) => f.rule)).size;
    counter.textContent =
      found.length === 0 ? (words['none'] ?? '') : fill(isAll ? words['all'] : words['some'], { n: found.length, all: report.findings.length, r: rules });
    scope.textContent = scopeText(report, state);
    link.setAttribute('href', writeState(state));
    const { nodes, pages } = state.group === 'work' ? ruleNodes(found) : listNodes(found);
    box?.replaceChildren(...nodes, ...pagerNodes(pages), ...(report.beyond ? [make('p', { class: 'muted' }, report.beyond)] : []));
    showFields();
  }

  /** @param {Finding[]} found */
  function ruleNodes(found) {
    const pages = pagesOfRules(found, report.page);
    const page = pages[Math.min(state.page, pages.length) - 1] ?? [];
    /** @type {Map<number, HTMLElement[]>} */
    const groups = new Map();
    for (const { rule, findings, shown } of page) {
      const card = article(rule);
      card.querySelector('.spots')?.remove();
      card.querySelector('.more')?.remove();
      card.append(make('ul', { class: 'spots plain' }, ...findings.slice(0, shown).map((f) => spot(f))));
      if (shown < findings.length) {
        const href = writeState({ ...state, rule: rule.id, group: 'none', page: 1 });
        card.append(
          make(
            'p',
            { class: 'muted more' },
            fill(words['places'], { n: shown, all: findings.length }),
            ' ',
            make('a', { href }, fill(words['allPlaces'], { n: findings.length })),
          ),
        );
      }
      groups.set(rule.group, [...(groups.get(rule.group) ?? []), card]);
    }
    const nodes = [...groups].toSorted(([x], [y]) => x - y).map(([at, articles]) => heads(at, articles));
    return { nodes, pages: pages.length };
  }

  /** @param {Finding[]} found */
  function listNodes(found) {
    const groups = grouped(report, found, state.group);
    const all = groups.flatMap((group) => group.findings.map((f) => ({ f, group })));
    const pages = Math.ceil(all.length / report.page);
    const from = (Math.min(state.page, Math.max(1, pages)) - 1) * report.page;
    const shown = all.slice(from, from + report.page);
    const nodes = [...new Set(shown.map(({ group }) => group))].map((group) =>
      make(
        'div',
        { class: 'group detail' },
        group.key === '' ? null : make('h3', {}, `${fill(words['chosen'], { name: group.key, n: group.findings.length })}`),
        make('ul', { class: 'spots plain' }, ...shown.filter((one) => one.group === group).map(({ f }) => listed(f))),
      ),
    );
    return { nodes, pages };
  }

  /** A finding in a list says its rule, which opens below it. @param {Finding} f */
  function listed(f) {
    const button = make('button', { type: 'button', class: 'open', 'aria-expanded': 'false' }, f.rule.title);
    const marks = f.rule.marks.flatMap((at) => report.marks[at] ?? []).map(makeMark);
    const item = spot(f, make('p', { class: 'head' }, button, ...marks.flatMap((mark) => [' ', mark])));
    button.addEventListener('click', () => {
      const isOpen = button.getAttribute('aria-expanded') === 'true';
      button.setAttribute('aria-expanded', String(!isOpen));
      if (isOpen) item.querySelector('.rule-text')?.remove();
      else item.append(quote(f.rule));
    });
    return item;
  }

  /** @param {number} pages */
  function pagerNodes(pages) {
    if (pages <= 1) return [];
    const page = Math.min(state.page, pages);
    /** @param {string | undefined} word @param {number} to */
    const turn = (word, to) => (to < 1 || to > pages ? null : make('a', { href: writeState({ ...state, page: to }) }, word ?? ''));
    return [
      make(
        'nav',
        { class: 'pager', 'aria-label': fill(words['page'], { page, pages }) },
        turn(words['previous'], page - 1),
        make('span', {}, fill(words['page'], { page, pages })),
        turn(words['next'], page + 1),
      ),
    ];
  }

  function showFields() {
    for (const name of ['text', 'file', 'repository', 'group', 'sort']) {
      const value = String(state[/** @type {'text'} */ (name)]);
      if (field(name).value !== value) field(name).value = value;
    }
    for (const name of PICKS) {
      const pick = form?.querySelector(`[data-pick="${name}"]`);
      for (const input of pick?.querySelectorAll('input') ?? []) input.checked = state[name].includes(input.value);
      pick?.classList.toggle('set', state[name].length > 0);
    }
  }

  /** @returns {State} */
  function readFields() {
    const next = { ...state, page: 1, finding: '' };
    for (const name of ['text', 'file', 'repository', 'group', 'sort']) Object.assign(next, { [name]: field(name).value });
    for (const name of PICKS)
      next[name] = [...(form?.querySelectorAll(`[data-pick="${name}"] input`) ?? [])].flatMap((input) =>
        input instanceof HTMLInputElement && input.checked ? [input.value] : [],
      );
    return next;
  }

  /** Follows the address, wherever it leads. @param {boolean} isStart */
  function follow(isStart) {
    const asked = readState(location.hash);
    const anchor = location.hash.slice(1);
    if (asked) {
      go(asked, 'keep');
      if (isStart) form?.scrollIntoView();
      else if (asked.page > 1) box?.scrollIntoView();
      return;
    }
    const f = byKey.get(anchor);
    const rule = report.rules.find((one) => one.anchor === anchor);
    const group = report.groups.find((one) => one.anchor === anchor);
    if ((anchor === '' || anchor === 'findings') && !isStart) go(everything(), 'keep');
    else if (f && !document.getElementById(anchor)) go({ ...everything(), finding: anchor }, 'keep');
    else if (rule && !document.getElementById(anchor)) go({ ...everything(), rule: rule.id }, 'keep');
    else if (group && anchor !== 'checks' && !document.getElementById(anchor)) go({ ...everything(), work: anchor }, 'keep');
    if (!f && !rule && !group) return;
    arrive(anchor);
    // Once a page is loaded the browser goes to its fragment by itself, and takes the focus away.
    if (isStart) addEventListener('load', () => setTimeout(() => arrive(anchor)));
  }

  /** @param {string} anchor */
  function arrive(anchor) {
    for (const old of document.querySelectorAll('.here')) old.classList.remove('here');
    const aim = document.getElementById(anchor);
    if (!aim) return;
    aim.classList.add('here');
    aim.scrollIntoView();
    const focus = aim.querySelector('a.at, h3, h4') ?? aim;
    if (!(focus instanceof HTMLElement)) return;
    if (focus.tabIndex < 0) focus.tabIndex = -1;
    focus.focus({ preventScroll: true });
  }

  // Rows that stood for rules and work items elsewhere give up their ids, now that these can be shown.
  for (const { anchor } of report.rules) {
    const row = document.getElementById(anchor);
    if (row?.matches('tr')) row.removeAttribute('id');
  }
  for (const pointer of document.querySelectorAll('#findings .scriptless')) pointer.remove();
  fillPicks(report, form);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    box.focus();
  });
  form.addEventListener('input', (event) => {
    const isTyping = event.target instanceof HTMLInputElement && event.target.type === 'search';
    go(readFields(), isTyping ? 'later' : 'push');
  });
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    go(everything(), 'push');
    field('text').focus();
  });
  // A picker closes like a menu: by Escape, and by leaving it.
  for (const pick of form.querySelectorAll('details')) {
    pick.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !pick.open) return;
      pick.open = false;
      pick.querySelector('summary')?.focus();
    });
    pick.addEventListener('focusout', (event) => {
      if (event.relatedTarget instanceof Node && !pick.contains(event.relatedTarget)) pick.open = false;
    });
  }
  addEventListener('hashchange', () => follow(false));
  addEventListener('popstate', () => follow(false));
  form.hidden = false;
  draw();
  follow(true);
}

/** @param {string} address @param {boolean} isReplaced */
function writeAddress(address, isReplaced) {
  if (location.hash === address) return;
  try {
    if (isReplaced) history.replaceState(null, '', address);
    else history.pushState(null, '', address);
  } catch {
    // A page in a sandbox may have no history; it works without.
  }
}

/** The heading of each group, made once; what stands in the page is kept. @param {Report} report */
function headsOf(report) {
  /** @type {Map<number, HTMLElement>} */
  const known = new Map();
  /** @param {number} at @param {HTMLElement[]} articles */
  return (at, articles) => {
    const group = report.groups[at];
    if (!group) return make('div', {}, ...articles);
    let box = known.get(at);
    if (!box) {
      const here = document.getElementById(group.anchor);
      box = here?.matches('.group')
        ? here
        : make(
            'div',
            // The section of the checks has that id.
            group.anchor === 'checks' ? { class: 'group detail' } : { class: 'group detail', id: group.anchor },
            make('h3', {}, group.title),
            group.description && make('p', { class: 'lede' }, group.description),
          );
      known.set(at, box);
    }
    for (const old of box.querySelectorAll('article')) old.remove();
    box.append(...articles);
    return box;
  };
}

/** Choices that lead to something. @param {Report} report @param {HTMLFormElement} form */
function fillPicks(report, form) {
  const used = {
    capability: new Set(report.rules.map((rule) => rule.capability)),
    verdict: new Set(report.rules.flatMap((rule) => rule.marks)),
    basis: new Set(report.rules.flatMap((rule) => rule.bases)),
    confidence: new Set(report.findings.map((f) => f.confidence)),
  };
  const terms = { capability: report.capabilities, verdict: report.marks, basis: report.bases, confidence: report.confidences };
  for (const name of PICKS) {
    const pick = form.querySelector(`[data-pick="${name}"]`);
    const options = terms[name].filter((_, at) => used[name].has(at));
    pick?.append(
      make(
        'fieldset',
        {},
        make('legend', { class: 'visually-hidden' }, pick.querySelector('summary')?.textContent ?? ''),
        ...options.map((term) =>
          make('label', {}, make('input', { type: 'checkbox', value: term.id }), ' ', term.icon ? makeMark(term) : term.word),
        ),
      ),
    );
  }
  const choice = /** @type {HTMLSelectElement} */ (form.elements.namedItem('repository'));
  const holding = new Set(report.findings.map((f) => f.repository));
  choice.append(
    make('option', { value: '' }, report.words['any'] ?? ''),
    ...report.repositories.flatMap((one, at) => (holding.has(at) ? [make('option', { value: one.id }, one.name)] : [])),
  );
  const label = document.getElementById('pick-repository');
  if (label) label.hidden = !report.several;
}

/** What narrows the view and has no field. @param {Report} report @param {State} state */
function scopeText(report, state) {
  if (state.finding !== '') return report.words['oneFinding'] ?? '';
  if (state.rule !== '') return fill(report.words['oneRule'], { name: report.rules.find(({ id }) => id === state.rule)?.title ?? state.rule });
  if (state.work !== '')
    return fill(report.words['oneWork'], { name: report.groups.find(({ anchor }) => anchor === state.work)?.title ?? state.work });
  return '';
}
