/** docs/templates.md: which template gets which data, told from the templates and from a page's own data, so that it cannot say anything else. */
import Handlebars from 'handlebars';
import type { Assessment } from './model/assessment.ts';
import type { Presentation } from './report/presentation.ts';
import { buildView } from './report/view/index.ts';

/** Texts by their paths under report-templates. */
export type TemplateTexts = Readonly<Record<string, string>>;

export function templatesPage(assessment: Assessment, templates: TemplateTexts): string {
  const uses = usesOf(templates);
  const rows = Object.keys(templates)
    .filter((path) => path.endsWith('.hbs'))
    .map((path) => {
      const { contexts, reads } = uses.get(path) ?? { contexts: new Set<string>(), reads: new Set<string>() };
      return `| \`${path}\` | ${listed([...contexts], 3)} | ${listed([...reads], Number.POSITIVE_INFINITY)} |`;
    });
  const view = viewsOf(assessment).reduce<Shape>((shape, one) => merged(shape, shapeOf(one)), NOTHING);
  return [
    '<!-- Made by “npm run docs” from report-templates and from the data of the samples; do not edit. -->',
    '',
    INTRODUCTION,
    '',
    '## Files',
    '',
    'A part gets one part of the page’s data: the second column says which, by its path in the tree below. A name ending in `[]` is a list, and the part is taken in once for each of its entries. The third column has the names that the shipped part reads.',
    '',
    '| File | Gets | Reads |',
    '| ---- | ---- | ----- |',
    ...rows,
    '| `report.css` | nothing | |',
    '| `report.js` | nothing | |',
    '',
    '## Data',
    '',
    'Texts are finished: numbers are grouped, sentences have their full stop, and a link is a link. “or nothing” marks what may be missing; ask for it with `{{#if name}}`. A section without anything to say is nothing as a whole, and is left out. Beside this data, `report.hbs` gets what it prints as it is: the style, the script, and `policy`, which lets both in.',
    '',
    '```text',
    ...treeOf(view, 0),
    '```',
    '',
  ].join('\n');
}

const INTRODUCTION = `# Templates of your own

\`cti2voice scan --templates my-templates\` takes files from \`my-templates\` in place of the shipped ones; \`report\` and \`merge\` do so too. Any of the files below may be there, and the rest stays as shipped:

- \`report.hbs\`: the page itself;
- \`partials/<name>.hbs\`: its parts;
- \`report.css\`: the whole style;
- \`report.js\`: the whole script, one plain script that imports nothing.

Begin a template or a style with a copy of the shipped file from \`report-templates/\` of the same version. For a name, a logo, a colour or a few words on the cover no template is needed: see \`brand\` in [configuration](configuration.md).

## What is checked

Before anything is scanned, every file is read and each fault is told with its file and line, all of them at once:

- a file with another name than those below, with the name that was probably meant;
- a template that is no [Handlebars](https://handlebarsjs.com/guide/) template, or that takes in a part which does not exist. No helper is there but \`if\`, \`unless\`, \`each\`, \`with\` and \`lookup\`;
- text that is printed unescaped (\`{{{name}}}\` or \`{{&name}}\`). Names and values come from files that somebody else wrote. Only what the shipped \`report.hbs\` prints so, its style and its script, may be printed so there;
- \`style\` and \`on…\` attributes, \`@import\`, and addresses in the style that lead elsewhere. The page carries its own Content-Security-Policy and would drop them;
- a script that does not parse.

When the page is made, a name that the data does not hold is an error with its file and line, in a text as in a block, and so is a page whose policy would refuse its own style or script. In \`report.hbs\` that means: \`{{policy}}\` stands in the \`meta\` element as it does in the shipped file, \`<style>{{{css}}}</style>\` and \`<script>{{{js}}}</script>\` without a space inside.

The names below may change with any version before 1.0, and a template that reads a name which is gone says so.`;

interface Use {
  /** Paths in the page's data that it is given. */
  readonly contexts: Set<string>;
  /** Names that it reads at the level of what it is given. */
  readonly reads: Set<string>;
}

type Node = Readonly<Record<string, unknown>> & { readonly type?: string };
interface PathNode {
  readonly type: string;
  readonly depth: number;
  readonly parts: readonly string[];
  readonly data: boolean;
}

const HELPERS = new Set(['if', 'unless', 'each', 'with', 'lookup']);

/** Follows the page from part to part. */
function usesOf(templates: TemplateTexts): Map<string, Use> {
  const uses = new Map<string, Use>();
  const seen = new Set<string>();
  const visit = (path: string, context: string): void => {
    if (seen.has(`${path} ${context}`) || templates[path] === undefined) return;
    seen.add(`${path} ${context}`);
    const use = uses.get(path) ?? { contexts: new Set<string>(), reads: new Set<string>() };
    uses.set(path, use);
    use.contexts.add(context);
    walk(Handlebars.parse(templates[path]).body, [context], use);
  };
  /** `contexts` with the innermost last; its first is that of the part itself. */
  const walk = (nodes: unknown, contexts: readonly string[], use: Use): void => {
    for (const node of (Array.isArray(nodes) ? nodes : []) as Node[]) {
      const resolve = (value: unknown): string => {
        const { parts, depth } = value as PathNode;
        if (depth === contexts.length - 1 && parts[0] !== undefined) use.reads.add(parts[0]);
        const base = contexts[contexts.length - 1 - depth] ?? contexts[0] ?? '';
        return [base, ...parts].filter((part) => part !== '').join('.');
      };
      const isPath = (value: unknown): boolean =>
        Object(value).type === 'PathExpression' && !(value as PathNode).data && !HELPERS.has((value as PathNode).parts[0] ?? '');
      const params = ((node['params'] as unknown[] | undefined) ?? []).filter(isPath).map(resolve);
      if (node.type === 'MustacheStatement' && isPath(node['path'])) resolve(node['path']);
      if (node.type === 'PartialStatement') {
        const { original } = node['name'] as { original: string };
        visit(`partials/${original}.hbs`, params[0] ?? contexts.at(-1) ?? '');
      }
      if (node.type === 'BlockStatement') {
        const helper = (node['path'] as PathNode).parts[0];
        const inner =
          helper === 'each' ? [...contexts, `${params[0] ?? ''}[]`] : helper === 'with' ? [...contexts, params[0] ?? ''] : contexts;
        walk(Object(node['program']).body, inner, use);
        walk(Object(node['inverse']).body, contexts, use);
      }
    }
  };
  visit('report.hbs', '');
  return uses;
}

function listed(names: readonly string[], most: number): string {
  const shown = names.slice(0, most).map((name) => (name === '' ? 'all of it' : `\`${name}\``));
  return [...shown, ...(names.length > most ? [`${names.length - most} more`] : [])].join(', ');
}

interface Shape {
  /** Words for what is no group: text, number, true or false, nothing. */
  readonly kinds: ReadonlySet<string>;
  readonly fields: ReadonlyMap<string, Shape> | null;
  readonly entries: Shape | null;
}

const NOTHING: Shape = { kinds: new Set(), fields: null, entries: null };

function shapeOf(value: unknown): Shape {
  if (value === null || value === undefined) return { ...NOTHING, kinds: new Set(['nothing']) };
  if (Array.isArray(value)) return { ...NOTHING, entries: value.map(shapeOf).reduce(merged, NOTHING) };
  if (typeof value === 'object') return { ...NOTHING, fields: new Map(Object.entries(value).map(([key, one]) => [key, shapeOf(one)])) };
  return { ...NOTHING, kinds: new Set([typeof value === 'string' ? 'text' : typeof value === 'boolean' ? 'true or false' : 'number']) };
}

function merged(one: Shape, other: Shape): Shape {
  const kinds = new Set([...one.kinds, ...other.kinds]);
  const entries = one.entries && other.entries ? merged(one.entries, other.entries) : (one.entries ?? other.entries);
  if (!one.fields || !other.fields) return { kinds, fields: one.fields ?? other.fields, entries };
  const fields = new Map(one.fields);
  for (const [key, shape] of other.fields) fields.set(key, merged(fields.get(key) ?? NOTHING, shape));
  return { kinds, fields, entries };
}

function treeOf({ fields, entries }: Shape, depth: number): string[] {
  return [...(fields ?? entries?.fields ?? [])].flatMap(([name, shape]) => {
    const inner = shape.entries ?? shape;
    const marks = shape.entries ? (inner.entries ? '[][]' : '[]') : '';
    const leaf = inner.entries ?? inner;
    const words = [...leaf.kinds].filter((kind) => kind !== 'nothing');
    const isOptional = shape.kinds.has('nothing') || leaf.kinds.has('nothing');
    const what = [...words, ...(isOptional ? [words.length > 0 || leaf.fields ? 'or nothing' : 'nothing in the samples'] : [])].join(' ');
    return [`${'  '.repeat(depth)}${name}${marks}${what === '' ? '' : `: ${what}`}`, ...treeOf(leaf, depth + 1)];
  });
}

/** The samples as one repository and as several, with and without a target, a brand and rates: no name is missed. */
function viewsOf(assessment: Assessment) {
  const several: Assessment = {
    ...assessment,
    repos: assessment.repos.flatMap((repo) => [repo, { ...repo, id: `${repo.id} again`, name: 'again' }]),
  };
  const { target } = assessment.options;
  const chosen = (of: Assessment): Assessment => ({
    ...of,
    options: { ...of.options, target: target === null ? 'partner-telephony-own' : null },
  });
  return [
    buildView(assessment),
    buildView(assessment, BARE),
    ...[chosen(assessment), several, chosen(several)].map((one) => buildView(one, FULL)),
  ];
}

const BARE: Presentation = {
  brand: { name: null, logo: null, accent: { light: null, dark: null }, client: null, author: null, cover: null, disclaimer: null },
  rates: null,
};

const FULL: Presentation = {
  brand: {
    name: 'name',
    logo: 'data:',
    accent: { light: null, dark: null },
    client: 'client',
    author: 'author',
    cover: 'cover',
    disclaimer: 'disclaimer',
  },
  rates: { currency: 'EUR', locale: 'en-GB', perHour: 100, roles: [] },
};
