/** Who opens the phone, over all files: fragments of a set put together, groups with what their sets hold, less what they mute. */
import type { Audience } from '../../model/assessment.ts';
import { isPhoneLicence, mergeAudiences } from './access/audiences.ts';
import { componentKey } from './duplicates.ts';
import type { Sighting, Wanted } from './reading.ts';

export interface JoinedAudiences {
  readonly audiences: readonly Audience[];
  /** The groups that open something, which no file of theirs says. */
  readonly sightings: readonly Sighting[];
}

/** `seen`: keys of components with a sighting of their own. */
export function joinAudiences(readings: readonly Audience[], wanted: Wanted, seen: ReadonlySet<string>): JoinedAudiences {
  const byKey = new Map(mergeAudiences(readings).map((audience) => [componentKey(audience), within(audience, wanted)]));
  const groups: Sighting[] = [];
  const audiences = [...byKey.values()].flatMap((audience): Audience[] => {
    if (audience.type === 'MutingPermissionSet') return [];
    const whole = audience.type === 'PermissionSetGroup' ? resolved(audience, byKey) : audience;
    if (!holdsSomething(whole) && !seen.has(componentKey(whole))) return [];
    const { type, name, label, file, line, column, apps, pages, classes } = whole;
    if (type === 'PermissionSetGroup' && apps.length + pages.length + classes.length > 0) {
      const component = { type, name, label, file, line, column };
      groups.push({ kind: 'access', sign: 'opens-the-phone', component, value: name, confidence: 'resolved', line, column });
    }
    return [sorted(whole)];
  });
  return { audiences: audiences.sort((a, b) => compare(componentKey(a), componentKey(b))), sightings: groups };
}

function holdsSomething({ apps, pages, classes, permissions, presenceStatuses, licence }: Audience): boolean {
  return apps.length + pages.length + classes.length + permissions.length + presenceStatuses.length > 0 || isPhoneLicence(licence);
}

/** Only what belongs to the phone once all files are put together. */
function within(audience: Audience, { apps, pages, classes, presenceStatuses }: Wanted): Audience {
  const kept = (names: readonly string[], allowed: ReadonlySet<string>): string[] =>
    names.filter((name) => allowed.has(name.toLowerCase()));
  return {
    ...audience,
    apps: audience.apps.filter(({ name }) => apps.has(name.toLowerCase())),
    pages: kept(audience.pages, pages),
    classes: kept(audience.classes, classes),
    presenceStatuses: kept(audience.presenceStatuses, presenceStatuses),
  };
}

/** A group with all that its sets hold, without what its muting sets take away. */
function resolved(group: Audience, all: ReadonlyMap<string, Audience>): Audience {
  const found = (type: string, names: readonly string[]): Audience[] =>
    names.flatMap((name) => {
      const audience = all.get(componentKey({ type, name }));
      return audience ? [audience] : [];
    });
  const { type, name } = group;
  const lent = found('PermissionSet', group.sets).map((set): Audience => ({ ...set, type, name, label: null, licence: null }));
  const whole = mergeAudiences([group, ...lent])[0] ?? group;
  const muted = found('MutingPermissionSet', group.muted);
  const taken = (names: (set: Audience) => readonly string[]): ((one: string) => boolean) => {
    const gone = new Set(muted.flatMap((set) => names(set).map((one) => one.toLowerCase())));
    return (one) => !gone.has(one.toLowerCase());
  };
  const isLeft = taken(({ apps }) => apps.map((app) => app.name));
  return {
    ...whole,
    apps: whole.apps.filter((app) => isLeft(app.name)),
    pages: whole.pages.filter(taken(({ pages }) => pages)),
    classes: whole.classes.filter(taken(({ classes }) => classes)),
    permissions: whole.permissions.filter(taken(({ permissions }) => permissions)),
    presenceStatuses: whole.presenceStatuses.filter(taken(({ presenceStatuses }) => presenceStatuses)),
  };
}

function sorted(audience: Audience): Audience {
  return {
    ...audience,
    apps: [...audience.apps].sort((a, b) => compare(a.name, b.name)),
    pages: [...audience.pages].sort(compare),
    classes: [...audience.classes].sort(compare),
    permissions: [...audience.permissions].sort(compare),
    presenceStatuses: [...audience.presenceStatuses].sort(compare),
    sets: [...audience.sets].sort(compare),
    muted: [...audience.muted].sort(compare),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
