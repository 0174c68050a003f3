// Bundles a TypeScript file of this project and runs it: scripts and tests share the program's own code.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Options of every bundle that is made here. */
export const bundling = {
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

export async function load(entry) {
  const folder = await mkdtemp(join(tmpdir(), 'cti2voice-build-'));
  const outfile = join(folder, 'module.mjs');
  try {
    await build({ ...bundling, entryPoints: [entry], outfile });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(folder, { recursive: true });
  }
}
