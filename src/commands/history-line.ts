/** From a repository as a scan knows it to its line of commits: a clone, a bare one, a revision, or a folder within one. */
import { statSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { foldersOf, gitFolders, headOf, isPartial, shallowCommits } from '../discover/git/folder.ts';
import { firstParents, type LineCommit } from '../discover/git/line.ts';
import type { GitTree } from '../discover/git/objects.ts';
import type { RepositoryPlan } from '../discover/plan.ts';

export interface Line {
  /** Git's own folder. */
  readonly folder: string;
  /** Where somebody would run git. */
  readonly root: string;
  /** The newest first; none before the first commit of all. */
  readonly commits: readonly LineCommit[];
  /** What came before the last of them was not cloned. */
  readonly isShallow: boolean;
  /** Contents may be missing. */
  readonly isPartial: boolean;
  /** What of it is read: all below a folder of it, but for what is a repository of its own; or a single file. */
  readonly prefix: string;
  readonly without: readonly string[];
  readonly file: string | null;
}

/**
 * Null for what is not kept in git.
 * @throws GitError
 */
export function lineOf({ border, root, ref, inner, file }: RepositoryPlan): Line | null {
  const isOwn = border === 'bare' || border === 'revision';
  const top = isOwn ? root : workTreeOf(root);
  if (top === null) return null;
  const folders = isOwn ? foldersOf(root) : gitFolders(top);
  const above = isOwn ? '' : relative(top, root).split(sep).join('/');
  const scope = { prefix: above === '' ? '' : `${above}/`, without: inner, file };
  const place = { folder: folders.own, root: isOwn && basename(root) === '.git' ? dirname(root) : top, ...scope };
  if (ref === null && headOf(folders)?.commit === null) return { ...place, commits: [], isShallow: false, isPartial: false };
  const commits = firstParents(folders.own, ref ?? 'HEAD');
  const isShallow = shallowCommits(folders).has(commits.at(-1)?.id ?? '');
  return { ...place, commits, isShallow, isPartial: isPartial(folders) };
}

/** The nearest folder with a `.git`, from this one upwards. */
function workTreeOf(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    if (statSync(join(at, '.git'), { throwIfNoEntry: false })) return at;
    if (at === dirname(at)) return null;
  }
}

/** A tree as far as it is read, with the paths that a scan gives to its files. */
export function within(tree: GitTree, { prefix, without, file }: Line): GitTree {
  if (prefix === '' && without.length === 0 && file === null) return tree;
  const shown = (path: string): string | null => {
    if (!path.startsWith(prefix)) return null;
    const below = path.slice(prefix.length);
    if (file !== null && below !== file) return null;
    return without.some((folder) => below.startsWith(`${folder}/`)) ? null : below;
  };
  const all = (paths: readonly string[]): string[] => paths.flatMap((path) => shown(path) ?? []);
  return {
    ...tree,
    files: tree.files.flatMap((one) => {
      const path = shown(one.path);
      return path === null ? [] : [{ ...one, path }];
    }),
    links: all(tree.links),
    submodules: all(tree.submodules),
  };
}
