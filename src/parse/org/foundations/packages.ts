/** Installed packages, and namespaces that names of files show although nobody retrieved the packages. */
import { trimmedText } from '../elements.ts';
import { readRoot, type Rooted } from '../places/roots.ts';
import type { OrgFile } from '../read-org.ts';
import type { Component, OrgReading, Sighting, TypeReader } from '../reading.ts';
import { filledChild } from './sightings.ts';

export const PACKAGE_READER: TypeReader = {
  types: ['InstalledPackage'],
  look: null,
  read: (source) => readRoot(source, readPackage),
};

/** The file is called by the namespace. It may hold the installation's password, so nothing of it is quoted but the version. */
function readPackage(rooted: Rooted): Partial<OrgReading> {
  const { document, root, component } = rooted;
  if (!NAMESPACE.test(component.name)) return {};
  const version = filledChild(rooted, root, 'versionNumber');
  const number = version ? trimmedText(document, version) : '';
  const value = /^[\d.]{1,30}$/.test(number) ? number : component.name;
  const sighting: Sighting = {
    kind: 'package',
    sign: component.name,
    component,
    value,
    confidence: 'exact',
    line: component.line,
    column: component.column,
  };
  return { sightings: [sighting] };
}

/** A namespace and where the repository shows it. */
export interface NamespaceUse {
  /** As first written; letter case does not count. */
  readonly namespace: string;
  /** The package's own file, else the first component by path. */
  readonly component: Component;
  /** Components with the prefix in their names. */
  readonly components: number;
  /** Whether the repository holds the InstalledPackage of it. */
  readonly isInstalled: boolean;
}

/** Up to 15 letters, digits and single underscores. */
const NAMESPACE = /^[A-Za-z](?:[A-Za-z0-9]|_(?=[A-Za-z0-9])){0,14}$/;
const PREFIX =
  /^([A-Za-z](?:[A-Za-z0-9]|_(?=[A-Za-z0-9])){0,14})__(?!(?:c|r|e|x|b|pc|mdt|kav|[Ss]hare|[Hh]istory|[Ff]eed|[Tt]ag|ChangeEvent)(?![A-Za-z0-9_]))[A-Za-z0-9]/;
/** Prefixes of Salesforce's own. */
const OF_SALESFORCE = new Set(['standard', 'c', 'force', 'lightning', 'sfdc_internal', 'sfdcinternalint']);

/**
 * Every namespace of the repository once, by name. `own` is the project's.
 * The names of files are all that is looked at: leftovers of a package that is gone count as well.
 */
export function namespacesOf(files: readonly OrgFile[], own: string | null = null): NamespaceUse[] {
  const uses = new Map<string, { namespace: string; first: OrgFile; names: Set<string>; isInstalled: boolean }>();
  const leftOut = own?.toLowerCase();
  for (const file of files) {
    const isInstalled = file.type === 'InstalledPackage' && NAMESPACE.test(file.name);
    for (const namespace of isInstalled ? [file.name] : prefixesOf(file)) {
      const key = namespace.toLowerCase();
      if (key === leftOut || OF_SALESFORCE.has(key)) continue;
      const name = `${file.type} ${file.name.toLowerCase()}`;
      const use = uses.get(key);
      if (!use) {
        uses.set(key, { namespace, first: file, names: new Set(isInstalled ? [] : [name]), isInstalled });
        continue;
      }
      if (!isInstalled) use.names.add(name);
      if ((isInstalled && !use.isInstalled) || (isInstalled === use.isInstalled && file.path < use.first.path)) use.first = file;
      use.isInstalled ||= isInstalled;
    }
  }
  return [...uses.values()]
    .map(({ namespace, first, names, isInstalled }) => ({ namespace, component: wholeFile(first), components: names.size, isInstalled }))
    .toSorted((a, b) => compare(a.namespace.toLowerCase(), b.namespace.toLowerCase()));
}

/** Sightings of packages of which only prefixes are here; the others have one by their own file. */
export function prefixSightings(uses: readonly NamespaceUse[]): Sighting[] {
  return uses.flatMap(({ namespace, component, isInstalled }): Sighting[] =>
    isInstalled
      ? []
      : [
          {
            kind: 'package',
            sign: namespace,
            component,
            value: `${namespace}__`,
            confidence: 'resolved',
            line: component.line,
            column: component.column,
          },
        ],
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function wholeFile({ type, name, path }: OrgFile): Component {
  return { type, name, label: null, file: path, line: 1, column: 1 };
}

/** Of `Task-acme__Layout`, `Case.acme__Log`, `acme__Call__c.acme__Result__c` and `Folder/acme__Report` each part is a name. */
function prefixesOf({ name, type }: OrgFile): string[] {
  if (!name.includes('__')) return [];
  const parts = name.split(type === 'Layout' ? '-' : /[./]/);
  return [...new Set(parts.flatMap((part) => PREFIX.exec(part)?.[1] ?? []))];
}
