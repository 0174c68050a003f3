/**
 * Takes credentials out of a value before anything else sees it.
 *
 * A mask is one constant word: it shows neither the length nor a hash of what it hides.
 * The rules lean towards hiding: a harmless value that is hidden costs a look into the file, a shown token costs more.
 * Every pattern takes time in proportion to the text, however hostile: none may start anew inside a word that it has read.
 */

export const MASK = '[masked]';

const SECRET_NAME =
  /passwor[dt]|pass(?:wd|phrase|code)|\bpass$|pwd\b|\bpwd|kennwort|mot de passe|contrase[nñ]a|wachtwoord|\bsenha\b|secret(?!ar)|token(?!i[sz])|(?<!named )credential|(?:api|private|access|auth|shared|subscription|account|encryption|signing|licen[cs]e|consumer|client|master|session|security|priv)[-_ ]?key|authori[sz]ation|\bauth[-_ ]?header|session[-_ ]?id\b|bearer|\bpin(?: (?:code|number))?$|\bjwt\b/i;

/** Words too short or too common to count inside other words. Behind most of them a further word changes the sense: auth mode, cookie domain. */
const SECRET_WORD =
  /\b(?:pw\d*|passw|mdp|motdepasse|clave|geheim)\b|\bconnection ?string\b|(?<!\bo )\b(?:creds?|auth|sk|signature|salt|otp|cookie)$/i;

/** A name that speaks *about* a credential: where it is fetched, how long it lives. Its value is judged by shape alone. */
const ABOUT_A_SECRET =
  /(?:url|uri|endpoint|enabled|required|expiry|expires?|expiration|date|timeout|ttl|lifetime|type|mode|field|name|label|parameter|param|length|algorithm|issuer|provider|server|host|policy|version|certificate|class|page|role|arn)$/i;

/** Names that count in a query string or a setting inside a value, where they stand for nothing else. */
const SHORT_SECRET_NAME = /^(?:sig|signature|auth|sid|pass)$/i;

/** Names whose value runs to the end of the line: a scheme and what follows it. */
const HEADER_NAME = /(?:authori[sz]ation|cookie)$/i;

/** Names that count as a parameter of an address alone; elsewhere they name or number things. */
const PARAMETER_NAME = /^(?:key|code)$/i;

const HARMLESS = /^(?:|true|false|yes|no|on|off|none|null|[01]|\{\{[^}]*\}\}|\$\{[^}]*\}|\{![^}]*\})$/i;

function isHarmless(value: string): boolean {
  return HARMLESS.test(value.trim());
}

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
  return /^\s*key\s*$/i.test(name.slice(0, 1000)) || namesASecretInside(name);
}

/** The same for a name inside a value, where a mere `key` may name what stands beside it. */
function namesASecretInside(name: string): boolean {
  // No name is longer; the longest label that Salesforce takes has a thousand characters.
  const spoken = words(name.slice(0, 1000));
  const isSecret = SECRET_NAME.test(spoken) || SECRET_NAME.test(name.slice(0, 1000)) || SECRET_WORD.test(spoken);
  return isSecret && !ABOUT_A_SECRET.test(spoken);
}

interface Shape {
  readonly pattern: RegExp;
  readonly replace: (match: string, ...groups: string[]) => string;
}

const hide = (): string => MASK;

/** A plain word behind a scheme or behind “password” is prose: Basic Information, password policy. */
const PLAIN_WORD = /^(?:\p{Lu}?[\p{Ll}/-]+|\p{Lu}+)[.,:;!?)]*$/u;

/** What a sentence says of a password without telling it: that it is required, or stored elsewhere. */
const PROSE_BEHIND_IS =
  /^(?:an?|the|your|no|not|never|now|always|only|also|too|in|on|at|by|to|as|for|from|same|required|optional|mandatory|needed|necessary|set|reset|stored|saved|kept|sent|used|given|entered|shown|hidden|masked|encrypted|managed|changed|generated|provided|empty|blank|missing|wrong|incorrect|invalid|valid|correct|expired|case-sensitive|ein|eine|der|die|das|im|nicht|leer|falsch|erforderlich)[.,:;!?)]*$/i;

/** Whether the word behind “password”, or behind “password is”, is one more word of the sentence. */
function isProse(word: string, behindIs: boolean): boolean {
  if (isHarmless(word) || !/[\p{L}\d]/u.test(word)) return true;
  return behindIs ? PROSE_BEHIND_IS.test(word) : word.length < 4 || PLAIN_WORD.test(word);
}

const SHAPES: readonly Shape[] = [
  {
    pattern: /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|$)/g,
    replace: hide,
  },
  // User info in a URL. It may itself hold an @, so the last one before the path counts.
  {
    pattern: /(?<![a-z0-9+.-])((?:[a-z][a-z0-9+.-]*:)?\/\/)[^\s/?#<>"']*@/gi,
    replace: (_, scheme) => `${scheme}${MASK}@`,
  },
  { pattern: /\b(sips?:)[^\s:@/;?<>"']{1,200}:[^\s@/<>"']{1,200}@/gi, replace: (_, scheme) => `${scheme}${MASK}@` },
  // The same in an address that is itself a parameter.
  {
    pattern: /((?::|%(?:25){0,3}3A)(?:%(?:25){0,3}2F){2})(?:(?!%(?:25){0,3}(?:2F|3F|23))[^\s/?#&<>"'])*(%(?:25){0,3}40)/gi,
    replace: (_, slashes, at) => `${slashes}${MASK}${at}`,
  },
  // The path of a webhook is its only credential.
  {
    pattern:
      /(\bhooks\.slack(?:-gov)?\.com(?:\\*\/|%2F)(?:services|workflows|triggers)(?:\\*\/|%2F)|\/services\/(?=T[A-Z0-9]+\/B[A-Z0-9]+\/))((?:[^\s"'<>?#&\\]|\\+\/)+)/gi,
    replace: (match, address, path) => (isHarmless(path ?? '') ? match : `${address}${MASK}`),
  },
  {
    pattern:
      /(?<![\w-])((?:password|passwort|passwd|passphrase|passcode|kennwort|pwd|pw)\s{1,9}(?:(is|was|ist|lautet):?\s{1,9})?["']?)(?!https?:|\$\{)([^\s"'<>=:,;&|()[\]{}][^\s"'<>]*)/gi,
    replace: (match, before, is, word) => (isProse(word ?? '', is !== undefined) ? match : `${before}${MASK}`),
  },
  {
    pattern: /\b(bearer|basic|negotiate|digest|api-?key)(\s{1,9})([A-Za-z0-9._~+/=-]{8,})/gi,
    replace: (match, scheme, space, word) => (PLAIN_WORD.test(word ?? '') ? match : `${scheme}${space}${MASK}`),
  },
  { pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)?/g, replace: hide },
  { pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, replace: hide },
  {
    pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|xox[abeoprs]-[A-Za-z0-9-]{10,}|[sr]k_(?:live|test)_[A-Za-z0-9]{10,}|AIza[A-Za-z0-9_-]{30,})/g,
    replace: hide,
  },
  { pattern: /\b00D[A-Za-z0-9]{12,15}(?:!|%21)[A-Za-z0-9._]{20,}/g, replace: hide },
  // Hexadecimal keys and account ids of 32 digits and more. A run of one digit is a filler, not a key.
  { pattern: /\b(?:[A-Z]{2})?[0-9a-f]{32,}\b/gi, replace: (match) => (new Set(match).size >= 6 ? MASK : match) },
  // <password>…</password>, in XML kept inside an item.
  {
    pattern: /(<([A-Za-z][\w.:-]*)(?:\s[^<>]*)?>)([^<]+)(?=<\/)/g,
    replace: (match, tag, name, value) => (namesASecretInside(name ?? '') && !isHarmless(value ?? '') ? `${tag}${MASK}` : match),
  },
];

/** `name=value`, `name: value`, `"name": "value"`, escaped once more or percent-encoded: what stands before the value. */
const BEFORE_VALUE = /(?:(?<![\w.-])|(?<=%[0-9A-F]{2}))([A-Za-z][\w.-]*)(?:\\*["'])?\s*(?:[:=]{1,3}>?|%3[AD])\s*/gi;

/** Masks the values of names that are credentials, in query strings, in headers, and in JSON kept inside an item. */
function maskNamedValues(text: string): string {
  let shown = '';
  let last = 0;
  let subject = '';
  const query = text.search(/[?#]|%3F|%23/i);
  const pattern = new RegExp(BEFORE_VALUE);
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const name = match[1] ?? '';
    // {"name": "apiToken", "value": "…"}: the one says what the other is.
    const isSubject = /^(?:name|key)$/i.test(name);
    if (isSubject) subject = valueAt(text.slice(pattern.lastIndex, pattern.lastIndex + 200), 0, name).value;
    const isSecret =
      SHORT_SECRET_NAME.test(name) ||
      namesASecretInside(name) ||
      (PARAMETER_NAME.test(name) && query >= 0 && query < match.index && startsParameter(text, match.index)) ||
      (isSubject && looksRandom(subject, 16)) ||
      (/^value$/i.test(name) && namesASecret(subject));
    if (!isSecret) continue;
    const { start, end, value } = valueAt(text, pattern.lastIndex, name);
    if (!isHarmless(value) && value !== MASK) {
      shown += text.slice(last, start) + MASK;
      last = end;
    }
    pattern.lastIndex = Math.max(end, pattern.lastIndex);
  }
  return shown + text.slice(last);
}

function startsParameter(text: string, at: number): boolean {
  return /(?:[?&#]|&amp;|%3F|%26|%23)$/i.test(text.slice(Math.max(0, at - 5), at));
}

interface Value {
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

/** The value that begins at `at`, quotation marks left out. */
function valueAt(text: string, at: number, name: string): Value {
  const span = (start: number, end: number): Value => ({ start, end, value: text.slice(start, end) });
  const quote = /^(\\*)(["'])/.exec(text.slice(at, at + 16));
  if (quote) {
    const start = at + quote[0].length;
    return span(start, closingQuote(text, start, quote[2] ?? '', quote[1]?.length ?? 0));
  }
  const placeholder = /^(?:\{\{[^}]*\}\}|\$\{[^}]*\}|\{![^}]*\})/.exec(text.slice(at, at + 200));
  if (placeholder) return span(at, at + placeholder[0].length);
  if (text[at] === '[' || text[at] === '{') return span(at, closingBracket(text, at));
  const rest = HEADER_NAME.test(name) ? /[\r\n"'<]/g : /[\s"'&,;}<]|%26/g;
  rest.lastIndex = at;
  return span(at, rest.exec(text)?.index ?? text.length);
}

/** The end of a string that was opened by a quotation mark behind `escapes` backslashes. */
function closingQuote(text: string, from: number, quote: string, escapes: number): number {
  for (let index = text.indexOf(quote, from); index >= 0; index = text.indexOf(quote, index + 1)) {
    let backslashes = 0;
    while (index - backslashes > from && text[index - backslashes - 1] === '\\') backslashes++;
    if (backslashes % (2 * (escapes + 1)) === escapes) return index - escapes;
  }
  return text.length;
}

/** The end of an array or object; the end of the text where it is not closed. Brackets in strings count too: that hides more, never less. */
function closingBracket(text: string, from: number): number {
  let depth = 0;
  for (let index = from; index < text.length; index++) {
    const character = text[index];
    if (character === '[' || character === '{') depth++;
    else if ((character === ']' || character === '}') && --depth === 0) return index + 1;
  }
  return text.length;
}

/** Random, and made to be shown: the id of an instance or of an app. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a word looks made by a random generator: letters and digits that take turns more often than in any name. */
function looksRandom(word: string, length: number): boolean {
  if (word.length < length || !/^[A-Za-z0-9+/=_~.-]+$/.test(word) || /^[./]|\/\//.test(word) || UUID.test(word)) return false;
  const sample = word.slice(0, 1000);
  if (!/[a-z]/i.test(sample) || !/\d/.test(sample)) return false;
  let turns = 0;
  for (let index = 1; index < sample.length; index++) if (classOf(sample[index]) !== classOf(sample[index - 1])) turns++;
  const mixed = /[a-z]/.test(sample) && /[A-Z]/.test(sample);
  return turns >= sample.length * (mixed ? 1 / 3 : 0.28) && new Set(sample).size >= 10;
}

function classOf(character = ''): number {
  return /\d/.test(character) ? 0 : /[a-z]/.test(character) ? 1 : /[A-Z]/.test(character) ? 2 : 3;
}

/** A public certificate, which is no credential however random it looks. */
const PUBLIC_BLOCK = /(-----BEGIN (?![A-Z0-9 ]*PRIVATE)[A-Z0-9 ]+-----(?:(?!-----BEGIN)[\s\S]){0,20000}?-----END [A-Z0-9 ]+-----)/;

/** Replaces everything in a text that has the shape of a credential. */
export function maskShapes(value: string): string {
  return value
    .split(PUBLIC_BLOCK)
    .map((text, index) => (index % 2 === 1 ? text : maskOutsideCertificates(text)))
    .join('');
}

function maskOutsideCertificates(text: string): string {
  let masked = text;
  for (const { pattern, replace } of SHAPES) masked = masked.replace(pattern, replace);
  masked = maskNamedValues(masked);
  if (looksRandom(masked.trim(), 32)) return MASK;
  return masked.replace(/[A-Za-z0-9+_~]{32,}={0,2}/g, (word) => (looksRandom(word, 32) ? MASK : word));
}

/** Masks a named value: wholly when its name or label says so, else whatever in it has the shape of a credential. */
export function maskValue(value: string, ...names: readonly (string | undefined)[]): string {
  if (isHarmless(value)) return value;
  if (names.some((name) => name !== undefined && namesASecret(name))) return MASK;
  return maskShapes(value);
}

/** Shorter ones are words that a text may hold for other reasons. */
const SHORTEST_REPEAT = 8;

/** The credentials that a mask hides, for {@link repeatMasker}: each hidden part, and of `user:password` the password alone too. */
export function hiddenParts(plain: string, masked: string): string[] {
  const parts: string[] = [];
  let from = 0;
  const pieces = masked.split(MASK);
  pieces.slice(0, -1).forEach((piece, index) => {
    const start = from + piece.length;
    const next = pieces[index + 1] ?? '';
    const end = next === '' && index === pieces.length - 2 ? plain.length : plain.indexOf(next, start);
    from = end < 0 ? plain.length : end;
    const part = plain.slice(start, from).trim();
    const secret = part.slice(part.indexOf(':') + 1);
    for (const candidate of new Set([part, secret]))
      if (candidate.length >= SHORTEST_REPEAT && !/\s/.test(candidate)) parts.push(candidate);
  });
  return parts;
}

/** Hides given credentials wherever else they stand, inside a URL say. Looks at each character once, however many there are. */
export function repeatMasker(secrets: Iterable<string>): (text: string) => string {
  const byHead = new Map<string, string[]>();
  for (const secret of new Set(secrets)) {
    const head = secret.slice(0, SHORTEST_REPEAT);
    const list = byHead.get(head);
    if (list) list.push(secret);
    else byHead.set(head, [secret]);
  }
  for (const list of byHead.values()) list.sort((a, b) => b.length - a.length);
  return (text) => {
    if (byHead.size === 0) return text;
    let shown = '';
    let last = 0;
    for (let index = 0; index <= text.length - SHORTEST_REPEAT; index++) {
      const secret = byHead.get(text.slice(index, index + SHORTEST_REPEAT))?.find((candidate) => text.startsWith(candidate, index));
      if (secret === undefined) continue;
      shown += text.slice(last, index) + MASK;
      last = index + secret.length;
      index = last - 1;
    }
    return shown + text.slice(last);
  };
}
