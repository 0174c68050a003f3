/** Where one repository ends and the next begins, told by the names of files alone. */
import { readdirSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import type { Border } from '../model/assessment.ts';
import { isGitFolder } from './git/folder.ts';
import type { Patterns } from '../ignoring.ts';
import { CACHE_FOLDER, isVendored, LEDGER_FOLDER, LEDGER_MARK, TOOL_FOLDERS } from './left-out.ts';
import { patiently } from './patiently.ts';
import { compare, holdsNoSource, reportsIn, statOf } from './walk.ts';

export interface Unit {
  /** Below the root, with forward slashes; empty for the root. */
  readonly folder: string;
  readonly border: Extract<Border, 'git' | 'bare' | 'sfdx-project' | 'package.xml' | 'folder'>;
  /** Folders below this one, relative to it, that are units of their own. */
  readonly inner: readonly string[];
  /** False for a folder that holds nothing but units of their own. */
  readonly hasOwn: boolean;
}

export interface BorderOptions {
  /** Each child folder of the root is a unit. */
  readonly eachFolder: boolean;
  readonly includeVendored: boolean;
  readonly excluded: Patterns;
  readonly leaveOut: ReadonlySet<string>;
}

/** A weaker mark divides no unit that a stronger one made: a `src/package.xml` in a git repository is part of it. */
const STRENGTH = { folder: 0, 'package.xml': 1, 'sfdx-project': 2, git: 3, bare: 3 } as const;

interface Growing {
  readonly folder: string;
  readonly border: Unit['border'];
  readonly inner: string[];
  hasOwn: boolean;
}

/** The units in a folder; the root is always the first. Nothing is read but the names in its folders. */
export function findUnits(root: string, options: BorderOptions): Unit[] {
  const { eachFolder, includeVendored, excluded, leaveOut } = options;
  const units: Growing[] = [];
  const shut: { readonly folder: string; readonly unit: Growing }[] = [];
  const open: { readonly folder: string; readonly unit: Growing | null }[] = [{ folder: '', unit: null }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { folder } = next;
    const absolute = folder === '' ? root : join(root, folder);
    let entries: Dirent[];
    try {
      entries = patiently(() => readdirSync(absolute, { withFileTypes: true }));
    } catch {
      // Reading the unit will name it.
      if (next.unit) shut.push({ folder, unit: next.unit });
      else units.push({ folder, border: 'folder', inner: [], hasOwn: true });
      continue;
    }
    // A folder that was made for the cache is no repository.
    if (folder !== '' && entries.length === 1 && entries[0]?.name === CACHE_FOLDER) continue;
    if (folder !== '' && entries.some(({ name }) => name === LEDGER_MARK)) continue;
    let { unit } = next;
    const mark = markOf(absolute, folder === '', entries);
    const isChild = eachFolder && folder !== '' && !folder.includes('/') && units[0]?.border !== 'git';
    if (unit === null || (mark !== null && STRENGTH[mark] >= Math.max(1, STRENGTH[unit.border])) || isChild) {
      const made: Growing = { folder, border: mark ?? 'folder', inner: [], hasOwn: false };
      unit?.inner.push(below(unit, folder));
      units.push(made);
      unit = made;
    }
    if (unit.border === 'bare') {
      unit.hasOwn = true;
      continue;
    }
    const isReport = unit.hasOwn ? null : reportsIn(absolute, entries, leaveOut);
    for (const entry of entries) {
      const { name } = entry;
      if (entry.isDirectory()) {
        const path = folder === '' ? name : `${folder}/${name}`;
        if (TOOL_FOLDERS.has(name) || name === CACHE_FOLDER || name === LEDGER_FOLDER || excluded.decide(`${path}/`) === true) continue;
        if (!includeVendored && isVendored(name, (inner) => statOf(join(absolute, name, inner)) !== null)) continue;
        open.push({ folder: path, unit });
      } else if (!unit.hasOwn && name !== '.git' && !holdsNoSource(name) && isReport?.(name) !== true) {
        unit.hasOwn = excluded.decide(folder === '' ? name : `${folder}/${name}`) !== true;
      }
    }
  }
  // Beside repositories, a folder that nobody may open is one that cannot be read; in a repository it is a part of it.
  for (const { folder, unit } of shut) {
    if (unit.border === 'folder' && (unit.inner.length > 0 || (eachFolder && unit.folder === ''))) {
      unit.inner.push(below(unit, folder));
      units.push({ folder, border: 'folder', inner: [], hasOwn: true });
    } else unit.hasOwn = true;
  }
  // Folders are opened in no order that matters, and are told in one that does.
  return units
    .map((unit) => ({ ...unit, inner: unit.inner.toSorted(compare), hasOwn: unit.hasOwn || unit.inner.length === 0 }))
    .sort((a, b) => compare(a.folder, b.folder));
}

function below({ folder: above }: Growing, folder: string): string {
  return above === '' ? folder : folder.slice(above.length + 1);
}

function markOf(absolute: string, isRoot: boolean, entries: readonly Dirent[]): Exclude<Unit['border'], 'folder'> | null {
  let hasSource = false;
  let hasProject = false;
  let hasManifest = false;
  const gitNames = new Set<string>();
  for (const entry of entries) {
    const { name } = entry;
    if (name === '.git') return 'git';
    if (name === 'src') hasSource = entry.isDirectory();
    else if (name === 'sfdx-project.json') hasProject = true;
    else if (name === 'package.xml') hasManifest = true;
    else if (name === 'HEAD' || name === 'objects' || name === 'refs') {
      if (entry.isDirectory() || name === 'HEAD') gitNames.add(name);
    }
  }
  if (isGitFolder(gitNames)) return 'bare';
  if (hasProject) return 'sfdx-project';
  if (hasSource && statOf(join(absolute, 'src', 'package.xml'))?.isFile()) return 'package.xml';
  return isRoot && hasManifest && /[\\/]src[\\/]?$/.test(absolute) ? 'package.xml' : null;
}
