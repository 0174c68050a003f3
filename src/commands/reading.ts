/** Bytes of one repository to everything that was read of it: definitions first, then adapter source as one program. */
import { s } from '../model/sentence.ts';
import type { ApexTarget, Definition, FileRecord, Problem } from '../model/assessment.ts';
import { definitionContacts } from '../parse/adapter/definition-contacts.ts';
import { isArchive, isReadLast } from './first-look-marks.ts';
import {
  adapterReaders,
  guarded,
  shownReading,
  orgReaders,
  showFile,
  type Look,
  type ReadingMemory,
  type Readable,
  type ShownFile,
} from './shown-file.ts';
import type { AdapterReading } from '../parse/adapter/read-adapter.ts';
import type { ContactSighting, SourceReading } from '../parse/adapter/reading.ts';
import type { readOrgFile as ReadOrgFile } from '../parse/org/read-org-file.ts';
import type { AroundOrg, OrgFile } from '../parse/org/read-org.ts';
import type { OrgOfRepository, OrgWithDeployment, OrgReading, Wanted } from '../parse/org/reading.ts';
import type { ZippedOrg } from '../parse/org/zipped.ts';
import { readOrgPath } from '../parse/org/types.ts';
import { pause } from '../stopping.ts';

export type { Readable } from './shown-file.ts';

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
  /** What files showed in another revision, so that each content is read once. */
  readonly memory?: ReadingMemory;
}

/** Scripts that do not mention Open CTI are read again up to this many bytes, to follow the adapter into them. */
const MOST_KEPT = 64 * 1024 * 1024;
/** What is known of a script takes memory too, however short it is. */
const LEAST_KEPT = 4096;

/** One bad file never stops it; a reader that fails is a problem of that file. */
export async function readRepository(options: ReadingOptions): Promise<RepositoryReading> {
  const { files, onFile, passedOver, memory } = options;
  const definitions: Definition[] = [];
  const records: FileRecord[] = [];
  const problems: Problem[] = [];
  const sources: SourceReading[] = [];
  const kept: Readable[] = [];
  const org = new OrgCollector(problems, options);
  let keptBytes = 0;
  let notKept = 0;
  const take = (file: Readable, shown: ShownFile): void => {
    const { path } = file;
    org.take(file, shown);
    const { definition } = shown;
    if (shown.definitionProblems.length > 0) problems.push(...shown.definitionProblems);
    if (definition) {
      records.push(definition.record);
      definitions.push(...definition.definitions);
      problems.push(...definition.problems);
      onFile?.(path, definition.problems);
    }
    if (shown.sourceProblems.length > 0) problems.push(...shown.sourceProblems);
    for (const source of shown.sources) {
      sources.push(source);
      onFile?.(source.path, source.problems);
    }
    if (shown.scriptBytes > 0) keep(file, shown.scriptBytes);
  };
  const takeAll = ({ archive, files: parts }: Look): void => {
    if (archive) {
      problems.push(...archive.problems);
      onFile?.(archive.path, archive.problems);
    }
    for (const { file, shown } of parts) take(file, shown);
  };
  const keep = (file: Readable, bytes: number): void => {
    const weight = Math.max(bytes, LEAST_KEPT);
    if (keptBytes + weight > MOST_KEPT) notKept++;
    else {
      keptBytes += weight;
      kept.push(file);
    }
  };
  for (const [index, file] of files.entries()) {
    await pause();
    const known = memory?.recallLook(file);
    if (known) {
      takeAll(known);
      continue;
    }
    if (await org.postpone(file, index)) continue;
    const { path } = file;
    const passed = passedOver?.(index);
    if (passed) {
      org.passOver(path);
      if (passed.scriptBytes > 0) keep(file, passed.scriptBytes);
      continue;
    }
    const result = file.read();
    if ('skip' in result) continue;
    if ('problem' in result) {
      problems.push(result.problem);
      onFile?.(path, [result.problem]);
      continue;
    }
    const { bytes } = result;
    const looked = await look(file, bytes);
    memory?.keepLook(file, looked);
    takeAll(looked);
  }
  const adapter = await readTogether(sources, kept, problems, memory);
  const apex = await reachedApex(adapter, sources, files, { problems, memory });
  const around = { definitions, callLogs: [...adapter.callLogs, ...apex.callLogs], pages: adapter.pages, apexTargets: apex.targets };
  const adapterFiles = adapter.files.flatMap((file) => (file.content === 'adapter' ? [file.path] : []));
  const contacts = [...definitionContacts(definitions), ...adapter.contacts, ...apex.contacts];
  const hosts = contacts.flatMap(({ host, direction, context }) =>
    host !== null && direction !== 'allowed' && context !== 'test' ? [host] : [],
  );
  const unread = problems.flatMap(({ effect, file }) => (effect === 'lost' ? [file] : []));
  const readOrg = await org.finish({ ...around, adapterFiles, hosts, unread });
  if (notKept > 0 && adapter.files.some((file) => file.content === 'adapter')) {
    const detail = s`${notKept} scripts without a mention of Open CTI were not looked through for code that is linked with the adapter: too much text.`;
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

/** A file, or what lies in it where somebody zipped a retrieve: it is read like the folder that it was. */
async function look(file: Readable, bytes: Buffer): Promise<Look> {
  const { path } = file;
  const problems: Problem[] = [];
  const zipped = isArchive(bytes) ? guarded(path, problems, await zippedOrg(path, bytes)) : null;
  if (zipped === null) {
    const shown = await showFile(path, bytes);
    return {
      archive: null,
      files: [{ file, shown: problems.length > 0 ? { ...shown, orgProblems: [...problems, ...shown.orgProblems] } : shown }],
    };
  }
  const files: Look['files'][number][] = [];
  for (const member of zipped.members) {
    const inside: Readable = { path: member.path, read: () => member, ...(file.content !== undefined && { content: file.content }) };
    files.push({ file: inside, shown: await showFile(member.path, member.bytes, zipped.inner) });
  }
  return { archive: { path, problems: zipped.problems }, files };
}

const MOST_NAMED = 5;

/** A note on definitions and adapter source that a .forceignore leaves out. They were read all the same. */
function undeployed(records: readonly FileRecord[], { isLeftOut }: OrgWithDeployment): Problem[] {
  const paths = records.flatMap(({ path, content }) =>
    (content === 'definition' || content === 'adapter') && isLeftOut(path) ? [path] : [],
  );
  if (paths.length === 0) return [];
  const some = paths.slice(0, MOST_NAMED).join(', ');
  const named = paths.length > MOST_NAMED ? s`${some} and ${paths.length - MOST_NAMED} more` : some;
  const detail =
    paths.length === 1
      ? s`A file of the phone is left out of deployments by .forceignore; what stands there was read all the same: ${named}.`
      : s`${paths.length} files of the phone are left out of deployments by .forceignore; what stands there was read all the same: ${named}.`;
  return [{ code: 'left-out', effect: 'note', file: '.', detail }];
}

/** Takes the files of an org as they come, the many profiles and permission sets last, and puts them together in the end. */
class OrgCollector {
  readonly #problems: Problem[];
  readonly #files: OrgFile[] = [];
  readonly #readings: OrgReading[] = [];
  readonly #deferred: { readonly file: OrgFile; readonly from: Readable; readonly index?: number }[] = [];
  readonly #options: Pick<ReadingOptions, 'passedOver' | 'onReadLast' | 'memory'>;
  readonly #project: { readonly path: string; readonly bytes: Buffer }[] = [];

  constructor(problems: Problem[], options: Pick<ReadingOptions, 'passedOver' | 'onReadLast' | 'memory'>) {
    this.#problems = problems;
    this.#options = options;
  }

  /**
   * Whether a file need not be looked at now. Profiles and permission sets are a large part of an org's bytes, are read last, and hold
   * nothing but rights: neither a definition nor script.
   */
  async postpone(from: Readable, index: number): Promise<boolean> {
    const { path } = from;
    const named = isReadLast(path) ? readOrgPath(path) : null;
    if (named === null || !(await orgReaders()).isDeferred(named)) return false;
    const file: OrgFile = Object.assign(named, { path });
    this.#files.push(file);
    this.#deferred.push({ file, from, index });
    return true;
  }

  /** A file that no reader wants is one of the org's all the same. */
  passOver(path: string): void {
    const named = readOrgPath(path);
    if (named) this.#files.push({ ...named, path });
  }

  /** What is read last is not held in memory meanwhile, but read again. */
  take(from: Readable, { org, isDeferred, orgReading, project, orgProblems }: ShownFile): void {
    if (project) this.#project.push({ path: from.path, bytes: project });
    if (orgProblems.length > 0) this.#problems.push(...orgProblems);
    if (org === null) return;
    this.#files.push(org);
    if (isDeferred) this.#deferred.push({ file: org, from });
    else if (orgReading) this.#readings.push(orgReading);
  }

  async finish(around: AroundOrg): Promise<OrgWithDeployment> {
    if (this.#files.length === 0 && this.#project.length === 0) return NO_ORG;
    const { readOrg, readOrgFile, readProject, wantedAccess } = await orgReaders();
    const project = guarded('.', this.#problems, () => readProject(this.#project));
    if (!project) return NO_ORG;
    const isLeftOut = project.isIgnored;
    if (this.#files.length === 0) return { ...NO_ORG, isLeftOut };
    const wanted = guarded('.', this.#problems, () => wantedAccess(this.#readings, around));
    const { passedOver, onReadLast, memory } = this.#options;
    if (wanted && this.#deferred.length > 0) onReadLast?.(wanted);
    const part = wanted && memory ? `access ${askedText(wanted)}` : '';
    for (const { file, from, index } of this.#deferred) {
      if (wanted && index !== undefined && passedOver?.(index)) continue;
      const known = memory?.recall<Last>(part, from);
      const last = known ?? readLast(file, from, wanted, readOrgFile);
      if (!known && last.isRead) memory?.keep(part, from, last);
      const isKnown = !last.isRead && this.#problems.some((problem) => problem.file === file.path);
      if (last.problem && !isKnown) this.#problems.push(last.problem);
      if (last.reading) this.#readings.push(last.reading);
    }
    const together = (): OrgOfRepository => readOrg(this.#readings, this.#files, project, around);
    return { ...(guarded('.', this.#problems, together) ?? NO_ORG), isLeftOut };
  }
}

/** The same text for the same question. */
function askedText(wanted: Wanted): string {
  const { apps, pages, classes, presenceStatuses } = wanted;
  return JSON.stringify([apps, pages, classes, presenceStatuses].map((names) => [...names].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))));
}

/** What a file that is read last gave. `isRead`: its bytes could be had. */
interface Last {
  readonly isRead: boolean;
  readonly problem: Problem | null;
  readonly reading: OrgReading | null;
}

function readLast(file: OrgFile, { read }: Readable, wanted: Wanted | null, readOrgFile: typeof ReadOrgFile): Last {
  const result = read();
  if ('problem' in result) return { isRead: false, problem: result.problem, reading: null };
  if (!wanted || !('bytes' in result)) return { isRead: false, problem: null, reading: null };
  const problems: Problem[] = [];
  const reading = shownReading(guarded(file.path, problems, () => readOrgFile(file.path, file, result.bytes, wanted)));
  return { isRead: true, problem: problems[0] ?? null, reading };
}

const NO_ORG: OrgWithDeployment = { facts: [], org: null, problems: [], isLeftOut: () => false };

/** A retrieve that somebody zipped is read like the folder that it was. */
async function zippedOrg(path: string, bytes: Buffer): Promise<() => ZippedOrg | null> {
  const { readZippedOrg } = await orgReaders();
  return () => readZippedOrg(path, bytes);
}

/** Loads what is otherwise loaded when the first file asks for it. */
export async function loadReaders(): Promise<void> {
  await adapterReaders();
  await orgReaders();
}

async function readTogether(
  sources: readonly SourceReading[],
  kept: readonly Readable[],
  problems: Problem[],
  memory: ReadingMemory | undefined,
): Promise<AdapterReading> {
  if (sources.length === 0) return NOTHING_READ;
  const { readAdapter, readSourceFile } = await adapterReaders();
  const others = sources.some((source) => source.content === 'adapter' || source.content === 'library-copy')
    ? kept.flatMap((file) => {
        const known = memory?.recall<readonly SourceReading[]>('linked', file);
        if (known) return known;
        const again = file.read();
        const read = 'bytes' in again ? guarded(file.path, problems, () => readSourceFile(file.path, again.bytes)) : null;
        if (read) memory?.keep('linked', file, read);
        return read ?? [];
      })
    : [];
  const last = memory?.adapter.last;
  if (last && isSameList(last.sources, sources) && isSameList(last.others, others)) return last.reading;
  const reading = guarded('.', problems, () => readAdapter(sources, others, memory?.adapter));
  if (memory && reading) memory.adapter.last = { sources, others, reading };
  return reading ?? NOTHING_READ;
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
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

const CLASS = '.cls';

type ReachedApex = Pick<AdapterReading, 'callLogs' | 'facts' | 'contacts'> & { readonly targets: ApexTarget[] };

/** Of Apex only the classes are read that the adapter calls. */
async function reachedApex(
  { apexCalls }: AdapterReading,
  sources: readonly SourceReading[],
  files: readonly Readable[],
  { problems, memory }: { readonly problems: Problem[]; readonly memory: ReadingMemory | undefined },
): Promise<ReachedApex> {
  if (apexCalls.length === 0) return { targets: [], callLogs: [], facts: [], contacts: [] };
  const { apexTraces, joinApex, readApex } = await adapterReaders();
  const wanted = new Set(apexCalls.flatMap(({ className }) => (className === null ? [] : namesOfClass(className))));
  // A class that speaks of Open CTI was read with the rest.
  const known = sources.flatMap((source) => source.apex);
  const read = (file: Readable) => {
    const { path } = file;
    const result = file.read();
    if (!('bytes' in result)) return null;
    const text = result.bytes.toString('utf8');
    const apex = guarded(path, problems, () => ({ ...readApex(path, text), facts: apexTraces(path, text) }));
    if (apex) memory?.keep('apex', file, apex);
    return apex;
  };
  const found = files.flatMap((file) => {
    const { path } = file;
    // Of tens of thousands of paths few end so, which is told from the end at once.
    if (path.slice(-CLASS.length).toLowerCase() !== CLASS) return [];
    if (!wanted.has(path.slice(path.lastIndexOf('/') + 1, -CLASS.length).toLowerCase())) return [];
    const apex = memory?.recall<NonNullable<ReturnType<typeof read>>>('apex', file) ?? read(file);
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
