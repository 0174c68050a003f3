// Writes samples/report, the committed report of the samples. The day is fixed, so that the same samples give the same bytes.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './load.mjs';

const run = spawnSync(
  process.execPath,
  [join(root, 'dist', 'cli.mjs'), 'scan', 'samples/quillmere-bank', '-o', 'samples/report', '--as-of', '2026-11-22', '--quiet'],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
process.exitCode = run.status ?? 1;
