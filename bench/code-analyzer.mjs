// Salesforce Code Analyzer's core with its regex engine and one rule, as a command. Prints how many files were looked through and how
// many violations there are.
//
//   node bench/code-analyzer.mjs <folder> <regular expression> [<endings, joined by commas>]
import { CodeAnalyzer, CodeAnalyzerConfig } from '@salesforce/code-analyzer-core';
import { createEnginePlugin } from '@salesforce/code-analyzer-regex-engine';
import { argv, stdout } from 'node:process';

const [folder, pattern, endings] = argv.slice(2);
const rule = {
  regex: `/${pattern}/g`,
  description: 'A use of Open CTI',
  violation_message: 'Open CTI is used here.',
  severity: 3,
  tags: ['Recommended'],
  ...(endings === undefined ? {} : { file_extensions: endings.split(',') }),
};
const analyzer = new CodeAnalyzer(CodeAnalyzerConfig.fromObject({ engines: { regex: { custom_rules: { UsesOpenCti: rule } } } }));
await analyzer.addEnginePlugin(createEnginePlugin());
const workspace = await analyzer.createWorkspace([folder]);
const rules = await analyzer.selectRules(['UsesOpenCti'], { workspace });
if (rules.getCount() !== 1) throw new Error(`${rules.getCount()} rules were selected, not one.`);
const results = await analyzer.run(rules, { workspace });
const files = await workspace.getTargetedFiles();
stdout.write(`${JSON.stringify({ files: files.length, hits: results.getViolationCount() })}\n`);
