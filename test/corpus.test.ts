import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('..', import.meta.url));
const atHand = existsSync(fileURLToPath(new URL('../../shared/corpus/definitions/INDEX.csv', import.meta.url)));

(atHand ? test : test.skip)(
  'real definition files come out as their index says, each place true (skipped where the corpus is not at hand)',
  () => {
    const { status, stdout } = spawnSync(process.execPath, ['scripts/corpus.mjs'], { cwd: root, encoding: 'utf8' });
    expect(stdout).toMatch(/ 0 differences/);
    expect(status).toBe(0);
  },
);
