/**
 * Compiles the templates under `report-templates/` with the whole of Handlebars: for tests and for development.
 *
 * The build does the same ahead of time and ships no compiler:
 *
 *     Handlebars.precompile(text, COMPILE_OPTIONS)
 *
 * for `report.hbs` under the name `report` and for each `partials/<name>.hbs` under `<name>`; `linkTemplates` of `link.ts`
 * puts them together again on `handlebars/runtime.js`.
 */
import Handlebars from 'handlebars';
import type { PageContext } from './html.ts';

/** A name that the view does not hold is an error, and no helper exists but the built-in ones. */
export const COMPILE_OPTIONS = { strict: true, knownHelpersOnly: true, preventIndent: true } as const;

/** The names after `{{>`, in the order in which they are met. */
export function partialsIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{~?>\s*([\w-]+)/g)].map((match) => match[1] ?? ''))];
}

/** `read` is given `report.hbs` and then `partials/<name>.hbs` for each partial that is used somewhere. */
export function compileTemplates<Page = PageContext>(read: (name: string) => string, page = 'report'): (context: Page) => string {
  const handlebars = Handlebars.create();
  const main = read(`${page}.hbs`);
  const waiting = partialsIn(main);
  const known = new Set<string>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (known.has(name)) continue;
    known.add(name);
    const text = read(`partials/${name}.hbs`);
    handlebars.registerPartial(name, handlebars.compile(text, COMPILE_OPTIONS));
    waiting.push(...partialsIn(text));
  }
  return handlebars.compile(main, COMPILE_OPTIONS);
}
