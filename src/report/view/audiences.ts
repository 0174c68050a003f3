/** Who opens what: profiles and sets by themselves, groups through the sets that they bundle. */
import type { Audience, Org } from '../../model/assessment.ts';

export interface Opened {
  /** Names in lower case: Salesforce does not tell names apart by letter case. */
  readonly apps: ReadonlyMap<string, { readonly byDefault: boolean }>;
  readonly pages: ReadonlySet<string>;
  readonly classes: ReadonlySet<string>;
}

/** A muting set opens nothing: it lists what a group takes away. */
export function opensSomething({ type }: Audience): boolean {
  return type !== 'MutingPermissionSet';
}

/** What each of them opens in the end. */
export function openedBy({ audiences }: Org): Map<Audience, Opened> {
  const named = (type: string): Map<string, Audience> =>
    new Map(audiences.filter((audience) => audience.type === type).map((audience) => [audience.name.toLowerCase(), audience]));
  const sets = named('PermissionSet');
  const muting = named('MutingPermissionSet');
  const found = (names: readonly string[], among: Map<string, Audience>): Audience[] =>
    names.flatMap((name) => among.get(name.toLowerCase()) ?? []);
  return new Map(
    audiences
      .filter(opensSomething)
      .map((audience) => [audience, merged([audience, ...found(audience.sets, sets)], found(audience.muted, muting))]),
  );
}

function merged(given: readonly Audience[], taken: readonly Audience[]): Opened {
  const apps = new Map<string, { byDefault: boolean }>();
  for (const app of given.flatMap((audience) => audience.apps)) {
    const name = app.name.toLowerCase();
    apps.set(name, { byDefault: app.default || apps.get(name)?.byDefault === true });
  }
  for (const app of taken.flatMap((audience) => audience.apps)) apps.delete(app.name.toLowerCase());
  const names = (of: (audience: Audience) => readonly string[]): Set<string> => {
    const away = new Set(taken.flatMap(of).map((name) => name.toLowerCase()));
    return new Set(
      given
        .flatMap(of)
        .map((name) => name.toLowerCase())
        .filter((name) => !away.has(name)),
    );
  };
  return { apps, pages: names((audience) => audience.pages), classes: names((audience) => audience.classes) };
}
