// Runs one command as a process of its own and says how long it took, how much work that was for the processors, how much memory it and
// its children held at most, and how many bytes they asked the system to read. All but the time is known on Linux only.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { execPath, kill, platform } from 'node:process';
import { performance } from 'node:perf_hooks';

const hasProc = platform === 'linux' && existsSync('/proc/self/io') && existsSync('/bin/sh');
const TIME = '/usr/bin/time';
const hasTime = hasProc && existsSync(TIME);
/** Often enough for the sum over several processes; the peak of a single one is told by the system to the byte. */
const LOOK_EVERY_MS = 50;

/** What could be measured here beside time. */
export const measures = { all: hasProc };

let running;
/** Ends what is being measured, with all its children. */
export function endRunning() {
  if (running?.pid === undefined) return;
  try {
    kill(platform === 'win32' ? running.pid : -running.pid, 'SIGTERM');
  } catch {
    // It ended by itself.
  }
}

/** `args` are those of Node unless a `file` is named. `scratch` is a folder for the notes of the measuring itself. */
export async function measure({ file = execPath, args, cwd }, scratch) {
  const notes = join(scratch, 'peak');
  rmSync(notes, { force: true });
  let command = [file, ...args];
  if (hasTime) command = [TIME, '-f', '%M', '-o', notes, ...command];
  // The shell's own figures hold those of the children that it waited for.
  if (hasProc) command = ['/bin/sh', '-c', '"$@"; code=$?; cat /proc/$$/io >&3; times >&3; exit $code', 'sh', ...command];
  const before = busySeconds();
  const start = performance.now();
  const child = spawn(command[0], command.slice(1), { cwd, stdio: ['ignore', 'pipe', 'pipe', 'pipe'], detached: platform !== 'win32' });
  running = child;
  const [output, errors, io] = [1, 2, 3].map((stream) => collected(child.stdio[stream]));
  let treePeak = 0;
  const timer = hasProc ? setInterval(() => (treePeak = Math.max(treePeak, residentBelow(child.pid))), LOOK_EVERY_MS) : undefined;
  let seconds = 0;
  const status = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => (seconds = (performance.now() - start) / 1000));
    child.once('close', (code, signal) => resolve(code ?? signal));
  }).finally(() => {
    clearInterval(timer);
    running = undefined;
  });
  const alone = existsSync(notes) ? Number(readFileSync(notes, 'utf8').trim().split('\n').at(-1)) * 1024 : 0;
  const read = /^rchar: (\d+)$/m.exec(io());
  const cpuSeconds = hasProc ? secondsOfChildren(io()) : null;
  return {
    seconds,
    cpuSeconds,
    /** What all other programs took of the machine meanwhile. */
    othersSeconds: hasProc ? Math.max(0, busySeconds() - before - cpuSeconds) : null,
    status,
    output: output(),
    errors: errors(),
    peakBytes: hasProc ? Math.max(treePeak, alone) : null,
    readBytes: read === null ? null : Number(read[1]),
  };
}

function collected(stream) {
  const chunks = [];
  stream.on('data', (chunk) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}

/** The second line of the shell's `times`: what its children took by themselves and in the system. */
function secondsOfChildren(text) {
  const line = /^\d+m[\d.]+s \d+m[\d.]+s\n(\d+)m([\d.]+)s (\d+)m([\d.]+)s$/m.exec(text);
  return line === null ? null : 60 * (Number(line[1]) + Number(line[3])) + Number(line[2]) + Number(line[4]);
}

/** What all processors together have worked since the machine was started. */
function busySeconds() {
  if (!hasProc) return 0;
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0) / 1000;
}

const PAGE = 4096;

/** Memory held now by a process and all below it. A process that ends meanwhile counts for nothing. */
function residentBelow(pid) {
  try {
    let sum = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE;
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      for (const child of readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' '))
        if (child !== '') sum += residentBelow(child);
    }
    return sum;
  } catch {
    return 0;
  }
}
