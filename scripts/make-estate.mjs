// Writes twenty repositories as a bank has them, from the samples, and a cti2voice.yml with all that adds to paper: a brand, rates by
// role, waivers and a decision. The same at every call.
//
//   node scripts/make-estate.mjs <empty folder>
//
// Definition files with half of an adapter each, so that the adapters differ; the org, the whole adapter, the pilot, the archive, reports
// alone and a folder of texts stand in repositories of their own.
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const SAMPLES = fileURLToPath(new URL('../samples/quillmere-bank', import.meta.url));
const DESKS = [
  'branches-cti',
  'collections-softphone',
  'service-desk',
  'mortgage-advice',
  'payments-phone',
  'treasury',
  'cards',
  'wealth-desk',
  'fraud-hotline',
  'insurance-line',
  'business-banking',
  'leasing',
  'private-clients',
  'expat-desk',
];
const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 30"><rect width="120" height="30" fill="#7a1f5c"/></svg>\n`;
const SETTINGS = `brand:
  name: Fernhollow Advisory
  logo: logo.svg
  colours:
    accent: { light: '#7a1f5c', dark: '#f0a8d8' }
  client: Quillmere Bank
  author: The integration practice
  cover: |
    Readiness of the phone integrations, for the programme board.
    Second reading, November 2026.
  disclaimer: Hours are assumptions for planning and bind nobody.
rates:
  currency: EUR
  locale: de-DE
  roles:
    - { name: Architect, per-hour: 160, share: 25 }
    - { name: Developer, per-hour: 120, share: 55 }
    - { name: Tester, per-hour: 95, share: 20 }
waivers:
  - rule: lightning-save-log-task
    path: '**/adapter/**'
    reason: The legacy phone is switched off in May and will not move.
    owner: Head of Telephony
    ticket: TEL-412
    expires: 2027-05-31
  - rule: lightning-screen-pop
    path: '**'
    reason: Expired long ago.
    owner: Head of Telephony
    expires: 2026-05-31
  - rule: lightning-no-such
    reason: Fits nothing.
    owner: Head of Telephony
    expires: 2027-05-31
decisions:
  - work-item: screen-pop-flow
    decision: The screen pop goes to an Omni-Channel flow.
    reason: A prototype of the two main pops took two days.
    owner: Architecture board
    decided: 2026-11-02
    hours: { low: 24, likely: 40, high: 64 }
`;

/** Returns the folder of repositories, the settings and the facts of the client. */
export function makeEstate(folder) {
  const estate = join(folder, 'estate');
  const copy = (from, to) => cpSync(join(SAMPLES, from), join(estate, to), { recursive: true });
  const definitions = readdirSync(join(SAMPLES, 'handover')).toSorted();
  const sources = readdirSync(join(SAMPLES, 'adapter/src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(SAMPLES, 'adapter/').length))
    .toSorted();
  for (const [at, name] of DESKS.entries()) {
    for (let n = 0; n <= at % 3; n += 1) {
      const definition = definitions[(at * 2 + n) % definitions.length];
      copy(join('handover', definition), join(name, 'callcenters', definition));
    }
    // Three in five have source beside them, every other file of it.
    if (at % 5 < 3) for (const [n, path] of sources.entries()) if ((n + at) % 2 === 0) copy(join('adapter', path), join(name, path));
  }
  for (const part of ['force-app', 'manifest', 'sfdx-project.json']) copy(part, join('core-org', part));
  copy('adapter', 'telephony-adapter/adapter');
  copy('pilot', 'pilot/pilot');
  copy('archive', 'archive-toolkit/archive');
  for (const part of ['reports', 'flows']) copy(`force-app/main/default/${part}`, `reporting/force-app/main/default/${part}`);
  mkdirSync(join(estate, 'empty-docs'));
  writeFileSync(join(estate, 'empty-docs/README.md'), '# docs\n');
  const write = (name, text) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  };
  write('logo.svg', LOGO);
  return { estate, settings: write('cti2voice.yml', SETTINGS), facts: write('org-facts.yml', 'lastSafeDate: 2027-08-20\n') };
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) console.log(makeEstate(argv[2]));
