// Writes the pages of docs/ that are made from the catalog and the templates. With --check it only compares, and ends with 1 on a difference.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { load, root } from './load.mjs';

const { buildTime } = await load('src/build-time.ts');
const read = (...path) => readFile(join(root, ...path), 'utf8');
const partials = (await readdir(join(root, 'report-templates', 'partials'))).filter((name) => name.endsWith('.hbs')).sort();
const templates = {};
for (const name of ['report.hbs', ...partials.map((name) => `partials/${name}`)]) templates[name] = await read('report-templates', name);
const pages = {
  ...buildTime.docs(await buildTime.readRuleFolder(join(root, 'rules'))),
  ...buildTime.templateDocs(await read('samples', 'report', 'assessment.json'), templates),
};
for (const [name, text] of Object.entries(pages)) {
  const path = join(root, 'docs', name);
  if (!process.argv.includes('--check')) await writeFile(path, text);
  else if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
    console.error(`docs/${name} is not what the catalog says now; run “npm run docs”.`);
    process.exitCode = 1;
  }
}
