/** What a repository says of itself: sfdx-project.json, manifests, .forceignore. */
import type { Problem, RetrievedType } from '../../model/assessment.ts';
import type { OrgFile } from './read-org.ts';

/** A manifest, `package.xml` whatever it is called. One that only takes things away is none. */
export interface Manifest {
  readonly path: string;
  readonly apiVersion: string | null;
  /** Members by type, as written. */
  readonly types: ReadonlyMap<string, readonly string[]>;
}

export interface Project {
  /** Of sfdx-project.json, else of the newest manifest. */
  readonly apiVersion: string | null;
  readonly packageDirectories: readonly string[];
  readonly manifests: readonly Manifest[];
  /** Whether a path lies in a folder or matches a pattern that a .forceignore leaves out of a deployment. */
  readonly isIgnored: (path: string) => boolean;
  readonly problems: readonly Problem[];
}

export function readProject(_files: readonly { readonly path: string; readonly bytes: Buffer }[]): Project {
  return { apiVersion: null, packageDirectories: [], manifests: [], isIgnored: () => false, problems: [] };
}

/** By type, what is here and what was asked for; only types of {@link ORG_TYPES} that are no folders, in its order. */
export function retrievedTypes(_files: readonly OrgFile[], _project: Project): RetrievedType[] {
  return [];
}
