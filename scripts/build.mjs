// Makes dist/: the bundled program, the checked catalog, and the report's templates, style and script as one module.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import Handlebars from 'handlebars';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));

const shared = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  mainFields: ['module', 'main'],
  // Some of what is bundled is CommonJS and asks for Node's own modules by require.
  banner: { js: "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);" },
  absWorkingDir: root,
  logLevel: 'warning',
};

/** Runs TypeScript of this project during the build. */
async function load(entry) {
  const folder = await mkdtemp(join(tmpdir(), 'cti2voice-build-'));
  const outfile = join(folder, 'module.mjs');
  await build({ ...shared, entryPoints: [entry], outfile });
  const module = await import(pathToFileURL(outfile).href);
  await rm(folder, { recursive: true });
  return module;
}

await rm(join(root, 'dist'), { recursive: true, force: true });
await mkdir(join(root, 'dist'));

const { buildTime } = await load('src/build-time.ts');

// The catalog is checked here, once; a scan trusts it. Examples are the rules' proof and stay in rules/.
const texts = await buildTime.readRuleFolder(join(root, 'rules'));
const { catalog, sources } = buildTime.compile(texts);
await writeFile(join(root, 'dist', 'catalog.json'), JSON.stringify({ catalog, sources, toolVersion: version }));

const templates = join(root, 'report-templates');
const read = (name) => readFile(join(templates, name), 'utf8');
const partials = (await readdir(join(templates, 'partials'))).filter((name) => name.endsWith('.hbs')).sort();
const specs = [['report', await read('report.hbs')]];
for (const name of partials) specs.push([name.replace(/\.hbs$/, ''), await read(`partials/${name}`)]);
const compiled = specs.map(([name, text]) => `${JSON.stringify(name)}: ${Handlebars.precompile(text, buildTime.COMPILE_OPTIONS)}`);
await build({
  ...shared,
  stdin: {
    contents: `
      import Handlebars from 'handlebars/runtime';
      import { linkTemplates } from './src/report/html.ts';
      export const assets = {
        template: linkTemplates(Handlebars.create(), {${compiled.join(',\n')}}),
        css: ${JSON.stringify(await read('report.css'))},
        js: ${JSON.stringify(await read('report.js'))},
      };`,
    resolveDir: root,
  },
  outfile: 'dist/report-assets.mjs',
});

await build({ ...shared, entryPoints: { cli: 'src/cli.ts' }, outdir: 'dist', outExtension: { '.js': '.mjs' }, splitting: true });
await buildTime.writeSchemas(join(root, 'schema'));
