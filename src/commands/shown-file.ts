/** What one file shows by itself, whatever lies beside it: a function of its path and its bytes, so that it need not be asked twice. */
import type { Problem } from '../model/assessment.ts';
import type { ArchiveLimits } from '../parse/adapter/archive.ts';
import { couldHoldScript, mentionsOpenCti } from '../parse/adapter/mentions.ts';
import type { AdapterMemory, AdapterReading } from '../parse/adapter/read-adapter.ts';
import type { SourceReading } from '../parse/adapter/reading.ts';
import { saysNothing } from '../parse/first-look.ts';
import type { OrgFile } from '../parse/org/read-org.ts';
import type { OrgReading } from '../parse/org/reading.ts';
import { isProjectFile, misplacedType, readOrgPath } from '../parse/org/types.ts';
import { readFile, type FileReading } from '../parse/read-file.ts';
import { isArchive, LONGEST_KEPT, NAMES_HOSTS } from './first-look-marks.ts';
import type * as OrgReaders from './org-readers.ts';

/** A file before it is read. `read` never throws; the bytes that it gives stand until the next file is read. */
export interface Readable {
  readonly path: string;
  readonly read: () => { readonly bytes: Buffer } | { readonly problem: Problem } | { readonly skip: true };
  /** A name for its content, where one is known before it is read: files of one path and one name hold the same. Empty where none is. */
  readonly content?: string;
}

export interface ShownFile {
  /** As metadata of an org; null for any other file. */
  readonly org: OrgFile | null;
  /** Its metadata is read when it is known what to look for. */
  readonly isDeferred: boolean;
  /** Null where its metadata shows nothing. */
  readonly orgReading: OrgReading | null;
  /** The bytes of a file that describes a project. */
  readonly project: Buffer | null;
  readonly orgProblems: readonly Problem[];
  readonly definition: FileReading | null;
  /** Why the reader of definitions gave nothing, where it failed. */
  readonly definitionProblems: readonly Problem[];
  readonly sources: readonly SourceReading[];
  readonly sourceProblems: readonly Problem[];
  /** Of script that does not speak of Open CTI and may be linked with some that does; 0 for none. */
  readonly scriptBytes: number;
}

/** What a look into a file gave: the file itself, or the members of an archive that is a retrieve. */
export interface Look {
  readonly archive: { readonly path: string; readonly problems: readonly Problem[] } | null;
  readonly files: readonly { readonly file: Readable; readonly shown: ShownFile }[];
}

/** Results of readers, kept from one revision of a repository to the next. */
export interface ReadingMemory {
  /** Null where this content was not seen under this path, or has no name by which that could be told. */
  readonly recallLook: (file: Readable) => Look | null;
  readonly keepLook: (file: Readable, look: Look) => void;
  /** `part` tells apart what different readers make of a file. */
  readonly recall: <T extends object>(part: string, file: Readable) => T | null;
  readonly keep: (part: string, file: Readable, value: object) => void;
  /** The adapter as it was read last, which stands for as long as its files are the same, and what is known of its scripts. */
  readonly adapter: AdapterMemory & { last: AdapterKnown | null };
}

interface AdapterKnown {
  readonly sources: readonly SourceReading[];
  readonly others: readonly SourceReading[];
  readonly reading: AdapterReading;
}

let loadedOrgReaders: Promise<typeof OrgReaders> | undefined;
/** Asked for with each file of an org, so that even an import that is done already would cost. */
export const orgReaders = (): Promise<typeof OrgReaders> => (loadedOrgReaders ??= import('./org-readers.ts'));

/** The readers of adapter source are half of the program; a scan of definitions alone does not load them. */
export const adapterReaders = async () => import('./adapter-readers.ts');

/** `archive`: what is left of the limits for a member of one. */
export async function showFile(path: string, bytes: Buffer, archive?: ArchiveLimits): Promise<ShownFile> {
  const metadata = await showMetadata(path, bytes);
  const isSilent = saysNothing(path, bytes);
  const definitionProblems: Problem[] = [];
  const definition = isSilent ? null : guarded(path, definitionProblems, (): FileReading | null => readFile(path, bytes));
  let sources: readonly SourceReading[] = NONE;
  const sourceProblems: Problem[] = [];
  let scriptBytes = 0;
  if (definition && definition.definitions.length > 0) {
    // It is a definition, and nothing beside it.
  } else if ((!isSilent && mentionsOpenCti(bytes)) || isArchive(bytes) || NAMES_HOSTS.test(path)) {
    const { readSourceFile, SOURCE_LIMITS } = await adapterReaders();
    const limits = archive ? { ...SOURCE_LIMITS, archive } : SOURCE_LIMITS;
    sources = guarded(path, sourceProblems, () => readSourceFile(path, bytes, limits)) ?? NONE;
  } else if (couldHoldScript(path, bytes) && bytes.length <= LONGEST_KEPT) scriptBytes = bytes.length;
  const { org, isDeferred, orgReading, project, orgProblems } = metadata;
  // Of one shape all of them: a history goes through them for every revision.
  return {
    org,
    isDeferred,
    orgReading,
    project,
    orgProblems,
    definition,
    definitionProblems: definitionProblems.length > 0 ? definitionProblems : NONE,
    sources,
    sourceProblems: sourceProblems.length > 0 ? sourceProblems : NONE,
    scriptBytes,
  };
}

const NONE: readonly never[] = [];

type ShownMetadata = Pick<ShownFile, 'org' | 'isDeferred' | 'orgReading' | 'project' | 'orgProblems'>;

async function showMetadata(path: string, bytes: Buffer): Promise<ShownMetadata> {
  const named = readOrgPath(path);
  if (named === null) {
    const project = isProjectFile(path, bytes) ? Buffer.from(bytes) : null;
    const type = misplacedType(path);
    return { org: null, isDeferred: false, orgReading: null, project, orgProblems: type === null ? NONE : [misplaced(path, type)] };
  }
  const org: OrgFile = Object.assign(named, { path });
  const { isDeferred, readOrgFile } = await orgReaders();
  if (isDeferred(org)) return { org, isDeferred: true, orgReading: null, project: null, orgProblems: NONE };
  const orgProblems: Problem[] = [];
  const orgReading = shownReading(guarded(path, orgProblems, () => readOrgFile(path, org, bytes)));
  return { org, isDeferred: false, orgReading, project: null, orgProblems };
}

function misplaced(file: string, type: string): Problem {
  const detail = `The file is named as metadata of type ${type} and does not lie where such files lie; it was not read.`;
  return { code: 'not-salesforce-format', effect: 'lost', file, detail };
}

/** Most files of an org show nothing, and of them nothing is kept. */
export function shownReading(reading: OrgReading | null): OrgReading | null {
  // A name cut out of a text holds the whole text in memory for as long as it is held itself. A copy does not.
  return reading && Object.values(reading).some((list: readonly unknown[]) => list.length > 0) ? structuredClone(reading) : null;
}

/** A reader that fails is a problem of the file. */
export function guarded<T>(path: string, problems: Problem[], read: () => T): T | null {
  try {
    return read();
  } catch {
    const what = path === '.' ? 'this repository as a whole' : 'this file';
    const detail = `The reader failed on ${what}, which is a fault of this program; please report it.`;
    problems.push({ code: 'reader-failed', effect: 'lost', file: path, detail });
    return null;
  }
}
