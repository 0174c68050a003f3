/** What files showed in the revisions that were read so far. Memory is bounded: what has not been seen of late goes first. */
import type { Look, Readable, ReadingMemory } from './shown-file.ts';

export interface RevisionMemory extends ReadingMemory {
  /** Whether a file of this path and content need not be read again. */
  readonly knows: (file: { readonly path: string; readonly blob: string }) => boolean;
  /** Told when a revision was read. */
  readonly turn: () => void;
}

interface Entry {
  readonly value: object;
  readonly weight: number;
  lastSeen: number;
}

/** Bytes, roughly. What a whole revision needs is kept in any case. */
const MOST_HELD = 256 * 1024 * 1024;
/** A path, an id, and the little that most files show. */
const LEAST_WEIGHT = 400;

export function revisionMemory(mostHeld = MOST_HELD): RevisionMemory {
  const entries = new Map<string, Entry>();
  /** Files that are read last show other things for other questions; it is likely that theirs was asked already. */
  const readBefore = new Set<string>();
  let held = 0;
  let now = 0;
  const keyOf = (part: string, path: string, content: string): string => `${content} ${path}\0${part}`;
  const recall = (part: string, { path, content }: Readable): object | null => {
    const entry = content === undefined || content === '' ? undefined : entries.get(keyOf(part, path, content));
    if (!entry) return null;
    entry.lastSeen = now;
    return entry.value;
  };
  const keep = (part: string, { path, content }: Readable, value: object, weight: number): void => {
    if (content === undefined || content === '') return;
    const key = keyOf(part, path, content);
    held += weight - (entries.get(key)?.weight ?? 0);
    entries.set(key, { value, weight, lastSeen: now });
  };
  return {
    recallLook: (file) => recall(LOOK, file) as Look | null,
    keepLook: (file, look) => keep(LOOK, file, look, weightOf(look)),
    recall: <T extends object>(part: string, file: Readable) => recall(part, file) as T | null,
    keep(part, file, value) {
      readBefore.add(keyOf(LOOK, file.path, file.content ?? ''));
      keep(part, file, value, LEAST_WEIGHT + textsIn(value));
    },
    adapter: { last: null, trees: new WeakMap(), sketches: new WeakMap() },
    knows({ path, blob }) {
      const key = keyOf(LOOK, path, blob);
      return entries.has(key) || readBefore.has(key);
    },
    turn() {
      if (held > mostHeld) {
        for (const [key, { lastSeen, weight }] of entries) {
          if (lastSeen === now) continue;
          entries.delete(key);
          held -= weight;
        }
      }
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
