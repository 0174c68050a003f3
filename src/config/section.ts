/** What one section of cti2voice.yml is made of. A new section is a file under `sections/` and a line in `sections/index.ts`. */
import type { z } from 'zod';

/** Where a section stands, and whom to tell what is wrong with it. */
export interface Place {
  /** Absolute folder of the file: paths in it are meant from there. */
  readonly folder: string;
  /** The same folder as the user wrote it, ending in a slash; empty for the working directory. */
  readonly shownFolder: string;
  /** Whether a key stands there, be its value right or wrong. */
  readonly has: (key: string) => boolean;
  /** Names a fault; `path` begins below the section. */
  readonly say: (path: readonly PropertyKey[], reason: string) => void;
}

export interface Section<Schema extends z.ZodObject, Ready> {
  /** The keys of the section with what each may hold; strict, so that what it does not know is an error. */
  readonly schema: Schema;
  /**
   * From keys that are right, each by itself, to what the program uses. What no schema can tell is said here. Keys that are wrong are left
   * out of `given`, and the result is then thrown away: it only helps to name all faults at once.
   */
  readonly prepare: (given: Partial<z.output<Schema>>, place: Place) => Promise<Ready>;
}

/** A section that is a list: each entry has the same keys, and is made ready by itself. */
export interface ListSection<Schema extends z.ZodObject, Ready> {
  readonly schema: Schema;
  readonly isList: true;
  /** `number` is its place in the list, from 1. */
  readonly prepare: (given: Partial<z.output<Schema>>, place: Place & { readonly number: number }) => Promise<Ready>;
}

export function listSection<Schema extends z.ZodObject, Ready>(
  made: Omit<ListSection<Schema, Ready>, 'isList'>,
): ListSection<Schema, Ready> {
  return { ...made, isList: true };
}

export function section<Schema extends z.ZodObject, Ready>(made: Section<Schema, Ready>): Section<Schema, Ready> {
  return made;
}
