// Packs samples/payments-phone into the sample's static resource. The day is fixed, so that the same sources give the same bytes.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { root } from './load.mjs';

const FILES = ['css/line.css', 'js/line.js'];
const RESOURCE = 'samples/quillmere-bank/force-app/main/default/staticresources/PaymentsPhone.resource';

const entries = FILES.map((path) => [
  path,
  [readFileSync(join(root, 'samples/payments-phone', path)), { mtime: new Date(2026, 10, 22), level: 9 }],
]);
writeFileSync(join(root, RESOURCE), zipSync(Object.fromEntries(entries)));
