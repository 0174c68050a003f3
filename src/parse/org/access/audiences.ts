/** Audiences of the phone, put together where a project keeps a permission set in pieces. */
import type { Audience } from '../../../model/assessment.ts';

/**
 * One audience for each component. Pieces of one permission set are joined: the whole's own file gives the place where it is there. What
 * holds nothing at all is left out.
 */
export function mergeAudiences(audiences: readonly Audience[]): Audience[] {
  const byName = new Map<string, Audience>();
  for (const audience of audiences) {
    const key = `${audience.type} ${audience.name}`.toLowerCase();
    const known = byName.get(key);
    byName.set(key, known ? joined(known, audience) : audience);
  }
  return [...byName.values()].filter((audience) => !isEmpty(audience));
}

function joined(first: Audience, second: Audience): Audience {
  const [main, other] = isWhole(second) && !isWhole(first) ? [second, first] : [first, second];
  const both = (key: 'pages' | 'classes' | 'permissions' | 'presenceStatuses' | 'sets' | 'muted'): string[] => [
    ...new Set([...main[key], ...other[key]]),
  ];
  const apps = new Map<string, boolean>();
  for (const app of [...main.apps, ...other.apps]) apps.set(app.name, app.default || (apps.get(app.name) ?? false));
  return {
    ...main,
    label: main.label ?? other.label,
    licence: main.licence ?? other.licence,
    apps: [...apps].map(([name, isDefault]) => ({ name, default: isDefault })),
    pages: both('pages'),
    classes: both('classes'),
    permissions: both('permissions'),
    presenceStatuses: both('presenceStatuses'),
    sets: both('sets'),
    muted: both('muted'),
  };
}

function isWhole({ file }: Audience): boolean {
  return /\.(?:permissionset|profile|permissionsetgroup|mutingpermissionset)(?:-meta\.xml)?$/i.test(file);
}

function isEmpty({ apps, pages, classes, permissions, presenceStatuses, sets, muted, licence }: Audience): boolean {
  const lists: readonly (readonly unknown[])[] = [apps, pages, classes, permissions, presenceStatuses, sets, muted];
  return lists.every((list) => list.length === 0) && !isPhoneLicence(licence);
}

/** Licences of Sales Dialer, by API name. */
export const DIALER_LICENCES: ReadonlySet<string> = new Set(['VoiceInboundPsl', 'VoiceOutboundPsl']);

/** Licences of Salesforce Voice, by API name. */
export const VOICE_LICENCES: ReadonlySet<string> = new Set(['ServiceCloudVoicePsl', 'ServiceCloudVoiceExternalTelephonyPsl']);

/** Whether a licence is one of a phone. */
export function isPhoneLicence(licence: string | null): boolean {
  return licence !== null && (DIALER_LICENCES.has(licence) || VOICE_LICENCES.has(licence));
}
