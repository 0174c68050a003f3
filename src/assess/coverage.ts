/** Which kinds of evidence were there to read. What was not retrieved is never taken for what does not exist. */
import type { Catalog } from '../catalog/schema.ts';
import { readAddress } from '../model/address.ts';
import type { Coverage, Definition, Org, Problem, RepositoryRecord, RetrievedType } from '../model/assessment.ts';
import { hasAdapter } from './scope.ts';

type Scanned = Pick<RepositoryRecord, 'definitions' | 'findings' | 'problems' | 'files' | 'org'>;

/** The kind of evidence that only the company holds. */
const CLIENT_FACTS = 'client-facts';

/** `hasFacts`: the company gave facts with the scan. */
export function coverageOf(scanned: Scanned, catalog: Catalog, hasFacts: boolean): Coverage[] {
  const typesOf = new Map<string, Set<string>>();
  for (const { type, evidence } of catalog.orgTypes) typesOf.set(evidence, (typesOf.get(evidence) ?? new Set()).add(type));
  const lost = lostBeside(scanned);
  return catalog.evidence.map(({ id, read }): Coverage => {
    if (id === CLIENT_FACTS && hasFacts) return { id, state: 'read', files: 1 };
    if (id === CLIENT_FACTS && read) return { id, state: 'elsewhere', files: 0 };
    if (!read) return { id, state: 'not-read', files: 0 };
    if (id === 'adapter-source') return { id, ...sourceCoverage(scanned, lost) };
    const types = typesOf.get(id);
    if (types) return { id, ...orgCoverage(types, scanned.org) };
    const files = scanned.files.filter((file) => file.content === 'definition').length;
    if (lost.some(({ code }) => !SOURCE_PROBLEMS.has(code))) return { id, state: 'partly', files };
    return { id, state: files > 0 ? 'read' : 'absent', files };
  });
}

/**
 * Evidence in the metadata of the org, by its types. It is `read` where each type was asked for or is here, and all its files could be read;
 * never `absent`: an org has all of this somewhere, and what is not in these files is elsewhere.
 */
function orgCoverage(types: ReadonlySet<string>, org: Org | null): Pick<Coverage, 'state' | 'files'> {
  const held = [...types].map((type) => retrieved(org, type));
  const files = held.reduce((sum, type) => sum + (type?.components ?? 0), 0);
  const here = held.filter((type) => type !== undefined && type.state !== 'not-retrieved');
  if (here.length === 0) return { state: 'elsewhere', files };
  return { state: here.length === held.length && here.every((type) => type?.unread === undefined) ? 'read' : 'partly', files };
}

/** What a repository holds of a type; undefined where it says nothing of it. */
export function retrieved(org: Org | null, type: string): RetrievedType | undefined {
  return org?.types.find((candidate) => candidate.type === type);
}

/** Whether all of a type was asked for and read, so that what is not here does not exist. */
export function provesAbsence(org: Org | null, type: string): boolean {
  const held = retrieved(org, type);
  return held !== undefined && (held.state === 'all' || held.state === 'none') && held.limit === null && held.unread === undefined;
}

/** A definition tells that there is an adapter; where its source is not among the files, nothing that was not found proves anything. */
function sourceCoverage(scanned: Scanned, problems: readonly Problem[]): Pick<Coverage, 'state' | 'files'> {
  const files = scanned.files.filter((file) => file.content === 'adapter').length;
  const definitions = scanned.definitions.filter((definition) => definition.standing === 'open-cti');
  if (!hasAdapter(scanned) && definitions.length > 0) return { state: 'elsewhere', files };
  const lost = problems.some(({ code }) => !DEFINITION_PROBLEMS.has(code));
  const packaged = definitions.some((definition) =>
    adapterAddresses(definition).some((url) => readAddress(url).kind === 'managed-package'),
  );
  if (lost || packaged) return { state: 'partly', files };
  return { state: files > 0 ? 'read' : 'absent', files };
}

function adapterAddresses({ sections, settings, fields }: Definition): string[] {
  const named = [...sections.flatMap((section) => section.items), ...settings, ...fields];
  return named.flatMap(({ name, value }) => (name === 'reqAdapterUrl' || name === 'adapterUrl' ? [value] : []));
}

/** What was lost of definitions and adapter source: a broken file of the org is no gap in them, and has no record among the files read. */
function lostBeside({ problems, files, org }: Scanned): Problem[] {
  const recorded = new Set(files.map(({ path }) => path));
  return problems.filter(
    ({ effect, code, file }) => effect === 'lost' && !(org !== null && METADATA_PROBLEMS.has(code) && !recorded.has(file)),
  );
}

const METADATA_PROBLEMS: ReadonlySet<Problem['code']> = new Set(['not-well-formed', 'not-text', 'not-salesforce-format']);

/** Problems that say nothing of definitions, and such that say nothing of adapter source. */
const SOURCE_PROBLEMS: ReadonlySet<Problem['code']> = new Set(['not-parsed', 'archive', 'limit', 'not-understood']);
const DEFINITION_PROBLEMS: ReadonlySet<Problem['code']> = new Set([
  'not-well-formed',
  'not-salesforce-format',
  'settings-not-json',
  'unknown-element',
]);

export function mergeCoverage(repos: readonly RepositoryRecord[]): Coverage[] {
  const order: Coverage['state'][] = ['absent', 'read', 'elsewhere', 'partly', 'not-read'];
  const first = repos[0]?.coverage ?? [];
  return first.map(({ id }) => {
    const all = repos.flatMap((repo) => repo.coverage.filter((coverage) => coverage.id === id));
    const hardest = order[Math.max(...all.map((coverage) => order.indexOf(coverage.state)))] ?? 'not-read';
    // Read here and elsewhere there is read in part.
    const state = hardest === 'elsewhere' && all.some((coverage) => coverage.state === 'read') ? 'partly' : hardest;
    return { id, state, files: all.reduce((sum, coverage) => sum + coverage.files, 0) };
  });
}
