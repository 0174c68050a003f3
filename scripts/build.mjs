// Makes dist/: the bundled program, the checked catalog, and the report's templates, style and script as one module.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import Handlebars from 'handlebars';
import { bundling, load, root } from './load.mjs';

const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const { buildTime } = await load('src/build-time.ts');

await rm(join(root, 'dist'), { recursive: true, force: true });
await mkdir(join(root, 'dist'));

// The catalog is checked here, once; a scan trusts it. Examples are the rules' proof and stay in rules/.
const ruleTexts = await buildTime.readRuleFolder(join(root, 'rules'));
const { catalog, sources } = buildTime.compile(ruleTexts);
const words = join(root, 'report-templates', 'lang');
const wordFiles = (await readdir(words)).filter((name) => name.endsWith('.yaml'));
const wordsOf = await Promise.all(wordFiles.map(async (name) => [name.replace(/\.yaml$/, ''), await readFile(join(words, name), 'utf8')]));
const modules = (await readdir(join(root, 'src'), { recursive: true })).filter((name) => name.endsWith('.ts'));
const sentences = await Promise.all(modules.sort().map(async (name) => sentencesIn(await readFile(join(root, 'src', name), 'utf8'))));
const languages = buildTime.compileLanguages(ruleTexts, Object.fromEntries(wordsOf), [...new Set(sentences.flat())]);

/** Only modules that use the tag are parsed. */
function sentencesIn(source) {
  return source.includes('/sentence.ts') ? buildTime.recordSentences(source) : [];
}

/** Its types call the result an object; it is JavaScript text.
 * @type {(text: string, options: object) => string} */
const precompile = Reflect.get(Handlebars, 'precompile');

const templates = join(root, 'report-templates');
const read = (name) => readFile(join(templates, name), 'utf8');
const partials = (await readdir(join(templates, 'partials'))).filter((name) => name.endsWith('.hbs')).sort();
const names = [['report', 'report.hbs'], ...partials.map((name) => [name.replace(/\.hbs$/, ''), `partials/${name}`])];
// What runs in the page: plain modules, put together.
const script = await build({
  entryPoints: [join(templates, 'report.js')],
  bundle: true,
  format: 'iife',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  minify: true,
  write: false,
  absWorkingDir: root,
  logLevel: 'warning',
});
// What stands unescaped in a shipped template may stand so in a user's own one of that name, and nothing else.
const raw = {};
for (const [name, file] of names) raw[name] = buildTime.rawSlots(await read(file));
const css = await read('report.css');
await buildAssets('report-assets', (text) => text, css);
for (const { code, messages } of languages)
  await buildAssets(
    `report-assets-${code}`,
    (text) => buildTime.translateTemplate(text, code, messages),
    buildTime.translateStyle(css, messages),
  );

/** The templates in one language, with the style and the script. */
async function buildAssets(module, inLanguage, style) {
  const compile = async (file) => precompile(inLanguage(await read(file)), buildTime.COMPILE_OPTIONS);
  const compiled = [];
  for (const [name, file] of names) compiled.push(`${JSON.stringify(name)}: ${await compile(file)}`);
  await build({
    ...bundling,
    stdin: {
      contents: `
      import Handlebars from 'handlebars/runtime';
      import { linkTemplates } from './src/report/link.ts';
      export const specs = {${compiled.join(',\n')}};
      export const progress = linkTemplates(Handlebars.create(), { ...specs, progress: ${await compile('progress.hbs')} }, 'progress');
      export const raw = ${JSON.stringify(raw)};
      export const assets = {
        template: linkTemplates(Handlebars.create(), specs),
        css: ${JSON.stringify(style)},
        js: ${JSON.stringify(script.outputFiles[0].text)},
      };`,
      resolveDir: root,
    },
    // Precompiled templates say the same few things many times over.
    minify: true,
    outfile: `dist/${module}.mjs`,
  });
}

const { metafile } = await build({
  ...bundling,
  entryPoints: { cli: 'src/cli.ts', 'look-ahead-worker': 'src/look-ahead-worker.ts', 'scan-worker': 'src/scan-worker.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  splitting: true,
  metafile: true,
});
const digest = createHash('sha256');
for (const file of Object.keys(metafile.outputs).sort()) digest.update(await readFile(join(root, file)));
const program = `${version} ${digest.digest('hex')}`;
await writeFile(join(root, 'dist', 'catalog.json'), JSON.stringify({ catalog, sources, toolVersion: version, build: program }));
for (const pack of languages) await writeFile(join(root, 'dist', `lang-${pack.code}.json`), JSON.stringify(pack));
await writeFile(
  join(root, 'dist', 'THIRD-PARTY-LICENSES.txt'),
  await licences([...Object.keys(metafile.inputs), 'node_modules/handlebars/runtime.js']),
);
await buildTime.writeSchemas(join(root, 'schema'));

/** The licence texts of every package that a bundle holds; their terms ask for it. */
async function licences(inputs) {
  const folders = new Set(inputs.flatMap((input) => /^(node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []));
  const parts = [];
  for (const folder of [...folders].sort((a, b) => (a < b ? -1 : 1))) {
    const { name, version, license } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
    const file = (await readdir(join(root, folder))).find((entry) => /^licen[cs]e(?:\.\w+)?$/i.test(entry));
    const text = file ? (await readFile(join(root, folder, file), 'utf8')).trim() : 'No licence file in the package.';
    parts.push(`${name} ${version} (${license})\n\n${text}\n`);
  }
  return parts.join(`\n${'-'.repeat(80)}\n\n`);
}
