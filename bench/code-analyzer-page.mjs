// The HTML report that Salesforce Code Analyzer's core writes for a folder, with its regex engine and one rule: something to hold this
// project's page against. Prints the number of violations.
//
//   node bench/code-analyzer-page.mjs <folder> <report to write>
import { writeFileSync } from 'node:fs';
import { argv, stdout } from 'node:process';
import { CodeAnalyzer, CodeAnalyzerConfig, OutputFormat } from '@salesforce/code-analyzer-core';
import { createEnginePlugin } from '@salesforce/code-analyzer-regex-engine';

const [folder, page] = argv.slice(2);
const rule = {
  regex: '/sforce\\.opencti\\.\\w+/g',
  description: 'A use of Open CTI',
  violation_message: 'Open CTI is used here.',
  severity: 3,
  tags: ['Recommended'],
};
const analyzer = new CodeAnalyzer(CodeAnalyzerConfig.fromObject({ engines: { regex: { custom_rules: { UsesOpenCti: rule } } } }));
await analyzer.addEnginePlugin(createEnginePlugin());
const workspace = await analyzer.createWorkspace([folder]);
const results = await analyzer.run(await analyzer.selectRules(['UsesOpenCti'], { workspace }), { workspace });
writeFileSync(page, results.toFormattedOutput(OutputFormat.HTML));
stdout.write(`${results.getViolationCount()}\n`);
