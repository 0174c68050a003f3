/** Earlier revisions of repositories, read with this version of the tool: what a comparison of two versions rests on. */
import { s } from '../model/sentence.ts';
import type { Catalog } from '../catalog/schema.ts';
import { baseOf, sideRepository, type SideRepository } from '../compare/side.ts';
import { foldersOf, gitFolders } from '../discover/git/folder.ts';
import type { RepositoryPlan } from '../discover/plan.ts';
import { indexRules } from '../match/match.ts';
import { listPlan, scanListed, type ScanBasis } from './scan-repository.ts';

export type Again = SideRepository | { readonly failure: string };

/** `plans` are where the repositories lie now; those without git, and those that lie elsewhere, are told with the reason. */
export async function readAgain(
  wanted: readonly SideRepository[],
  plans: readonly RepositoryPlan[],
  catalog: Catalog,
  listing: ScanBasis['listing'] = {},
): Promise<Map<string, Again>> {
  const again = new Map<string, Again>();
  const byBase = new Map(plans.map((plan) => [planBase(plan), plan]));
  const basis: ScanBasis = { catalog, index: indexRules(catalog), listing, clientFacts: {} };
  for (const repository of wanted) {
    const { base, commit } = repository;
    const plan = byBase.get(base);
    if (!plan) again.set(base, { failure: s`the repository is not where it could be read again` });
    else if (commit === null) again.set(base, { failure: s`the earlier scan knew no commit by which its source could be read again` });
    else again.set(base, await readCommit(plan, commit, base, basis));
  }
  return again;
}

async function readCommit(plan: RepositoryPlan, commit: string, base: string, basis: ScanBasis): Promise<Again> {
  const root = gitRoot(plan);
  if (root === null) return { failure: s`the repository is not kept in git` };
  const revision: RepositoryPlan = { ...plan, border: 'revision', root, ref: commit, inner: [], file: null };
  const record = await scanListed(listPlan(revision, basis.listing), basis, { ahead: false });
  if (record.status === 'failed')
    return {
      failure: s`commit ${commit.slice(0, 12)} cannot be read from git (a shallow clone lacks it; “git fetch --unshallow” brings it)`,
    };
  return { ...sideRepository(record), id: base, base };
}

function gitRoot({ border, root }: RepositoryPlan): string | null {
  if (border === 'git') return gitFolders(root).own;
  return border === 'bare' || border === 'revision' ? foldersOf(root).own : null;
}

function planBase({ id, ref, border }: RepositoryPlan): string {
  return baseOf({ id, revision: border === 'revision' && ref !== null ? { ref, commit: '' } : null });
}
