/** The same component in several files of a repository: one of them is taken, the others are named. */
import { s } from '../../model/sentence.ts';
import type { Problem } from '../../model/assessment.ts';
import type { Project } from './project.ts';
import type { OrgFile } from './read-org.ts';
import type { Component } from './reading.ts';

/** Which of the files that hold a component speak for it. */
export interface Choice {
  readonly keeps: (component: Pick<Component, 'type' | 'name' | 'file'>) => boolean;
  /** The file that holds a component by its name, letter case aside. */
  readonly fileOf: (type: string, name: string) => string | undefined;
  readonly problems: readonly Problem[];
}

/** Objects and workflows come in parts: several files may each hold some of one, and nothing of it is a copy. */
const IN_PARTS: ReadonlySet<string> = new Set(['CustomObject', 'Workflow']);

/** In a project of several packages each holds what its own parts need of a profile; deployed they add up. */
const ADDS_UP: ReadonlySet<string> = new Set(['Profile']);

const MOST_NAMED = 5;

/**
 * @param seen components that some file showed something of
 * @param faulty paths of files that could not be read wholly
 */
export function chooseFiles(
  files: readonly OrgFile[],
  seen: readonly Pick<Component, 'type' | 'name' | 'file'>[],
  project: Project,
  faulty: ReadonlySet<string>,
): Choice {
  const unitByFile = new Map<string, Unit>();
  const unitByPath = new Map<string, Unit>();
  const held = new Map<string, Unit[]>();
  const hold = (key: string, unit: Unit): void => {
    const units = held.get(key);
    if (!units) held.set(key, [unit]);
    else if (!units.includes(unit)) units.push(unit);
  };
  for (const file of files) {
    const path = unitPath(file);
    const unit = unitByPath.get(path) ?? { path, type: file.type, isSource: file.format === 'source', isFaulty: false };
    unitByPath.set(path, unit);
    unitByFile.set(file.path, unit);
    if (faulty.has(file.path)) unit.isFaulty = true;
    if (!IN_PARTS.has(file.type)) hold(componentKey(file), unit);
  }
  const copied = [...held].flatMap(([key, units]) => (units.length > 1 ? [{ key, units }] : []));
  for (const component of seen) {
    const unit = unitByFile.get(component.file);
    if (unit) hold(componentKey(component), unit);
  }
  const taken = new Map<string, ReadonlySet<Unit>>();
  for (const [key, units] of held) {
    if (units.length < 2) continue;
    const ranked = units.map((unit) => ({ unit, rank: rankOf(unit, project) })).sort((a, b) => compareRanks(a, b));
    const addsUp = ADDS_UP.has(ranked[0]?.unit.type ?? '') && (ranked[0]?.rank.packageDirectory ?? -1) >= 0;
    const best = addsUp ? ranked.filter(({ rank }) => rank.packageDirectory >= 0) : ranked.slice(0, 1);
    taken.set(key, new Set(best.map(({ unit }) => unit)));
  }
  const isTaken = (key: string, unit: Unit): boolean => taken.get(key)?.has(unit) ?? true;
  const copies = copied.map(({ key, units }) => {
    const [chosen, left] = [units.filter((unit) => isTaken(key, unit)), units.filter((unit) => !isTaken(key, unit))];
    return { taken: chosen.map(({ path }) => path), left: left.map(({ path }) => path) };
  });
  return {
    keeps: (component) => {
      const unit = unitByFile.get(component.file);
      return unit === undefined || isTaken(componentKey(component), unit);
    },
    fileOf: (type, name) => {
      const key = componentKey({ type, name });
      return held.get(key)?.find((unit) => isTaken(key, unit))?.path;
    },
    problems: duplicateProblem(copies.filter(({ left }) => left.length > 0)),
  };
}

/** Names of components are the same whatever their letter case. */
export function componentKey({ type, name }: { readonly type: string; readonly name: string }): string {
  return `${type} ${name.toLowerCase()}`;
}

/** A file, or the folder of a component that is made of several. */
interface Unit {
  readonly path: string;
  readonly type: string;
  readonly isSource: boolean;
  isFaulty: boolean;
}

interface Rank {
  readonly isIgnored: boolean;
  /** Its place in the project's list; -1 outside. */
  readonly packageDirectory: number;
  /** Of the nearest manifest above it; 0 where there is none. */
  readonly apiVersion: number;
}

function rankOf({ path }: Unit, { packageDirectories, manifests, isIgnored }: Project): Rank {
  const above = manifests
    .map((manifest) => ({ folder: manifest.path.slice(0, manifest.path.lastIndexOf('/') + 1), version: Number(manifest.apiVersion ?? 0) }))
    .filter(({ folder }) => path.startsWith(folder))
    .sort((a, b) => b.folder.length - a.folder.length || b.version - a.version);
  return {
    isIgnored: isIgnored(path),
    packageDirectory: packageDirectories.findIndex((folder) => isBelow(path, folder)),
    apiVersion: above[0]?.version || 0,
  };
}

function isBelow(path: string, folder: string): boolean {
  const plain = folder.replace(/^\.\//, '').replace(/\/+$/, '');
  return plain === '' || plain === '.' || path.startsWith(`${plain}/`);
}

interface Ranked {
  readonly unit: Unit;
  readonly rank: Rank;
}

/** What was read whole, is deployed, belongs to a package and is newer comes first. */
function compareRanks({ unit: a, rank: x }: Ranked, { unit: b, rank: y }: Ranked): number {
  return (
    Number(a.isFaulty) - Number(b.isFaulty) ||
    Number(x.isIgnored) - Number(y.isIgnored) ||
    Number(y.packageDirectory >= 0) - Number(x.packageDirectory >= 0) ||
    Number(b.isSource) - Number(a.isSource) ||
    y.apiVersion - x.apiVersion ||
    x.packageDirectory - y.packageDirectory ||
    a.path.length - b.path.length ||
    (a.path < b.path ? -1 : 1)
  );
}

/** Where a component lies as a whole: its file without the side file's ending, or the folder of a bundle or of a decomposed component. */
export function unitPath({ path, name, part }: OrgFile): string {
  if (part === 'whole') return path;
  const folders = path.split('/');
  const isBundle = folders.some((folder, at) => BUNDLES.has(folder.toLowerCase()) && folders[at + 1] === name && at + 2 < folders.length);
  if (part === 'sidecar' && !isBundle) return path.replace(/-meta\.xml$/i, '');
  const at = folders.findLastIndex((folder, index) => index < folders.length - 1 && opened(folder) === name);
  return folders.slice(0, at < 0 ? -1 : at + 1).join('/');
}

const BUNDLES: ReadonlySet<string> = new Set(['lwc', 'aura']);

function opened(folder: string): string {
  try {
    return decodeURIComponent(folder);
  } catch {
    return folder;
  }
}

interface Copies {
  readonly taken: readonly string[];
  readonly left: readonly string[];
}

function duplicateProblem(copies: readonly Copies[]): Problem[] {
  if (copies.length === 0) return [];
  const sorted = copies.map(({ taken, left }) => s`${taken.join(', ')} and not ${left.join(', ')}`).sort();
  const some = sorted.slice(0, MOST_NAMED).join(', ');
  const named = copies.length > MOST_NAMED ? s`${some}, and ${copies.length - MOST_NAMED} more` : some;
  const detail =
    copies.length === 1
      ? s`1 component stands in more than one file. One file speaks for it: ${named}.`
      : s`${copies.length} components stand in more than one file. One file speaks for each: ${named}.`;
  return [{ code: 'duplicate', effect: 'note', file: '.', detail }];
}
