/** All files of one org together: what belongs to calls, what hangs on what, and what was there to read at all. */
import type { ApexTarget, CallLog, Definition } from '../../model/assessment.ts';
import type { PageSighting } from '../adapter/reading.ts';
import type { Project } from './project.ts';
import type { OrgOfRepository, OrgReading, Wanted } from './reading.ts';
import type { OrgPath } from './types.ts';

/** What the rest of the scan knows, and the org hangs on. */
export interface AroundOrg {
  readonly definitions: readonly Definition[];
  readonly callLogs: readonly CallLog[];
  /** Pages of the repository that hold adapter source. */
  readonly pages: readonly PageSighting[];
  readonly apexTargets: readonly ApexTarget[];
  /** Paths of files in which the adapter was found. */
  readonly adapterFiles: readonly string[];
}

/** One file that is metadata of an org, whether or not it was worth parsing. */
export interface OrgFile extends OrgPath {
  readonly path: string;
}

/** What to look for in profiles and permission sets. */
export function wantedAccess(_readings: readonly OrgReading[], _around: AroundOrg): Wanted {
  return { apps: new Set(), pages: new Set(), classes: new Set(), presenceStatuses: new Set() };
}

export function readOrg(
  _readings: readonly OrgReading[],
  _files: readonly OrgFile[],
  _project: Project,
  _around: AroundOrg,
): OrgOfRepository {
  return { facts: [], org: null, problems: [] };
}
