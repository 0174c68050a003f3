/**
 * Takes credentials out of a value before anything else sees it.
 *
 * A mask is one constant word: it shows neither the length nor a hash of what it hides.
 * The rules lean towards hiding: a harmless value that is hidden costs a look into the file, a shown token costs more.
 */

export const MASK = '[masked]';

const SECRET_NAME =
  /pass(?:word|wd|phrase|code)|\bpwd|pwd\b|secret|token|credential|(?:api|private|access|auth|shared|subscription|account|encryption|signing|licen[cs]e|consumer|client|master|session|security)[-_ ]?key|authori[sz]ation|\bauth[-_ ]?header|bearer|\bpin\b|\bjwt\b/i;

/** A name that speaks *about* a credential: where it is fetched, how long it lives. Its value is judged by shape alone. */
const ABOUT_A_SECRET =
  /(?:url|uri|endpoint|enabled|required|expiry|expires?|expiration|date|timeout|ttl|lifetime|type|mode|field|field ?name|parameter|param|length|algorithm|issuer|class|page|role|arn)$/i;

const HARMLESS = /^\s*(?:|true|false|yes|no|on|off|none|null|[01]|\{\{[^}]*\}\}|\$\{[^}]*\}|\{![^}]*\})\s*$/i;

/** `userName` and `user_name` to `user name`, so that word borders can be seen. */
function words(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/[_\-.]+/g, ' ')
    .trim();
}

/** Whether a name or label says that its value is a credential. */
export function namesASecret(name: string): boolean {
  const spoken = words(name);
  return (SECRET_NAME.test(spoken) || SECRET_NAME.test(name)) && !ABOUT_A_SECRET.test(spoken);
}

interface Shape {
  readonly pattern: RegExp;
  readonly replace: (match: string, ...groups: string[]) => string;
}

const hide = (): string => MASK;

const SHAPES: readonly Shape[] = [
  { pattern: /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|$)/g, replace: hide },
  // User info in a URL. It may itself hold an @, so the last one before the path counts.
  { pattern: /([a-z][a-z0-9+.-]*:\/\/)[^\s/?#<>"']*@/gi, replace: (_, scheme) => `${scheme}${MASK}@` },
  { pattern: /\b(bearer|basic|negotiate|digest)(\s+)[A-Za-z0-9._~+/=-]{8,}/gi, replace: (_, scheme, space) => `${scheme}${space}${MASK}` },
  { pattern: /\beyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)?/g, replace: hide },
  { pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, replace: hide },
  {
    pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|xox[abeoprs]-[A-Za-z0-9-]{10,}|[sr]k_(?:live|test)_[A-Za-z0-9]{10,}|AIza[A-Za-z0-9_-]{30,})/g,
    replace: hide,
  },
  { pattern: /\b00D[A-Za-z0-9]{12,15}![A-Za-z0-9._]{20,}/g, replace: hide },
  // Hexadecimal keys and account ids of 32 digits and more. A run of one digit is a filler, not a key.
  { pattern: /\b(?:[A-Z]{2})?[0-9a-f]{32,}\b/gi, replace: (match) => (new Set(match).size >= 6 ? MASK : match) },
  {
    // name=value and "name": "value", in query strings and in JSON kept inside an item.
    pattern: /(["']?)([A-Za-z][\w.-]*)\1(\s*[:=]\s*)(?:"([^"]*)"|'([^']*)'|([^\s"'&,;}<]+))/g,
    replace: (match, quote, name, between, double, single, bare) => {
      const value = double ?? single ?? bare ?? '';
      const secret = /^(?:sig|signature|auth|sid|sessionid|session_id)$/i.test(name ?? '') || namesASecret(name ?? '');
      if (!secret || HARMLESS.test(value) || value.includes(MASK)) return match;
      const mark = double !== undefined ? '"' : single !== undefined ? "'" : '';
      return `${quote}${name}${quote}${between}${mark}${MASK}${mark}`;
    },
  },
];

/** Whether a whole value looks made by a random generator: one long word of upper case, lower case and digits. */
function looksRandom(value: string): boolean {
  if (!/^[A-Za-z0-9+/=_~.-]{32,}$/.test(value) || /^[./]|\/\//.test(value)) return false;
  if (!/[a-z]/.test(value) || !/[A-Z]/.test(value) || !/\d/.test(value)) return false;
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits >= 4.2;
}

/** Replaces everything in a text that has the shape of a credential. */
export function maskShapes(value: string): string {
  let masked = value;
  for (const { pattern, replace } of SHAPES) masked = masked.replace(pattern, replace);
  return looksRandom(masked.trim()) ? MASK : masked;
}

/** Masks a named value: wholly when its name or label says so, else whatever in it has the shape of a credential. */
export function maskValue(value: string, ...names: readonly (string | undefined)[]): string {
  if (HARMLESS.test(value)) return value;
  if (names.some((name) => name !== undefined && namesASecret(name))) return MASK;
  return maskShapes(value);
}
