/**
 * Checks action.yml and the GitHub workflows of the docs with GitHub's own parser, and prints what is wrong as JSON: one text a fault.
 * The parser wants a bundler for its JSON, so it is bundled here.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = new URL('..', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'cti2voice-actions-'));
const outfile = join(folder, 'parser.cjs');
await build({
  stdin: {
    contents:
      "export { parseAction } from '@actions/workflow-parser/actions/action-parser';\n" +
      "export { parseWorkflow, NoOperationTraceWriter } from '@actions/workflow-parser';\n",
    resolveDir: fileURLToPath(root),
  },
  bundle: true,
  outfile,
  format: 'cjs',
  platform: 'node',
  logLevel: 'error',
});
const { parseAction, parseWorkflow, NoOperationTraceWriter } = createRequire(import.meta.url)(outfile);
rmSync(folder, { recursive: true });

/** Files given as arguments, as “action” or “workflow” and a path; all that are shipped without. */
const given = process.argv.slice(2);
const files =
  given.length > 0
    ? [{ kind: given[0], name: given[1], content: readFileSync(given[1], 'utf8') }]
    : [{ kind: 'action', name: 'action.yml', content: read('action.yml') }, ...workflowsOf('docs/ci.md'), ...workflowsOf('docs/batch.md')];

const faults = files.flatMap(({ kind, name, content }) => {
  const parse = kind === 'action' ? parseAction : parseWorkflow;
  const { context } = parse({ name, content }, new NoOperationTraceWriter());
  return context.errors.getErrors().map(({ message }) => message);
});
process.stdout.write(`${JSON.stringify({ checked: files.map(({ name }) => name), faults }, null, 2)}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;

function read(path) {
  return readFileSync(new URL(path, root), 'utf8');
}

/** Blocks of YAML that are workflows of GitHub. */
function workflowsOf(path) {
  return [...read(path).matchAll(/```yaml\n([^]*?)```/g)]
    .map(([, content]) => content)
    .filter((content) => /^jobs:/m.test(content))
    .map((content, index) => ({ kind: 'workflow', name: `${path} ${index + 1}`, content }));
}
