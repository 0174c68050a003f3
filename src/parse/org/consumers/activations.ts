/** Whether automations run, where another file than their own says so; and which of a flow's version files counts. */
import type { Activation, Component, OrgDocument, OrgReading, TypeReader } from '../reading.ts';
import { childText } from '../elements.ts';

/** `flowDefinitions/Name.flowDefinition`: before 44.0 the only place that says which version runs. */
export const FLOW_DEFINITION_READER: TypeReader = {
  types: ['FlowDefinition'],
  look: null,
  read: (source) => {
    const document = source.markup();
    const root = document.roots[0];
    if (root?.name !== 'FlowDefinition') return {};
    const written = childText(document, root, 'activeVersionNumber');
    const version = /^\d{1,6}$/.test(written) ? Number(written) : 0;
    return { activations: [{ type: 'Flow', name: source.name, file: source.path, active: version > 0, version }] };
  },
};

/** What stands beside a trigger: `Name.trigger-meta.xml`. */
export function triggerActivation(source: OrgDocument): Partial<OrgReading> {
  const document = source.markup();
  const root = document.roots[0];
  const status = root?.name === 'ApexTrigger' ? childText(document, root, 'status') : '';
  if (status === '') return {};
  return { activations: [{ type: 'ApexTrigger', name: source.name, file: source.path, active: status === 'Active', version: null }] };
}

/**
 * The same readings with what sidecars and flow definitions say put in: whether a trigger runs, and of the version files of a flow
 * (`Name-3.flow`) only the one that counts, named as the flow. That is the file without a number where there is one, else the active
 * version, else the newest; the others are no longer part of the org. `paths` are all files of the org, those without a reading included.
 */
export function settleActivations(readings: readonly OrgReading[], paths: readonly string[]): OrgReading[] {
  const stated = new Map<string, Activation>();
  for (const { activations } of readings)
    for (const one of activations) stated.set(`${one.type} ${rootOf(one.file)} ${one.name.toLowerCase()}`, one);
  const counting = countingVersions(paths, (root, name) => stated.get(`Flow ${root} ${name}`) ?? null);

  const settled = ({ type, name, file }: Component): { name: string; active: boolean | null } | null => {
    if (type === 'ApexTrigger') return { name, active: stated.get(`ApexTrigger ${rootOf(file)} ${name.toLowerCase()}`)?.active ?? null };
    if (type !== 'Flow') return { name, active: null };
    const [, base = name] = VERSIONED.exec(name) ?? [];
    const version = versionOf(name);
    const key = `${rootOf(file)} ${base.toLowerCase()}`;
    if (version !== null && counting.get(key) !== version) return null;
    return { name: base, active: stated.get(`Flow ${key}`)?.active ?? null };
  };
  return readings.map((reading) => {
    const kept = <T>(list: readonly T[], component: (item: T) => Component, put: (item: T, component: Component) => T): T[] =>
      list.flatMap((item) => {
        const own = component(item);
        const now = settled(own);
        return now === null ? [] : now.name === own.name ? [item] : [put(item, { ...own, name: now.name })];
      });
    return {
      ...reading,
      consumers: kept(
        reading.consumers,
        ({ component }) => component,
        (item, component) => ({ ...item, component }),
      ).map((item) => (item.active === null ? { ...item, active: settled(item.component)?.active ?? null } : item)),
      sightings: kept(
        reading.sightings,
        ({ component }) => component,
        (item, component) => ({ ...item, component }),
      ),
      references: kept(
        reading.references,
        ({ from }) => from,
        (item, from) => ({ ...item, from }),
      ),
      fields: kept(
        reading.fields,
        ({ component }) => component,
        (item, component) => ({ ...item, component }),
      ),
    };
  });
}

/** No API name of a flow holds a hyphen, so what follows one is a version. */
const VERSIONED = /^([^-]+)-(\d{1,6})$/;

function versionOf(name: string): number | null {
  const version = VERSIONED.exec(name)?.[2];
  return version === undefined ? null : Number(version);
}

/** Where the folders of the types stand: the same name in two package directories is two files. */
function rootOf(path: string): string {
  const at = path.toLowerCase().search(/(?:^|\/)(?:flows|flowdefinitions|triggers)\//);
  return at < 0 ? '' : path.slice(0, at);
}

/** For each flow, by root and name, the version whose file counts; null where a file without a number does. */
function countingVersions(
  paths: readonly string[],
  definition: (root: string, name: string) => Activation | null,
): Map<string, number | null> {
  const versions = new Map<string, (number | null)[]>();
  for (const path of paths) {
    const file = /(?:^|\/)([^/]+)\.flow(?:-meta\.xml)?$/i.exec(path)?.[1];
    if (file === undefined) continue;
    const [, base = file] = VERSIONED.exec(file) ?? [];
    const key = `${rootOf(path)} ${base.toLowerCase()}`;
    versions.set(key, [...(versions.get(key) ?? []), versionOf(file)]);
  }
  return new Map(
    [...versions].map(([key, all]) => {
      if (all.includes(null)) return [key, null] as const;
      const space = key.lastIndexOf(' ');
      const active = definition(key.slice(0, space), key.slice(space + 1))?.version ?? 0;
      const numbers = all.filter((version) => version !== null);
      return [key, numbers.includes(active) ? active : Math.max(...numbers)] as const;
    }),
  );
}
