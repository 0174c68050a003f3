/** Precompiled templates put together. Apart from `html.ts`, so that the compiled templates do not bring the whole view with them. */
import type { PageContext } from './html.ts';

/** The part of `handlebars/runtime.js` that precompiled templates need. */
interface TemplateRuntime {
  template: (spec: never) => (context: unknown, options?: never) => string;
  registerPartial: (name: string, partial: never) => void;
}

/**
 * Precompiled templates to one function. `runtime` is a private instance, from `create()`; `specs` holds the page
 * and each partial by its file name without the ending.
 */
export function linkTemplates<Page = PageContext>(
  runtime: TemplateRuntime,
  specs: Readonly<Record<string, unknown>>,
  main = 'report',
): (page: Page) => string {
  for (const [name, spec] of Object.entries(specs)) {
    if (name !== main) runtime.registerPartial(name, runtime.template(spec as never) as never);
  }
  return runtime.template(specs[main] as never);
}
