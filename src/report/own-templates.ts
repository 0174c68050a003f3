/**
 * Templates that a user brings, in place of shipped ones of the same name. The compiler comes with this module, so it is loaded only here.
 *
 * A template is trusted to look as it likes, and with nothing else: what it prints stays escaped, and the page's own policy has to let in
 * what it holds.
 */
import { createHash } from 'node:crypto';
import { Script } from 'node:vm';
import Handlebars from 'handlebars';
import type { PageContext, ReportAssets } from './html.ts';
import { COMPILE_OPTIONS } from './templates.ts';
import { visible } from './view/text.ts';

export interface OwnFile {
  /** As under report-templates: `report.hbs`, `partials/work.hbs`, `report.css`, `report.js`. */
  readonly path: string;
  readonly text: string;
}

/** A fault in a template with its place. */
export interface TemplateFault {
  readonly path: string;
  readonly line: number;
  readonly reason: string;
}

/** Thrown while a page is made; where it is a user's own template that is wrong. */
export class TemplateError extends Error {
  readonly fault: TemplateFault;

  constructor(fault: TemplateFault) {
    super(`${fault.path}:${fault.line} ${fault.reason}`);
    this.name = 'TemplateError';
    this.fault = fault;
  }
}

export interface Shipped {
  readonly assets: ReportAssets;
  readonly specs: Readonly<Record<string, unknown>>;
  readonly raw: Readonly<Record<string, readonly string[]>>;
}

/** `report` and the partials by their names, as paths under report-templates. */
export function templatePaths(shipped: Shipped): string[] {
  return [
    ...Object.keys(shipped.specs).map((name) => (name === 'report' ? 'report.hbs' : `partials/${name}.hbs`)),
    'report.css',
    'report.js',
  ];
}

/** Every fault at once; none of them means that `link` can go on. */
export function checkTemplates(files: readonly OwnFile[], shipped: Shipped): TemplateFault[] {
  return files.flatMap(({ path, text }) => {
    if (path === 'report.css') return checkStyle(path, text);
    if (path === 'report.js') return checkScript(path, text);
    return checkTemplate(path, text, shipped);
  });
}

/** The shipped templates with the user's in their places. */
export function linkOwn(files: readonly OwnFile[], shipped: Shipped): ReportAssets {
  const own = new Map(files.map(({ path, text }) => [path, text]));
  const runtime = Handlebars.create();
  // The types do not know what the build made ahead of time.
  const precompiled = runtime.template as unknown as (spec: unknown) => Template;
  const { saying, currentIsOwn } = follow();
  askStrictly(runtime, currentIsOwn);
  let main: Template | null = null;
  for (const [name, spec] of Object.entries(shipped.specs)) {
    const path = name === 'report' ? 'report.hbs' : `partials/${name}.hbs`;
    const text = own.get(path);
    const compiled = text === undefined ? precompiled(spec) : (runtime.compile(text, COMPILE_OPTIONS) as unknown as Template);
    const placed = saying(path, text !== undefined, compiled);
    if (name === 'report') main = placed;
    else runtime.registerPartial(name, placed as never);
  }
  const template = main;
  if (!template) throw new Error('The shipped templates have no page.');
  return {
    template: (context: PageContext) => {
      const html = template(context);
      checkPolicy(html, context.policy);
      return html;
    },
    css: own.get('report.css') ?? shipped.assets.css,
    js: own.get('report.js') ?? shipped.assets.js,
  };
}

type Template = (context: unknown, options?: never) => string;

/** Which template is at work. The innermost one that sees an error is the one in which it is. */
function follow() {
  const atWork: boolean[] = [];
  const saying =
    (path: string, isOwn: boolean, template: Template): Template =>
    (context, options) => {
      atWork.push(isOwn);
      try {
        return template(context, options);
      } catch (error) {
        if (error instanceof TemplateError) throw error;
        const { lineNumber } = Object(error) as { lineNumber?: unknown };
        throw new TemplateError({
          path: isOwn ? path : `${path} (the shipped one)`,
          line: typeof lineNumber === 'number' ? lineNumber : 1,
          reason: error instanceof Error ? told(error.message) : String(error),
        });
      } finally {
        atWork.pop();
      }
    };
  return { saying, currentIsOwn: () => atWork.at(-1) === true };
}

/** Strictness ends at blocks: a name that is no data would be a block that is never shown. A page's data says null for nothing. */
function askStrictly(runtime: typeof Handlebars, currentIsOwn: () => boolean): void {
  for (const name of ['if', 'unless', 'each', 'with']) {
    const helper = runtime.helpers[name] as Handlebars.HelperDelegate;
    runtime.registerHelper(name, function (this: unknown, value: unknown, options: BlockOptions) {
      if (value === undefined && currentIsOwn()) {
        const error = new Error(`a block asks “${name}” of what is no data that this template gets`);
        throw Object.assign(error, { lineNumber: options.loc?.start.line });
      }
      return helper.call(this, value, options) as unknown;
    });
  }
}

type BlockOptions = Handlebars.HelperOptions & { readonly loc?: { readonly start: { readonly line: number } } };

/** Without the place, which is named before it, and without the name of a thing that says nothing. */
function told(message: string): string {
  const undefinedName = /^"([^"]+)" not defined in/.exec(message);
  return undefinedName ? `“${undefinedName[1] ?? ''}” is no data that this template gets` : message.replace(/ - \d+:\d+$/, '');
}

function checkTemplate(path: string, text: string, shipped: Shipped): TemplateFault[] {
  const name = path.replace(/^partials\//, '').replace(/\.hbs$/, '');
  const faults: TemplateFault[] = [];
  try {
    // A function is only made when it is first used, so this is what tells whether it can be.
    Handlebars.precompile(text, COMPILE_OPTIONS);
  } catch (error) {
    return [{ path, ...compileFault(error) }];
  }
  const allowed = new Set(shipped.raw[name]);
  const { raw, partials } = look(text);
  for (const slot of raw) {
    if (!allowed.has(slot.name))
      faults.push({
        path,
        line: slot.line,
        reason: `prints “${slot.name}” unescaped: it may hold what a stranger wrote; use {{${slot.name}}}`,
      });
  }
  const known = Object.keys(shipped.specs);
  for (const partial of partials) {
    if (!known.includes(partial.name)) faults.push({ path, line: partial.line, reason: `takes in “${partial.name}”, which is no partial` });
  }
  text.split('\n').forEach((line, index) => {
    const inline = /<[a-z][^<>]*\s(style|on[a-z]+)\s*=/i.exec(line);
    if (inline)
      faults.push({
        path,
        line: index + 1,
        reason: `holds the attribute ${(inline[1] ?? '').toLowerCase()}, which the page’s own policy lets nobody use; style belongs in report.css, script in report.js`,
      });
  });
  if (name === 'report') {
    for (const slot of ['policy', ...allowed]) {
      if (!new RegExp(`\\{\\{\\{?~?\\s*${slot}\\s*~?\\}`).test(text))
        faults.push({ path, line: 1, reason: `has no place for {{${slot}}}` });
    }
  }
  return faults;
}

function compileFault(error: unknown): Pick<TemplateFault, 'line' | 'reason'> {
  const message = error instanceof Error ? error.message : String(error);
  const { lineNumber, hash } = Object(error) as { lineNumber?: unknown; hash?: { loc?: { first_line?: number } } };
  const [, inText] = /(?:on line|-) (\d+)/.exec(message) ?? [];
  const line = typeof lineNumber === 'number' ? lineNumber : (hash?.loc?.first_line ?? (inText === undefined ? 1 : Number(inText)));
  // Of the parser's own picture, the last line says what it met.
  const lines = message.split('\n').filter((one) => one.trim() !== '');
  const met = /^Expecting .*got (.*)$/.exec(lines.at(-1) ?? '');
  const what = met ? `ends or breaks off where it should not (near “${(lines[1] ?? '').trim().slice(-40)}”)` : told(lines[0] ?? message);
  return { line, reason: `is no template: ${what}` };
}

interface Placed {
  readonly name: string;
  readonly line: number;
}

/** What a template prints unescaped, by name. */
export function rawSlots(text: string): string[] {
  return [...new Set(look(text).raw.map(({ name }) => name))];
}

function look(text: string): { readonly raw: readonly Placed[]; readonly partials: readonly Placed[] } {
  const raw: Placed[] = [];
  const partials: Placed[] = [];
  const go = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(go);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const node = value as Readonly<Record<string, unknown>> & { type?: string; loc?: { start: { line: number } } };
    const line = node.loc?.start.line ?? 1;
    const { original } = Object(node['path'] ?? node['name']) as { original?: unknown };
    if (node.type === 'MustacheStatement' && node['escaped'] === false) raw.push({ name: String(original), line });
    if (node.type?.startsWith('Partial')) partials.push({ name: typeof original === 'string' ? original : 'something worked out', line });
    for (const [key, one] of Object.entries(node)) if (key !== 'loc') go(one);
  };
  go(Handlebars.parse(text).body);
  return { raw, partials };
}

/** A page shows such characters instead of holding them, which would make another style or script of it. */
function hidden(path: string, text: string): TemplateFault[] {
  return text
    .replaceAll('\r', '')
    .split('\n')
    .flatMap((line, index) =>
      visible(line) === line ? [] : [{ path, line: index + 1, reason: 'holds a control character, or one that turns text round' }],
    );
}

function checkStyle(path: string, text: string): TemplateFault[] {
  const faults = text.split('\n').flatMap((line, index) => {
    if (/<\/style/i.test(line)) return [{ path, line: index + 1, reason: 'ends the style before its end' }];
    const outside = /@import|url\(\s*["']?(?!data:|#)/i.exec(line);
    return outside
      ? [{ path, line: index + 1, reason: `fetches something (${outside[0]}), which the page’s own policy lets nobody do` }]
      : [];
  });
  return [...faults, ...hidden(path, text)];
}

function checkScript(path: string, text: string): TemplateFault[] {
  const faults = hidden(path, text);
  text.split('\n').forEach((line, index) => {
    if (/<\/script|<!--/i.test(line))
      faults.push({ path, line: index + 1, reason: 'holds “</script” or “<!--”, which would end it before its end' });
  });
  try {
    // Compiled and not run.
    void new Script(text, { filename: path });
  } catch (error) {
    const { stack = '', message } = error as Error;
    const [, line = '1'] = /:(\d+)\n/.exec(stack) ?? [];
    faults.push({ path, line: Number(line), reason: `is no script: ${message}` });
  }
  return faults;
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
}

/** What the page holds must be what its policy lets in: a space before the end of the style is enough to lose it. */
function checkPolicy(html: string, policy: string): void {
  const fail = (reason: string): never => {
    throw new TemplateError({ path: 'report.hbs', line: 1, reason });
  };
  // The policy as an attribute holds it.
  if (!html.includes(Handlebars.escapeExpression(policy))) fail('leaves out the page’s policy: {{policy}}');
  for (const tag of ['style', 'script']) {
    for (const [, attributes = '', text = ''] of html.matchAll(new RegExp(`<${tag}\\b([^>]*)>([\\s\\S]*?)</${tag}\\s*>`, 'gi'))) {
      if (/\ssrc\s*=/i.test(attributes) || /\stype\s*=\s*["']?application\/json/i.test(attributes)) continue;
      if (!policy.includes(hashOf(text)))
        fail(
          `holds a <${tag}> that the page’s own policy would refuse: only {{{${tag === 'style' ? 'css' : 'js'}}}} may stand in it, without a space around it`,
        );
    }
  }
}
