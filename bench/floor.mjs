// The least that Node can do with a portfolio: two workers take repository after repository, list its folders and read each file into the
// same piece of memory. Nothing is looked at and nothing is kept. Prints how many files and bytes there were.
//
//   node bench/floor.mjs <portfolio>
import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { argv, stdout } from 'node:process';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const LEFT_OUT = new Set(['.git', 'node_modules']);

if (isMainThread) {
  const portfolio = argv[2];
  const repositories = readdirSync(portfolio).map((name) => join(portfolio, name));
  const next = new Int32Array(new SharedArrayBuffer(4));
  const parts = await Promise.all(
    [1, 2].map(
      () =>
        new Promise((resolve, reject) => {
          const worker = new Worker(new URL(import.meta.url), { workerData: { repositories, next } });
          worker.once('message', resolve).once('error', reject);
        }),
    ),
  );
  const sum = (key) => parts.reduce((total, part) => total + part[key], 0);
  stdout.write(`${JSON.stringify({ files: sum('files'), bytes: sum('bytes') })}\n`);
} else {
  const { repositories, next } = workerData;
  const buffer = Buffer.allocUnsafeSlow(4 * 1024 * 1024);
  let files = 0;
  let bytes = 0;
  const readBelow = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!LEFT_OUT.has(entry.name)) readBelow(path);
      } else if (entry.isFile()) {
        const file = openSync(path, 'r');
        let length = buffer.length;
        while (length === buffer.length) {
          length = readSync(file, buffer, 0, buffer.length, null);
          bytes += length;
        }
        closeSync(file);
        files++;
      }
    }
  };
  for (let at = Atomics.add(next, 0, 1); at < repositories.length; at = Atomics.add(next, 0, 1)) readBelow(repositories[at]);
  parentPort.postMessage({ files, bytes });
}
