// Reads every file below a folder with two workers and does nothing with it: what a scan is measured against.
//
//   node scripts/bare-read.mjs <folder>
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

if (isMainThread) {
  const files = readdirSync(argv[2] ?? '.', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const sums = [0, 1].map(
    (half) =>
      new Promise((done, fail) => {
        const worker = new Worker(new URL(import.meta.url), { workerData: files.filter((_, index) => index % 2 === half) });
        worker.on('message', done);
        worker.on('error', fail);
      }),
  );
  const bytes = (await Promise.all(sums)).reduce((sum, one) => sum + one, 0);
  console.log(`${files.length} files, ${bytes} bytes`);
} else {
  let bytes = 0;
  for (const file of workerData) bytes += readFileSync(file).length;
  parentPort?.postMessage(bytes);
}
