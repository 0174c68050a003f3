/** Bytes of one repository to everything that was read of it: definitions first, then adapter source as one program. */
import type { ApexTarget, Definition, FileRecord, Problem } from '../model/assessment.ts';
import { definitionContacts } from '../parse/adapter/definition-contacts.ts';
import type { ArchiveLimits } from '../parse/adapter/archive.ts';
import { couldHoldScript, mentionsOpenCti } from '../parse/adapter/mentions.ts';
import { isArchive, isReadLast, LONGEST_KEPT, NAMES_HOSTS } from './first-look-marks.ts';
import type * as OrgReaders from './org-readers.ts';
import type { AdapterReading } from '../parse/adapter/read-adapter.ts';
import type { ContactSighting, SourceReading } from '../parse/adapter/reading.ts';
import { saysNothing } from '../parse/first-look.ts';
import { readFile, type FileReading } from '../parse/read-file.ts';
import type { AroundOrg, OrgFile } from '../parse/org/read-org.ts';
import type { OrgOfRepository, OrgWithDeployment, OrgReading, Wanted } from '../parse/org/reading.ts';
import type { ZippedOrg } from '../parse/org/zipped.ts';
import { isProjectFile, misplacedType, readOrgPath } from '../parse/org/types.ts';
import { pause } from '../stopping.ts';

/** A file before it is read. `read` never throws; the bytes that it gives stand until the next file is read. */
export interface Readable {
  readonly path: string;
  readonly read: () => { readonly bytes: Buffer } | { readonly problem: Problem } | { readonly skip: true };
}

export interface RepositoryReading {
  readonly definitions: readonly Definition[];
  readonly files: readonly FileRecord[];
  readonly problems: readonly Problem[];
  readonly adapter: Omit<AdapterReading, 'apexCalls' | 'files' | 'problems'>;
  readonly contacts: readonly ContactSighting[];
  readonly apexTargets: readonly ApexTarget[];
  readonly org: OrgWithDeployment;
  /** Paths of all files, read or not. */
  readonly paths: readonly string[];
}

export interface ReadingOptions {
  readonly files: readonly Readable[];
  readonly onFile?: (path: string, problems: readonly Problem[]) => void;
  /** What a second thread has found out of the file at a place of `files`, which need not be read then: how many bytes of script it has. */
  readonly passedOver?: (index: number) => { readonly scriptBytes: number } | null;
  /** Told when it is known what to look for in the files that are read last; `passedOver` then speaks of them. */
  readonly onReadLast?: (wanted: Wanted) => void;
}

/** Scripts that do not mention Open CTI are read again up to this many bytes, to follow the adapter into them. */
const MOST_KEPT = 64 * 1024 * 1024;
/** What is known of a script takes memory too, however short it is. */
const LEAST_KEPT = 4096;

/** One bad file never stops it; a reader that fails is a problem of that file. */
export async function readRepository({ files, onFile, passedOver, onReadLast }: ReadingOptions): Promise<RepositoryReading> {
  const definitions: Definition[] = [];
  const records: FileRecord[] = [];
  const problems: Problem[] = [];
  const sources: SourceReading[] = [];
  const kept: Readable[] = [];
  const org = new OrgCollector(problems, passedOver, onReadLast);
  let keptBytes = 0;
  let notKept = 0;
  const look = async (file: Readable, bytes: Buffer, archive?: ArchiveLimits): Promise<void> => {
    const { path } = file;
    await org.take(file, bytes);
    const isSilent = saysNothing(path, bytes);
    const definition = isSilent ? null : guarded(path, problems, (): FileReading | null => readFile(path, bytes));
    if (definition) {
      records.push(definition.record);
      definitions.push(...definition.definitions);
      problems.push(...definition.problems);
      onFile?.(path, definition.problems);
      if (definition.definitions.length > 0) return;
    }
    const mentions = !isSilent && mentionsOpenCti(bytes);
    if (mentions || isArchive(bytes) || NAMES_HOSTS.test(path)) {
      const { readSourceFile, SOURCE_LIMITS } = await adapterReaders();
      const limits = archive ? { ...SOURCE_LIMITS, archive } : SOURCE_LIMITS;
      const found = guarded(path, problems, () => readSourceFile(path, bytes, limits)) ?? [];
      for (const source of found) {
        sources.push(source);
        onFile?.(source.path, source.problems);
      }
    } else if (couldHoldScript(path, bytes) && bytes.length <= LONGEST_KEPT) keep(file, bytes.length);
  };
  const keep = (file: Readable, bytes: number): void => {
    const weight = Math.max(bytes, LEAST_KEPT);
    if (keptBytes + weight > MOST_KEPT) notKept++;
    else {
      keptBytes += weight;
      kept.push(file);
    }
  };
  for (const [index, { path, read }] of files.entries()) {
    await pause();
    if (await org.postpone({ path, read }, index)) continue;
    const passed = passedOver?.(index);
    if (passed) {
      org.passOver(path);
      if (passed.scriptBytes > 0) keep({ path, read }, passed.scriptBytes);
      continue;
    }
    const result = read();
    if ('skip' in result) continue;
    if ('problem' in result) {
      problems.push(result.problem);
      onFile?.(path, [result.problem]);
      continue;
    }
    const { bytes } = result;
    const zipped = isArchive(bytes) ? guarded(path, problems, await zippedOrg(path, bytes)) : null;
    if (zipped === null) {
      await look({ path, read }, bytes);
      continue;
    }
    problems.push(...zipped.problems);
    onFile?.(path, zipped.problems);
    for (const member of zipped.members) await look({ path: member.path, read: () => member }, member.bytes, zipped.inner);
  }
  const adapter = await readTogether(sources, kept, problems);
  const apex = await reachedApex(adapter, sources, files, problems);
  const around = { definitions, callLogs: [...adapter.callLogs, ...apex.callLogs], pages: adapter.pages, apexTargets: apex.targets };
  const adapterFiles = adapter.files.flatMap((file) => (file.content === 'adapter' ? [file.path] : []));
  const contacts = [...definitionContacts(definitions), ...adapter.contacts, ...apex.contacts];
  const hosts = contacts.flatMap(({ host, direction, context }) =>
    host !== null && direction !== 'allowed' && context !== 'test' ? [host] : [],
  );
  const unread = problems.flatMap(({ effect, file }) => (effect === 'lost' ? [file] : []));
  const readOrg = await org.finish({ ...around, adapterFiles, hosts, unread });
  if (notKept > 0 && adapter.files.some((file) => file.content === 'adapter')) {
    const detail = `${notKept} scripts without a mention of Open CTI were not looked through for code that is linked with the adapter: too much text.`;
    problems.push({ code: 'limit', effect: 'note', file: '.', detail });
  }
  const known = new Set(records.map((record) => record.path));
  records.push(...adapter.files.filter((file) => !known.has(file.path)));
  records.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return {
    definitions,
    files: records,
    problems: [...problems, ...adapter.problems, ...readOrg.problems, ...undeployed(records, readOrg)],
    org: readOrg,
    adapter: { ...adapter, callLogs: around.callLogs, facts: [...adapter.facts, ...apex.facts] },
    contacts,
    apexTargets: apex.targets,
    paths: files.map((file) => file.path),
  };
}

const MOST_NAMED = 5;

/** A note on definitions and adapter source that a .forceignore leaves out. They were read all the same. */
function undeployed(records: readonly FileRecord[], { isLeftOut }: OrgWithDeployment): Problem[] {
  const paths = records.flatMap(({ path, content }) =>
    (content === 'definition' || content === 'adapter') && isLeftOut(path) ? [path] : [],
  );
  if (paths.length === 0) return [];
  const more = paths.length > MOST_NAMED ? ` and ${paths.length - MOST_NAMED} more` : '';
  const which = paths.length === 1 ? 'A file of the phone is' : `${paths.length} files of the phone are`;
  const detail = `${which} left out of deployments by .forceignore; what stands there was read all the same: ${paths.slice(0, MOST_NAMED).join(', ')}${more}.`;
  return [{ code: 'left-out', effect: 'note', file: '.', detail }];
}

/** Takes the files of an org as they come, the many profiles and permission sets last, and puts them together in the end. */
class OrgCollector {
  readonly #problems: Problem[];
  readonly #files: OrgFile[] = [];
  readonly #readings: OrgReading[] = [];
  readonly #deferred: { readonly file: OrgFile; readonly read: Readable['read']; readonly index?: number }[] = [];
  readonly #passedOver: ReadingOptions['passedOver'];
  readonly #onReadLast: ReadingOptions['onReadLast'];
  readonly #project: { readonly path: string; readonly bytes: Buffer }[] = [];

  constructor(problems: Problem[], passedOver: ReadingOptions['passedOver'], onReadLast: ReadingOptions['onReadLast']) {
    this.#problems = problems;
    this.#passedOver = passedOver;
    this.#onReadLast = onReadLast;
  }

  /**
   * Whether a file need not be looked at now. Profiles and permission sets are a large part of an org's bytes, are read last, and hold
   * nothing but rights: neither a definition nor script.
   */
  async postpone({ path, read }: Readable, index: number): Promise<boolean> {
    const named = isReadLast(path) ? readOrgPath(path) : null;
    if (named === null || !(await orgReaders()).isDeferred(named)) return false;
    const file: OrgFile = Object.assign(named, { path });
    this.#files.push(file);
    this.#deferred.push({ file, read, index });
    return true;
  }

  /** A file that no reader wants is one of the org's all the same. */
  passOver(path: string): void {
    const named = readOrgPath(path);
    if (named) this.#files.push({ ...named, path });
  }

  /** What is read last is not held in memory meanwhile, but read again. */
  async take({ path, read }: Readable, bytes: Buffer): Promise<void> {
    const named = readOrgPath(path);
    if (named === null) {
      if (isProjectFile(path, bytes)) this.#project.push({ path, bytes: Buffer.from(bytes) });
      const type = misplacedType(path);
      if (type !== null) {
        const detail = `The file is named as metadata of type ${type} and does not lie where such files lie; it was not read.`;
        this.#problems.push({ code: 'not-salesforce-format', effect: 'lost', file: path, detail });
      }
      return;
    }
    const file: OrgFile = Object.assign(named, { path });
    this.#files.push(file);
    const { isDeferred, readOrgFile } = await orgReaders();
    if (isDeferred(file)) this.#deferred.push({ file, read });
    else {
      const reading = guarded(path, this.#problems, () => readOrgFile(path, file, bytes));
      this.#keep(reading);
    }
  }

  /** Most files of an org show nothing, and of them nothing is kept. */
  #keep(reading: OrgReading | null): void {
    // A name cut out of a text holds the whole text in memory for as long as it is held itself. A copy does not.
    if (reading && Object.values(reading).some((list: readonly unknown[]) => list.length > 0))
      this.#readings.push(structuredClone(reading));
  }

  async finish(around: AroundOrg): Promise<OrgWithDeployment> {
    if (this.#files.length === 0 && this.#project.length === 0) return NO_ORG;
    const { readOrg, readOrgFile, readProject, wantedAccess } = await orgReaders();
    const project = guarded('.', this.#problems, () => readProject(this.#project));
    if (!project) return NO_ORG;
    const isLeftOut = project.isIgnored;
    if (this.#files.length === 0) return { ...NO_ORG, isLeftOut };
    const wanted = guarded('.', this.#problems, () => wantedAccess(this.#readings, around));
    if (wanted && this.#deferred.length > 0) this.#onReadLast?.(wanted);
    for (const { file, read, index } of this.#deferred) {
      if (wanted && index !== undefined && this.#passedOver?.(index)) continue;
      const result = read();
      if ('problem' in result && !this.#problems.some((known) => known.file === file.path)) this.#problems.push(result.problem);
      if (!wanted || !('bytes' in result)) continue;
      const reading = guarded(file.path, this.#problems, () => readOrgFile(file.path, file, result.bytes, wanted));
      this.#keep(reading);
    }
    const together = (): OrgOfRepository => readOrg(this.#readings, this.#files, project, around);
    return { ...(guarded('.', this.#problems, together) ?? NO_ORG), isLeftOut };
  }
}

const NO_ORG: OrgWithDeployment = { facts: [], org: null, problems: [], isLeftOut: () => false };

let loadedOrgReaders: Promise<typeof OrgReaders> | undefined;
/** Asked for with each file of an org, so that even an import that is done already would cost. */
const orgReaders = (): Promise<typeof OrgReaders> => (loadedOrgReaders ??= import('./org-readers.ts'));

/** A retrieve that somebody zipped is read like the folder that it was. */
async function zippedOrg(path: string, bytes: Buffer): Promise<() => ZippedOrg | null> {
  const { readZippedOrg } = await orgReaders();
  return () => readZippedOrg(path, bytes);
}

/** The readers of adapter source are half of the program; a scan of definitions alone does not load them. */
const adapterReaders = async () => import('./adapter-readers.ts');

/** Loads what is otherwise loaded when the first file asks for it. */
export async function loadReaders(): Promise<void> {
  await adapterReaders();
  await orgReaders();
}

async function readTogether(sources: readonly SourceReading[], kept: readonly Readable[], problems: Problem[]): Promise<AdapterReading> {
  if (sources.length === 0) return NOTHING_READ;
  const { readAdapter, readSourceFile } = await adapterReaders();
  const others = sources.some((source) => source.content === 'adapter' || source.content === 'library-copy')
    ? kept.flatMap(({ path, read }) => {
        const again = read();
        return ('bytes' in again && guarded(path, problems, () => readSourceFile(path, again.bytes))) || [];
      })
    : [];
  return guarded('.', problems, () => readAdapter(sources, others)) ?? NOTHING_READ;
}

const NOTHING_READ: AdapterReading = {
  facts: [],
  shapes: [],
  contacts: [],
  callLogs: [],
  apexCalls: [],
  pages: [],
  files: [],
  problems: [],
};

type ReachedApex = Pick<AdapterReading, 'callLogs' | 'facts' | 'contacts'> & { readonly targets: ApexTarget[] };

/** Of Apex only the classes are read that the adapter calls. */
async function reachedApex(
  { apexCalls }: AdapterReading,
  sources: readonly SourceReading[],
  files: readonly Readable[],
  problems: Problem[],
): Promise<ReachedApex> {
  if (apexCalls.length === 0) return { targets: [], callLogs: [], facts: [], contacts: [] };
  const { apexTraces, joinApex, readApex } = await adapterReaders();
  const wanted = new Set(apexCalls.flatMap(({ className }) => (className === null ? [] : namesOfClass(className))));
  // A class that speaks of Open CTI was read with the rest.
  const known = sources.flatMap((source) => source.apex);
  const found = files.flatMap(({ path, read }) => {
    const name = /(?:^|\/)([^/]+)\.cls$/i.exec(path)?.[1]?.toLowerCase();
    const result = name !== undefined && wanted.has(name) ? read() : null;
    if (result === null || !('bytes' in result)) return [];
    const text = result.bytes.toString('utf8');
    const apex = guarded(path, problems, () => ({ ...readApex(path, text), facts: apexTraces(path, text) }));
    return apex === null ? [] : [{ ...apex, isKnown: known.some((one) => one.file === path) }];
  });
  const added = found.filter(({ isKnown }) => !isKnown);
  return {
    targets: joinApex(apexCalls, [...known, ...added.flatMap(({ classes }) => classes)]),
    callLogs: added.flatMap(({ callLogs }) => callLogs),
    contacts: added.flatMap(({ contacts }) => contacts),
    facts: found.flatMap(({ facts }) => facts),
  };
}

/** As written, and without its namespace. */
function namesOfClass(className: string): string[] {
  return [className, className.replace(/^.*[._]{1,2}(?=\w+$)/, '')].map((name) => name.toLowerCase());
}

function guarded<T>(path: string, problems: Problem[], read: () => T): T | null {
  try {
    return read();
  } catch {
    const what = path === '.' ? 'this repository as a whole' : 'this file';
    const detail = `The reader failed on ${what}, which is a fault of this program; please report it.`;
    problems.push({ code: 'reader-failed', effect: 'lost', file: path, detail });
    return null;
  }
}
