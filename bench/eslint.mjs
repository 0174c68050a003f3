// ESLint with one selector over the script files of a folder, as a command. Prints how many files were read and how many hits there are.
//
//   node bench/eslint.mjs <folder> <selector>
import { ESLint } from 'eslint';
import { argv, stdout } from 'node:process';

const [cwd, selector] = argv.slice(2);
const eslint = new ESLint({
  cwd,
  overrideConfigFile: true,
  errorOnUnmatchedPattern: false,
  overrideConfig: {
    files: ['**/*.{js,mjs,cjs}'],
    // The directives of strangers ask for rules that are not loaded here.
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
    rules: { 'no-restricted-syntax': ['error', selector] },
  },
});
const results = await eslint.lintFiles(['**/*.{js,mjs,cjs}']);
let hits = 0;
let unread = 0;
for (const { messages } of results) {
  for (const { ruleId, fatal } of messages) {
    if (ruleId === 'no-restricted-syntax') hits++;
    if (fatal) unread++;
  }
}
stdout.write(`${JSON.stringify({ files: results.length, hits, unread })}\n`);
