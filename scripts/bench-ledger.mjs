// A ledger of 1,000 weekly runs of 100 repositories with 5,000 findings, of which 2 % change from week to week: its size, and how long it
// takes to read. The runs are written by the program's own code.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { load } from './load.mjs';

const { linesOf, rosterId, rosterText, runName, runText, stateId, storedState } = await load('src/ledger/format.ts');
const { openLedger } = await load('src/ledger/ledger.ts');
const { readLedgerFolder } = await load('src/ledger/store.ts');

const MOST_BYTES = 20_000_000;
const MOST_MS = 1000;
const NAMES = [
  'screenPop',
  'saveLog',
  'setSoftphonePanelHeight',
  'onClickToDial',
  'enableClickToDial',
  'runApex',
  'getAppViewInfo',
  'refreshView',
];
const CAPABILITIES = [
  'screen-pop',
  'call-log',
  'softphone-panel',
  'click-to-dial',
  'click-to-dial',
  'apex-and-data',
  'app-context',
  'app-context',
];
const short = (text, length) => createHash('sha256').update(text).digest('base64url').slice(0, length);
const hex = (text, length) => createHash('sha256').update(text).digest('hex').slice(0, length);

/** @returns whether both bars are met */
export function benchLedger({ runs = 1000, repositories = 100, findings = 5000, share = 0.02 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'cti2voice-ledger-'));
  for (const part of ['runs', 'rosters']) mkdirSync(join(folder, part));
  let seed = 1;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  let made = 0;
  const finding = (repository) => {
    const n = made++;
    const kind = n % NAMES.length;
    const name = NAMES[kind];
    const rule = `lightning-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    const file = `force-app/main/default/lwc/softphone/part${n % 23}/phoneController${repository % 7}.js`;
    const digest = (what) => short(`${what}${n}`, 5);
    const known = { fingerprint: `f1-${hex(String(n), 20)}:${rule}`, name, file, content: short(String(n), 8) };
    return { ...known, within: digest('w'), before: digest('b'), after: digest('a'), isOrdinal: true, line: null, kind };
  };
  const held = Array.from({ length: repositories }, (_, at) => Array.from({ length: findings / repositories }, () => finding(at)));
  const done = held.map(() => CAPABILITIES.map(() => 0));
  const last = held.map(() => null);
  let expected = 0;
  for (let week = 0; week < runs; week++) {
    const changed = new Set();
    // Half of the changes are work done, half are new: the number of findings stays what it is.
    for (let n = 0; week > 0 && n < (findings * share) / 2; n++) {
      const from = Math.floor(random() * repositories);
      const list = held[from];
      if (list.length > 0) {
        const [gone] = list.splice(Math.floor(random() * list.length), 1);
        done[from][gone.kind]++;
        changed.add(from);
      }
      const to = Math.floor(random() * repositories);
      held[to].push(finding(to));
      changed.add(to);
    }
    const states = [];
    for (const list of held) expected += list.length;
    const rows = held.map((list, at) => {
      if (week === 0 || changed.has(at)) {
        const ids = [...new Set(CAPABILITIES)];
        const capabilities = ids.map((id) => {
          const open = list.filter(({ kind }) => CAPABILITIES[kind] === id).length;
          // Hours go by a size, small, medium or large, and for one capability by each occurrence, as they do in the catalog.
          const each = id === 'apex-and-data' ? open : open === 0 ? 0 : open < 5 ? 1 : open < 20 ? 3 : 6;
          const hours = { low: 4 * each, likely: 8 * each, high: 16 * each };
          return {
            id,
            open,
            done: done[at].reduce((sum, count, kind) => sum + (CAPABILITIES[kind] === id ? count : 0), 0),
            waived: 0,
            hours: [null, hours, hours, hours, null],
          };
        });
        const lines = linesOf({ capabilities, findings: list, source: short(`${week} ${at}`, 12), lost: [] });
        const id = stateId(lines);
        const base = last[at] && last[at].depth < 300 ? last[at] : null;
        const stored = storedState(id, lines, base);
        states.push(stored);
        last[at] = { id, lines, depth: stored.base === '' ? 0 : (base?.depth ?? 0) + 1, commit: hex(`${week} ${at}`, 16) };
      }
      return {
        id: `git.example.test/phone/adapter-${String(at).padStart(3, '0')}`,
        commit: last[at].commit,
        isRevision: false,
        state: last[at].id,
      };
    });
    const day = new Date(Date.UTC(2026, 0, 4) + week * 7 * 86_400_000).toISOString().slice(0, 10);
    const head = {
      run: hex(`run ${week}`, 16),
      asOf: day,
      recorded: `${day}T08:00:00Z`,
      from: 'scan',
      tool: '1.0.0',
      catalog: 'ee48d3b04a18',
      target: null,
      hours: [],
    };
    const roster = rosterText(rows);
    writeFileSync(join(folder, 'rosters', `${rosterId(roster)}.json`), roster);
    const text = runText({ ...head, repositories: rows, states }, rosterId(roster));
    writeFileSync(join(folder, 'runs', runName(head, text)), text);
  }
  const files = readdirSync(join(folder, 'runs')).map((name) => statSync(join(folder, 'runs', name)));
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const blocks = files.reduce((sum, { blocks: count }) => sum + count * 512, 0);
  const times = [];
  let open = 0;
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    const ledger = openLedger(readLedgerFolder(folder));
    open = 0;
    // What a burn-down asks: the open findings and hours of each repository at each run.
    for (const entry of ledger.entries)
      for (const { state } of entry.repositories) for (const one of ledger.summary(state) ?? []) open += one.open;
    times.push(performance.now() - start);
    if (ledger.entries.length !== runs || ledger.damaged.length > 0) throw new Error('The ledger lost a run.');
  }
  rmSync(folder, { recursive: true, force: true });
  // The fastest: what else runs on the machine only ever adds.
  const fastest = Math.min(...times);
  if (open !== expected) throw new Error(`The ledger tells ${open} open findings, and there were ${expected}.`);
  const verdict = (met) => (met ? 'met' : 'MISSED');
  console.log(`\nLedger of ${runs} runs, ${repositories} repositories, ${findings} findings, ${share * 100} % changed from run to run`);
  console.log(
    `  ${(bytes / 1e6).toFixed(1)} MB, ${(blocks / 1e6).toFixed(1)} MB in blocks of the disk; at most 20: ${verdict(blocks <= MOST_BYTES)}`,
  );
  console.log(`  read, and every state summed up, in ${fastest.toFixed(0)} ms; under ${MOST_MS}: ${verdict(fastest < MOST_MS)}`);
  return blocks <= MOST_BYTES && fastest < MOST_MS;
}

if (process.argv[1] === import.meta.filename) process.exitCode = benchLedger() ? 0 : 1;
