/** What becomes of a text of each kind. */
import type { Book } from './names.ts';
import type { Kind } from './declarations.ts';
import { GAP, sieveCode, sieveText } from './sieve.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Stands where a text was that nobody outside should read. */
export const WITHHELD = 'withheld';

/** The record that a text stands in, and the result as a whole, for texts that are made from others. */
export interface Around {
  readonly owner: Readonly<Record<string, unknown>>;
  /** Fields of the records around that one, the nearest first. */
  readonly outer: readonly Readonly<Record<string, unknown>>[];
  /** What the client gave, by its id. */
  readonly given: ReadonlyMap<string, { readonly label: string; readonly value: string }>;
  /** Texts that people wrote and that go wholly; a sentence may repeat them. */
  readonly written: readonly string[];
}

/** Null for a text that goes; a field that must be there gets other words in its place. */
export type Change = (text: string, around: Around) => string | null;

export function changesOf(vocabulary: Vocabulary, book: Book): Readonly<Record<Kind, Change>> {
  const { names, texts } = vocabulary;
  /** The same sentence stands in many records. */
  const sentences = new Map<string, string>();

  /** A name in one piece; Salesforce's own stays, and so does the ending that says what it is. */
  const single = (kind: string, text: string): string => {
    if (text === '' || names.has(text)) return text;
    // A folder and an app may have one name, and are two things.
    if (kind === 'Folder') return book.name('Folder_', `folder:${text}`);
    const known = book.known(text);
    if (known !== null) return known;
    const custom = /__(c|r|mdt|e|x|b|kav|share|history|feed|pc)$/i.exec(text)?.[0] ?? null;
    if (custom === null) return book.name(`${kind}_`, text);
    const word = /^__(c|pc)$/i.test(custom) && kind !== 'Object' ? 'Field' : 'Object';
    return book.name(`${word}_`, text, (name) => `${name}${custom}`);
  };

  /** `Contact_Center/Service_Level`, `Activity.Call_Reason__c`, `Task-Branch Task Layout`. */
  const composite = (kind: string, text: string): string => {
    if (text === '' || names.has(text)) return text;
    const known = book.known(text);
    if (known !== null) return known;
    const split = kind === 'Layout' ? /^([^-]+)(-)(.+)$/s : /^([^./]+)([./])(.+)$/s;
    const [, first, mark, rest] = text.length > LONGEST ? [] : (split.exec(text) ?? []);
    if (first === undefined || mark === undefined || rest === undefined) return single(kind, text);
    const made = `${single(mark === '/' ? 'Folder' : 'Object', first)}${mark}${composite(kind, rest)}`;
    book.note(text, made);
    return made;
  };

  const folder = (text: string): string => {
    if (text === '' || text === '.' || PLAIN_FOLDERS.has(text)) return text;
    return book.name('folder', `${text}/`);
  };

  const path = (text: string): string => {
    if (text === '' || text === '.') return text;
    const known = book.known(text);
    if (known !== null) return known;
    const inner = text.length > LONGEST ? -1 : text.lastIndexOf('!/');
    if (inner > 0) {
      const made = `${path(text.slice(0, inner))}!/${path(text.slice(inner + 2))}`;
      book.note(text, made);
      return made;
    }
    if (text.endsWith('/')) return `${folder(text.slice(0, -1))}/`;
    const cut = text.lastIndexOf('/');
    const base = text.slice(cut + 1);
    const before = cut < 0 ? '' : `${folder(text.slice(0, cut))}/`;
    // In the book under its whole path: two files of one name are two files.
    const made = book.name('file', cut < 0 ? `./${text}` : text, (name) => `${before}${name}${endingOf(base)}`);
    book.note(text, made);
    book.note(base, made.slice(made.lastIndexOf('/') + 1));
    return made;
  };

  const host = (text: string): string => {
    const plain = text.toLowerCase();
    if (LOCAL.test(plain)) return plain.replace(/:\d+$/, '');
    const wild = plain.startsWith('*.') ? '*.' : '';
    return wild + book.name('host', plain.slice(wild.length));
  };

  const address = (text: string): string => {
    if (text === '') return '';
    const url = /^([a-z][a-z0-9+.-]{0,20}:\/\/|\/\/)([^/?#\s]+)(.*)$/is.exec(text);
    if (url) {
      const [, scheme = '', authority = '', rest = ''] = url;
      const bare = authority.slice(authority.lastIndexOf('@') + 1);
      return `${SCHEMES.has(scheme.toLowerCase()) ? scheme.toLowerCase() : '//'}${host(bare.replace(/:\d+$/, ''))}${/^\/?$/.test(rest) ? rest : `/${GAP}`}`;
    }
    if (HOST.test(text)) return host(text);
    const apex = /^\/apex\/(\w+)/.exec(text)?.[1];
    if (apex !== undefined) return `/apex/${single('ApexPage', apex)}`;
    if (/^(?:tel|sip|mailto):/i.test(text)) return `${text.slice(0, text.indexOf(':') + 1).toLowerCase()}${text.endsWith(':') ? '' : GAP}`;
    return book.name('expression', text);
  };

  const value = (text: string): string => {
    if (text === '' || names.has(text) || MASKED.has(text)) return text;
    const known = book.known(text);
    if (known !== null) return known;
    if (/^(?:[a-z][a-z0-9+.-]{0,20}:)?\/\/\S+$/i.test(text) || /^\/apex\/\w+/.test(text)) return address(text);
    // Code that calls something of Salesforce's own is shown as far as it does.
    if (/[.([]/.test(text)) {
      const code = sieveCode(text, vocabulary);
      if (/\p{L}{3}/u.test(code)) return code;
    }
    return book.name('value', text, (word) => word);
  };

  const name = (text: string, { owner, outer }: Around): string => {
    if (text === '' || names.has(text)) return text;
    const library = /^([\w.-]+)@(\d{1,3}\.\d)$/.exec(text);
    if (library?.[1] !== undefined && names.has(library[1])) return text;
    const file = owner['file'] ?? outer[0]?.['file'];
    if (typeof file === 'string' && (file === text || file.endsWith(`/${text}`))) return path(file).split('/').at(-1) ?? GAP;
    const known = book.known(text);
    if (known !== null) return known;
    if (/^[\p{L}\p{N}_$*]+(?:\.[\p{L}\p{N}_$*]+)+$/u.test(text) && !HOST_LIKE.test(text)) {
      const made = text
        .split('.')
        .map((part) => single('name', part))
        .join('.');
      book.note(text, made);
      return made;
    }
    return HOST.test(text) && text.includes('.') ? host(text) : single('name', text);
  };

  const rule = (text: string): string => (texts.has(text) ? text : book.name('own-rule', `rule:${text}`));
  const fact = (text: string): string => book.name('fact', `fact:${text}`);
  const givenId = (text: string): string => {
    const [head = '', ...rest] = text.split('/');
    const kept = /^[a-z][a-z-]{0,40}$/.test(head) && head.split('-').every((part) => vocabulary.words.has(part)) ? head : GAP;
    return rest.length === 0 ? kept : `${kept}/${LICENCES.has(rest.join('/')) ? rest.join('/') : composite('name', rest.join('/'))}`;
  };
  const fingerprint = (text: string): string => {
    if (text.startsWith('given:')) return `given:${givenId(text.slice('given:'.length))}`;
    const cut = text.indexOf(':');
    return cut < 0 ? fact(text) : `${fact(text.slice(0, cut))}:${rule(text.slice(cut + 1))}`;
  };
  const typeOf = (around: Around): string => {
    const type = around.owner['type'];
    return typeof type === 'string' && /^[A-Z]\w{1,60}$/.test(type) && names.has(type) ? type : 'Component';
  };
  const type = (text: string): string => (names.has(text) ? text : book.name('Type_', `type:${text}`));
  const sentence = (text: string, { written }: Pick<Around, 'written'>): string => {
    const before = sentences.get(text);
    if (before !== undefined) return before;
    let plain = text;
    for (const one of written) if (one.length > 2 && plain.includes(one)) plain = plain.replaceAll(one, WITHHELD);
    const made = sieveText(plain, vocabulary, book);
    sentences.set(text, made);
    return made;
  };
  const ofKind =
    (kind: string): Change =>
    (text) =>
      text === '' ? '' : book.name(kind, text);
  const singleOf =
    (kind: string): Change =>
    (text) =>
      single(kind, text);
  const compositeOf =
    (kind: string): Change =>
    (text) =>
      composite(kind, text);
  const fitting =
    (shape: RegExp, otherwise: string | null): Change =>
    (text) =>
      shape.test(text) ? text : otherwise;

  return {
    day: fitting(/^\d{4}-\d\d-\d\d$/, null),
    version: fitting(/^\d{1,4}(?:\.\d{1,4}){1,2}(?:-[a-z]+(?:\.\d+)?)?$/, '0.0'),
    level: fitting(/^[A-C?][1-5?]?$/, '?'),
    encoding: fitting(/^(?:utf-(?:8|16(?:le|be)?)|iso-8859-\d{1,2}|windows-\d{3,4}|us-ascii|ascii|zip)$/i, 'other'),
    'small-number': fitting(/^\d{1,4}$/, GAP),
    shipped: (text) => (texts.has(text) ? text : null),
    'catalog-version': (text) => (text === vocabulary.version ? text : WITHHELD),
    id: (text) => (texts.has(text) ? text : book.name('own-id', `id:${text}`)),
    rule,
    'own-rule': rule,
    cut: () => null,
    withheld: () => WITHHELD,
    fact,
    fingerprint,
    repository: ofKind('repository'),
    commit: ofKind('commit'),
    revision: ofKind('revision'),
    path,
    folder,
    person: ofKind('Person '),
    ticket: ofKind('ticket'),
    waiver: (text) => book.name('waiver', `waiver:${text}`),
    decision: (text) => book.name('decision', `decision:${text}`),
    pattern: ofKind('pattern'),
    list: (text) => (text === '-' ? text : book.name('list', text)),
    label: ofKind('Label '),
    'call-center': singleOf('CallCenter'),
    'call-center-label': ofKind('Call center '),
    section: singleOf('section'),
    item: singleOf('item'),
    'attribute-value': (text) => (/^\d{1,2}$/.test(text) ? text : value(text)),
    value,
    name,
    field: compositeOf('Field'),
    object: singleOf('Object'),
    class: compositeOf('ApexClass'),
    method: singleOf('method'),
    'metadata-type': type,
    component: (text, around) => composite(typeOf(around), text),
    'component-folder': singleOf('Folder'),
    manager: (text) =>
      text
        .split(', ')
        .map((one) => {
          const [, kind = '', who = '', more = ''] = /^(\S+) (.+?)( and \d+ more)?$/s.exec(one) ?? [];
          return vocabulary.words.has(kind) ? `${kind} ${single('Group', who)}${more}` : single('Group', one);
        })
        .join(', '),
    namespace: singleOf('namespace'),
    app: compositeOf('CustomApplication'),
    page: compositeOf('ApexPage'),
    permission: compositeOf('Permission'),
    'presence-status': compositeOf('ServicePresenceStatus'),
    'permission-set': compositeOf('PermissionSet'),
    licence: singleOf('Licence'),
    'utility-bar': compositeOf('FlexiPage'),
    report: compositeOf('Report'),
    vendor: (text, { owner }) => {
      // The same vendor under its id and under its name.
      const id = typeof owner['id'] === 'string' ? owner['id'] : text;
      const made = book.name('Vendor ', `vendor:${id}`);
      book.note(text, made);
      return text === id ? made.toLowerCase().replace(' ', '-') : made;
    },
    system: (text, { owner }) => (owner['kind'] === 'host' ? host(text) : book.name('expression', text)),
    address: (text, { outer }) => {
      const system = outer[0];
      return system?.['kind'] === 'expression' && text === system['name'] ? book.name('expression', text) : address(text);
    },
    'given-id': givenId,
    'given-value': (text) => (vocabulary.words.has(text) || EDITIONS.has(text) || /^\d{4}-\d\d-\d\d$/.test(text) ? text : WITHHELD),
    sentence,
    message: (text, around) => {
      const { ruleId } = around.owner;
      const pattern = typeof ruleId === 'string' ? vocabulary.messages.get(ruleId) : undefined;
      const words = pattern === undefined ? null : slotsOf(text, pattern);
      if (pattern === undefined || words === null) return sentence(text, around);
      return pattern.replace(/\{(\w+)\}/g, (_, slot: string) => {
        const word = words.get(slot) ?? '';
        const isName = names.has(word) || book.known(word) !== null;
        if (isName) return names.has(word) ? word : (book.known(word) ?? GAP);
        if (OF_FILE.has(slot)) return value(word);
        return /^\d{1,5}$/.test(word) ? word : sentence(word, around);
      });
    },
    answer: (_, { owner, given, written }) => {
      const facts = Array.isArray(owner['facts']) ? (owner['facts'] as unknown[]) : [];
      const told = facts.flatMap((id) => {
        const one = typeof id === 'string' ? given.get(id) : undefined;
        return one ? [`${sentence(one.label, { written })}: ${sentence(one.value, { written })}`] : [];
      });
      return told.length === 0 ? WITHHELD : told.join('; ');
    },
    code: (text) => sieveCode(text, vocabulary),
    manifest: (text) =>
      text
        .split('\n')
        .flatMap((line) => {
          if (/^\s*<\/?types>\s*$/.test(line)) return [line];
          const [, blank, tag, content = ''] = /^(\s*)<(members|name)>([^<>]*)<\/\2>\s*$/.exec(line) ?? [];
          if (blank === undefined || tag === undefined) return [];
          return [`${blank}<${tag}>${tag === 'name' ? type(content) : content === '*' ? content : composite('Member', content)}</${tag}>`];
        })
        .join('\n'),
  };
}

/** A longer name is a stranger's joke: it gets one pseudonym as a whole, and nothing is looked for in it. */
const LONGEST = 2000;

/** Words of a message that repeat what a file holds. */
const OF_FILE: ReadonlySet<string> = new Set([
  'value',
  'setting',
  'item',
  'field',
  'host',
  'page',
  'namespace',
  'sortOrder',
  'word',
  'path',
]);
const MASKED: ReadonlySet<string> = new Set(['[masked]']);
const SCHEMES: ReadonlySet<string> = new Set(['http://', 'https://', 'ws://', 'wss://', '//', 'sip://']);
const HOST = /^(?:\*\.)?[\p{L}\p{N}](?:[\p{L}\p{N}_-]*[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}_-]*[\p{L}\p{N}])?)*(?::\d+)?$/u;
const HOST_LIKE = /\.(?:com|net|org|io|de|uk|example|test|local|internal|cloud|app|eu)$/i;
/** Tells of nobody: every machine calls itself so. */
const LOCAL = /^(?:localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0)(?::\d+)?$/;
const EDITIONS: ReadonlySet<string> = new Set([
  'essentials',
  'starter',
  'professional',
  'enterprise',
  'unlimited',
  'performance',
  'developer',
]);
const LICENCES: ReadonlySet<string> = new Set(['partnerTelephony', 'amazonConnect', 'partnerTelephonyAmazonConnect', 'native']);
const PLAIN_FOLDERS: ReadonlySet<string> = new Set(['force-app', 'node_modules', 'src', '.git', '.sfdx', '.sf', 'dist', 'build', 'vendor']);

/** The ending of a file, as far as it is one that everybody's files have. */
function endingOf(base: string): string {
  const meta = /\.([A-Za-z]{2,40})-meta\.xml$/.exec(base)?.[1];
  if (meta !== undefined) return ENDINGS.has(meta.toLowerCase()) ? `.${meta}-meta.xml` : '-meta.xml';
  const ending = /\.([A-Za-z0-9]{1,40})$/.exec(base)?.[1];
  return ending !== undefined && ENDINGS.has(ending.toLowerCase()) ? `.${ending.toLowerCase()}` : '';
}

const ENDINGS: ReadonlySet<string> = new Set(
  `js mjs cjs jsx ts mts cts tsx vue svelte html htm xhtml css xml json md txt yml yaml csv zip jar svg page component cls trigger app cmp evt
  intf auradoc design tokens resource object field layout profile permissionset permissionsetgroup mutingpermissionset flow flowdefinition
  workflow report reporttype reportfolder dashboard dashboardfolder recordtype listview validationrule quickaction flexipage callcenter
  settings remotesite csptrustedsite corswhitelistorigin connectedapp namedcredential externalcredential presencedeclinereason
  servicepresencestatus servicechannel queue queueroutingconfig skill messagechannel installedpackage presenceuserconfig
  conversationvendorinformation conversationvendorinfo staticresource site tab labels permission java php py cs jsp aspx pdf`
    .toLowerCase()
    .split(/\s+/),
);

/** What stands in a message for each word in braces of the pattern; null where it was not made from it. Each search goes forward only. */
function slotsOf(text: string, pattern: string): Map<string, string> | null {
  const parts = pattern.split(/\{(\w+)\}/);
  const slots = new Map<string, string>();
  let at = 0;
  for (let index = 0; index < parts.length; index += 2) {
    const fixed = parts[index] ?? '';
    const slot = parts[index - 1];
    const isLast = index === parts.length - 1;
    const found = slot === undefined ? (text.startsWith(fixed) ? 0 : -1) : isLast && fixed === '' ? text.length : text.indexOf(fixed, at);
    if (found < 0) return null;
    if (slot !== undefined) slots.set(slot, text.slice(at, found));
    at = found + fixed.length;
  }
  return at === text.length ? slots : null;
}
