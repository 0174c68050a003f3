// Writes the pages of docs/ that are made from the catalog. With --check it only compares, and ends with 1 on a difference.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { load, root } from './load.mjs';

const { buildTime } = await load('src/build-time.ts');
const pages = buildTime.docs(await buildTime.readRuleFolder(join(root, 'rules')));
for (const [name, text] of Object.entries(pages)) {
  const path = join(root, 'docs', name);
  if (!process.argv.includes('--check')) await writeFile(path, text);
  else if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
    console.error(`docs/${name} is not what the catalog says now; run “npm run docs”.`);
    process.exitCode = 1;
  }
}
