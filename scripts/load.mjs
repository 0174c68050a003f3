// Bundles a TypeScript file of this project and runs it: scripts and tests share the program's own code.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * htmlparser2 brings the tables of all HTML entities and unpacks them at every start. Here it reads XML and resolves no entities itself,
 * so the bundle holds empty ones.
 */
const withoutHtmlEntities = {
  name: 'without-html-entities',
  setup(build) {
    build.onLoad({ filter: /entities[\\/]dist[\\/]generated[\\/]decode-data-(?:html|xml)\.js$/ }, ({ path }) => {
      const name = path.includes('html') ? 'htmlDecodeTree' : 'xmlDecodeTree';
      return { contents: `export const ${name} = new Uint16Array(1);` };
    });
  },
};

/**
 * Babel's parser marks a field of every place of every node as hidden. Nobody here looks at places by line, and the marking costs a tenth
 * of the reading.
 */
const withoutHiddenPlaces = {
  name: 'without-hidden-places',
  setup(build) {
    build.onLoad({ filter: /@babel[\\/]parser[\\/]lib[\\/]index\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace('function toESTreeLocation(node) {', '$&\n  return node;'),
    }));
  },
};

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
  plugins: [withoutHtmlEntities, withoutHiddenPlaces],
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
