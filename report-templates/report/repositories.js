/**
 * Parts of repositories that do not stand in the page, made when they are asked for.
 *
 * @import { Report } from './data.js'
 */
import { make, makeMark } from './dom.js';
import { everything, writeState } from './state.js';

/** @param {Report} report */
export function startRepositories(report) {
  const box = document.getElementById('repository-parts');
  if (!box) return;
  const { parts, repositories, words } = report;
  /** @param {string} anchor */
  const link = (anchor) => {
    const repository = repositories.find((one) => one.anchor === anchor);
    return make('p', {}, make('a', { href: writeState({ ...everything(), repository: repository?.id ?? '' }) }, words['itsFindings'] ?? ''));
  };
  for (const part of box.children) if (part.id) part.append(link(part.id));
  if (parts.length === 0) return;

  // Until now the rows of the portfolio were what links to these led to.
  for (const part of parts) document.getElementById(part.anchor)?.removeAttribute('id');
  const show = () => {
    const anchor = location.hash.slice(1);
    const part = parts.find((one) => one.anchor === anchor);
    if (!part) return;
    const known = document.getElementById(anchor);
    const made =
      known ??
      make(
        'div',
        { id: anchor, class: 'group' },
        make('h3', { tabindex: '-1' }, part.name),
        make('p', {}, part.mark && makeMark(part.mark), part.mark && ': ', part.verdict),
        make('dl', { class: 'plain-facts' }, ...part.facts.flatMap(([name, text]) => [make('dt', {}, name), make('dd', {}, text)])),
        link(anchor),
      );
    if (!known) box.prepend(made);
    made.scrollIntoView();
    made.querySelector('h3')?.focus({ preventScroll: true });
    if (pick) pick.value = anchor;
  };
  const pick = /** @type {HTMLSelectElement | null} */ (document.getElementById('repository-pick'));
  const finder = document.getElementById('repository-finder');
  if (pick && finder) {
    pick.append(make('option', { value: '' }, '–'), ...parts.map((part) => make('option', { value: part.anchor }, part.name)));
    pick.addEventListener('change', () => {
      if (pick.value) location.hash = pick.value;
    });
    finder.hidden = false;
  }
  document.querySelector('#each-repository .scriptless')?.remove();
  addEventListener('hashchange', show);
  addEventListener('load', () => setTimeout(show));
  show();
}
