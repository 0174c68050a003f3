/** What files showed in the revisions that were read so far. Memory is bounded: what has not been seen of late goes first. */
import type { Look, Readable, ReadingMemory } from './shown-file.ts';

export interface RevisionMemory extends ReadingMemory {
  /** Told when a revision was read. */
  readonly turn: () => void;
}

interface Entry {
  readonly path: string;
  readonly part: string;
  readonly value: object;
  readonly weight: number;
  lastSeen: number;
}

/** Bytes, roughly. What a whole revision needs is kept in any case. */
const MOST_HELD = 256 * 1024 * 1024;
/** A path, an id, and the little that most files show. */
const LEAST_WEIGHT = 400;

export function revisionMemory(mostHeld = MOST_HELD): RevisionMemory {
  // By content, which git has an id for, then by path and reader: nearly always there is one of them.
  const entries = new Map<string, Entry[]>();
  let held = 0;
  let now = 0;
  const find = (part: string, path: string, content: string): Entry | undefined => {
    const list = content === '' ? undefined : entries.get(content);
    return list?.find((entry) => entry.path === path && entry.part === part);
  };
  const recall = (part: string, { path, content = '' }: Readable): object | null => {
    const entry = find(part, path, content);
    if (!entry) return null;
    entry.lastSeen = now;
    return entry.value;
  };
  const keep = (part: string, { path, content = '' }: Readable, value: object, weight: number): void => {
    if (content === '') return;
    const entry: Entry = { part, path, value, weight, lastSeen: now };
    const list = entries.get(content);
    if (list) list.push(entry);
    else entries.set(content, [entry]);
    held += weight;
  };
  const forget = (): void => {
    for (const [content, list] of entries) {
      const left = list.filter(({ lastSeen }) => lastSeen === now);
      for (const entry of list) if (entry.lastSeen !== now) held -= entry.weight;
      if (left.length === 0) entries.delete(content);
      else if (left.length < list.length) entries.set(content, left);
    }
  };
  return {
    recallLook: (file) => recall(LOOK, file) as Look | null,
    keepLook: (file, look) => keep(LOOK, file, look, weightOf(look)),
    recall: <T extends object>(part: string, file: Readable) => recall(part, file) as T | null,
    keep: (part, file, value) => keep(part, file, value, LEAST_WEIGHT + textsIn(value)),
    adapter: { last: null, trees: new WeakMap(), sketches: new WeakMap() },
    turn() {
      if (held > mostHeld) forget();
      now++;
    },
  };
}

const LOOK = 'look';

function weightOf({ archive, files }: Look): number {
  let weight = LEAST_WEIGHT;
  for (const { file, shown } of files) {
    weight += LEAST_WEIGHT + (shown.project?.length ?? 0) + textsIn(shown.sources);
    // Bytes of members are held for those who read them later.
    const result = archive ? file.read() : null;
    if (result && 'bytes' in result) weight += result.bytes.length;
  }
  return weight;
}

/** The texts of scripts are most of what readings hold. */
function textsIn(value: object): number {
  if (!Array.isArray(value)) return 0;
  let length = 0;
  for (const { scripts = [] } of value as readonly { readonly scripts?: readonly { readonly text: string }[] }[])
    for (const { text } of scripts) length += text.length;
  return length;
}
