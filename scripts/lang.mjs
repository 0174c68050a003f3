// Translations of the catalog: brings rules/lang/<code>/ in line with the catalog, or only says how it stands.
//
//   npm run lang -- de            writes what is missing as skeletons, marks what is stale, takes out what the catalog no longer has
//   npm run lang -- de --status   writes nothing
//   npm run lang -- de --check    writes nothing; ends with 1 unless everything is translated and up to date
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { Document, visit } from 'yaml';
import { load, root } from './load.mjs';

const [code, ...flags] = process.argv.slice(2);
if (!code || !/^[a-z]{2,3}(-[A-Z]{2})?$/.test(code)) {
  console.error('Name a language: npm run lang -- de');
  process.exit(2);
}
const { buildTime } = await load('src/build-time.ts');
const texts = await buildTime.readRuleFolder(join(root, 'rules'));
const { judgement, translation, files } = buildTime.translationFiles(texts, code);

const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;
const open = judgement.found.filter(({ entry }) => entry === null);
const done = judgement.found.length - open.length;
console.log(`${code}: ${done} of ${judgement.found.length} texts are translated (${Math.floor((100 * done) / judgement.found.length)} %).`);
for (const { file, line, reason } of judgement.faults) console.log(`wrong    rules/${file.replace(/^rules\//, '')}:${line} ${reason}`);
const where = ({ file, line }) => `rules/lang/${code}/${file}:${line}`;
for (const { entry } of judgement.stale) console.log(`stale    ${where(entry)} ${entry.address ?? entry.english}`);
for (const entry of judgement.unknown) console.log(`unknown  ${where(entry)} ${entry.address ?? entry.english}`);
const missing = new Map();
for (const { text } of open) missing.set(text.file, (missing.get(text.file) ?? 0) + 1);
for (const [file, number] of missing) console.log(`missing  ${file}: ${count(number, 'text', 'texts')}`);

if (flags.includes('--check')) {
  if (judgement.faults.length + judgement.stale.length + judgement.unknown.length + open.length > 0) process.exitCode = 1;
} else if (!flags.includes('--status')) {
  // What cannot be read would be lost by writing.
  if (translation.faults.some(({ file }) => !file.endsWith('/language.yaml'))) {
    console.error('Nothing was written: put right what is wrong first.');
    process.exit(1);
  }
  const options = await resolveConfig(join(root, 'package.json'));
  const folder = join(root, 'rules', 'lang', code);
  let changed = 0;
  for (const [file, content] of Object.entries(files)) {
    const path = join(folder, file);
    if (content === null) {
      await rm(path, { force: true });
      continue;
    }
    const yaml = await format(`${content.head}\n${written(content.data)}`, { ...options, parser: 'yaml' });
    if ((await readFile(path, 'utf8').catch(() => '')) === yaml) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, yaml);
    changed++;
  }
  console.log(`${count(changed, 'file', 'files')} written.`);
}

/** Sentences of more than a line stand folded, as they do in the catalog. */
function written(data) {
  const document = new Document(data);
  visit(document, {
    Scalar(key, node) {
      if (key === 'value' && typeof node.value === 'string' && node.value.length > 100) node.type = 'BLOCK_FOLDED';
    },
  });
  return document.toString({ lineWidth: 130 });
}
