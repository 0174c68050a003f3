/**
 * Rules and findings as elements, the same as the templates partials/rule.hbs, verdict.hbs and spot.hbs make them.
 *
 * @import { Finding, Report, Rule, Source, Verdict } from './data.js'
 */
import { fill, make, makeMark, makeStep } from './dom.js';

/** @param {Report} report */
export function cards(report) {
  const { words } = report;
  /** What stands in the page as markup is kept, and never made a second time. @type {Map<Rule, HTMLElement>} */
  const articles = new Map();
  for (const rule of report.rules) {
    const here = document.getElementById(rule.anchor);
    if (here?.matches('#finding-groups article')) articles.set(rule, here);
  }

  /** @param {string | undefined} word */
  const tag = (word) => make('b', { class: 'tag' }, word ?? '');

  /** @param {Source} source @param {boolean} withDay */
  const sourceLink = (source, withDay) => {
    const isWeb = source.href !== null && /^https?:\/\//.test(source.href);
    const link = isWeb
      ? make('a', { class: 'src', href: source.href ?? '', rel: 'noreferrer', 'data-n': String(source.number) }, source.title)
      : make('a', { class: 'src', href: `#source-${source.number}`, 'data-n': String(source.number) }, source.title);
    return [link, withDay ? `, ${fill(words['read'], { day: source.read })}` : '', source.note ? ` (${source.note})` : ''];
  };

  /** @param {Verdict} v */
  const verdictEntry = (v) =>
    make(
      'div',
      { class: 'verdict-entry' },
      make('p', { class: 'verdict-for' }, makeMark(v.mark), ` ${v.targets}`),
      make('p', { class: 'say' }, tag(words['inVoice']), ` ${v.equivalent}`),
      make('p', { class: 'say' }, tag(words['toDo']), ` ${v.action}`),
      ...v.caveats.map((caveat) => make('p', { class: 'say' }, tag(words['mind']), ` ${caveat}`)),
      make(
        'p',
        { class: 'say basis' },
        tag(words['basis']),
        ' ',
        make('strong', {}, `${v.basis}.`),
        ' ',
        ...v.sources.flatMap((source, at) => [at > 0 ? ' · ' : '', ...sourceLink(source, v.allRead === '')]),
        v.allRead === '' ? '' : `. ${fill(words['allRead'], { day: v.allRead })}`,
      ),
    );

  /** What a rule says. @param {Rule} rule */
  const ruleText = (rule) => {
    const box = make('div', { class: 'rule-text' });
    if (!rule.text) {
      box.append(make('p', { class: 'elsewhere' }, ...rule.marks.map((at) => report.marks[at]).map((mark) => mark && makeMark(mark)), ' '));
      box.firstElementChild?.append(make('a', { href: `#${rule.anchor}` }, words['checkText'] ?? ''));
      return box;
    }
    const { verdicts, shared, others } = rule.text;
    box.append(...verdicts.map(verdictEntry));
    if (shared.length > 0)
      box.append(
        make(
          'div',
          { class: 'verdict-entry' },
          make('p', { class: 'verdict-for' }, words['allTargets'] ?? ''),
          ...shared.map((caveat) => make('p', { class: 'say' }, tag(words['mind']), ` ${caveat}`)),
        ),
      );
    if (others.length > 0) box.append(make('details', {}, make('summary', {}, words['others'] ?? ''), ...others.map(verdictEntry)));
    return box;
  };

  /** @param {Rule} rule */
  const article = (rule) => {
    const known = articles.get(rule);
    if (known) return known;
    // The text of a check stands in a section of its own, which keeps the id.
    const isElsewhere = rule.text === null;
    const made = make(
      'article',
      isElsewhere ? { class: 'rule' } : { class: 'rule', id: rule.anchor },
      make('h4', {}, rule.title),
      make('p', { class: 'meta' }, [...rule.meta, report.capabilities[rule.capability]?.word, rule.id].filter(Boolean).join(' · ')),
      ruleText(rule),
    );
    articles.set(rule, made);
    return made;
  };

  /** What a rule says, to stand below a finding in a list. @param {Rule} rule */
  const quote = (rule) => {
    const text = article(rule).querySelector('.rule-text');
    return text ? text.cloneNode(true) : make('div', {});
  };

  /** @param {string} line @param {string} hit */
  const marked = (line, hit) => {
    const at = hit === '' ? -1 : line.indexOf(hit);
    if (at < 0) return make('code', { class: 'snippet' }, line);
    return make('code', { class: 'snippet' }, line.slice(0, at), make('b', {}, hit), line.slice(at + hit.length));
  };

  /** One finding where it stands. @param {Finding} f @param {...Node} before */
  const spot = (f, ...before) => {
    const repository = report.several ? make('span', { class: 'repo' }, report.repositories[f.repository]?.name ?? '') : null;
    return make(
      'li',
      { id: f.key },
      ...before,
      make('a', { class: 'at', href: `#${f.key}` }, repository, repository && ' ', `${f.file}:${f.line}:${f.column}`),
      ' ',
      make('span', { class: 'sure' }, report.confidences[f.confidence]?.short ?? '', f.isTest && make('i', {}, `, ${words['inTest']}`)),
      f.message && make('p', { class: 'free' }, f.message),
      f.label && make('span', { class: 'label' }, f.label),
      f.detail && make('span', { class: 'note' }, ` ${f.detail}`),
      f.code && marked(f.code, f.hit),
      f.word && make('span', { class: 'note' }, ` ${f.word}`),
      f.steps.length > 0 &&
        make('p', { class: 'how' }, `${words['how']} `, ...f.steps.flatMap((step, at) => [at > 0 ? '; ' : '', ...makeStep(step)])),
    );
  };

  return { article, quote, spot };
}
