/** Whether bytes speak of Open CTI, told before anything is parsed. */
import { indexLines } from '../lines.ts';
import { needleFinder } from '../needles.ts';
import { withoutComments } from './lex.ts';
import type { MentionPlace } from './reading.ts';

/** `sforce` as a name in code, not the host of a namespace or an address. */
const SFORCE = /(?<![\w-])sforce(?![\w-]|\.com)/;

/** Spellings that nothing but Salesforce's phone integration has. Upper and lower case count. */
const STRONG = new RegExp(
  [
    /(?<![\w-])sforce[^\w;,]{1,12}(?:opencti|interaction)\b/,
    /(?<![\w-])sforce[^\w;,.[]{0,6}(?:\.|\[\s*['"`])\s*console\b/,
    /opencti_min\.js/,
    /lightning\/opencti\.js/,
    /support\/(?:api|console)\/[^\s<>]{0,200}(?:interaction|integration|opencti)(?:_min)?(?:\.js)?/,
    /opencti:soft[pP]hone/,
    /(?:support|lightning):click[tT]o[dD]ial/,
    /lightning-click-to-dial/,
    /<locations>\s*(?:OpenCTI|ServiceDesk)\b/,
    /sfdcIframeOrigin/,
    /api[tT]ype['"]?\s{0,9}[:=]\s{0,9}['"]opencti['"]/,
  ]
    .map((pattern) => pattern.source)
    .join('|'),
  'g',
);

/** Words that count beside `sforce` in one file, wherever they stand: an alias puts any distance between the two. */
const BESIDE_SFORCE =
  /\bopen[cC][tT][iI]\b|\.interaction\b|\[\s*['"`](?:interaction|console)['"`]\s*\]|\binteraction\b[^;\n]{0,80}\bsforce\b|\{[^{}\n]{0,80}\b(?:interaction|console)\b[^{}\n]{0,80}\}\s*=[^;\n]{0,40}\bsforce\b|\.console\s*\.\s*(?:cti|presence|isInConsole|open|get|set|focus|refresh|close|on[A-Z]|add|fire|blink)/;

/** Words that count beside a path under `/support/`, where the file's name is put in at run time. */
const BESIDE_SUPPORT = /\b(?:interaction|integration|opencti(?:_min)?)\b/i;

/** One-byte text, in which a script in two-byte characters reads as well. */
function plain(bytes: Buffer): string {
  const text = bytes.toString('latin1');
  return bytes.includes(0) ? text.replaceAll('\0', '') : text;
}

/**
 * One of these stands in everything that the patterns above take; looking for plain words is the quickest way to say no. Every file of
 * metadata names the host of Salesforce's namespace, so that `sforce` counts only as a name.
 */
export const OPEN_CTI_NEEDLES: readonly string[] = [
  'sforce',
  'opencti',
  'support/api/',
  'support/console/',
  'support:click',
  'lightning:click',
  'lightning-click-to-dial',
  'OpenCTI',
  'ServiceDesk',
  'sfdcIframeOrigin',
];

/** Whether what stands there is no `sforce`, or a name and not the host `soap.sforce.com`, which every file of metadata holds. */
export function isNameOfSforce(bytes: Uint8Array, at: number, needle: string): boolean {
  if (needle !== 'sforce') return true;
  const before = bytes[at - 1];
  const end = at + needle.length;
  if (isWordByte(before) || before === 0x2d || isWordByte(bytes[end])) return false;
  return !(bytes[end] === 0x2e && bytes[end + 1] === 0x63 && bytes[end + 2] === 0x6f && bytes[end + 3] === 0x6d);
}

function isWordByte(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || byte === 95 || (byte >= 97 && byte <= 122));
}

const holdsNeedle = needleFinder(OPEN_CTI_NEEDLES, { confirm: isNameOfSforce });

/** Cheap, and linear: it is asked of every file. The bare word “opencti” is a platform for threat intelligence and says nothing. */
export function mentionsOpenCti(bytes: Buffer): boolean {
  if (!bytes.includes(0) && !holdsNeedle(bytes)) return false;
  return textMentionsOpenCti(plain(bytes));
}

export function textMentionsOpenCti(text: string): boolean {
  STRONG.lastIndex = 0;
  if (STRONG.test(text)) return true;
  if (SFORCE.test(text) && BESIDE_SFORCE.test(text)) return true;
  return /support\/(?:api|console)\//.test(text) && BESIDE_SUPPORT.test(text);
}

const SCRIPT = /\.(?:[cm]?jsx?|[cm]?tsx?|es6)$/i;
const MARKUP =
  /\.(?:html?|xhtml|aspx?|ascx|jspx?|jspf|php|phtml|cshtml|vbhtml|erb|ejs|hbs|handlebars|mustache|vue|svelte|page|component|vfp?|cmp|app|evt)$/i;

/** A script by its ending. */
export function isScriptPath(path: string): boolean {
  return SCRIPT.test(path);
}

/** Markup by its ending. */
export function isMarkupPath(path: string): boolean {
  return MARKUP.test(path);
}

/** Whether a file that does not speak of Open CTI may still hold script that an adapter is made of: a wrapper that it imports, say. */
export function couldHoldScript(path: string, bytes: Buffer): boolean {
  if (isScriptPath(path) || isMarkupPath(path)) return !looksBinary(bytes);
  // A static resource goes by the ending `resource` whatever it is.
  if (/\.resource$/i.test(path) || !/\.[^./\\]*$/.test(path))
    return !looksBinary(bytes) && (looksLikeScript(head(bytes)) || looksLikeMarkup(head(bytes)));
  return false;
}

function head(bytes: Buffer): string {
  return plain(bytes.subarray(0, 8192));
}

/** Bytes that no text begins with: control characters that neither two-byte characters nor a stray NUL explain. */
export function looksBinary(bytes: Buffer): boolean {
  const sample = bytes.subarray(0, 8192);
  if ((sample[0] === 0xff && sample[1] === 0xfe) || (sample[0] === 0xfe && sample[1] === 0xff)) return false;
  // oxlint-disable-next-line no-control-regex
  if (!/[\0-\x08\x0b\x0e-\x1a\x1c-\x1f]/.test(sample.toString('latin1'))) return false;
  let odd = 0;
  let nul = 0;
  for (const byte of sample) {
    if (byte === 0) nul++;
    else if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27) odd++;
  }
  return odd > sample.length / 50 || (nul > sample.length / 10 && odd > 0) || nul > sample.length * 0.6;
}

const WORD =
  '(?<![\\w$.])(?!(?:abstract|as|asserts|async|await|break|case|class|const|continue|declare|default|delete|do|else|enum|export|extends|' +
  'finally|for|from|function|get|if|implements|import|in|infer|instanceof|interface|is|keyof|let|module|namespace|new|of|override|private|' +
  'protected|public|readonly|return|satisfies|set|static|switch|throw|try|type|typeof|unique|using|var|void|while|with|yield)\\b)[A-Za-z][a-z]*';
/** Three words in a row, none of them the language's: no code has that outside texts and comments. */
const PROSE = new RegExp(`${WORD} ${WORD}[,;:]? ${WORD}`);

/** Whether a text is plainly script: statements, and no prose or markup before them. */
export function looksLikeScript(text: string): boolean {
  const start = text
    .slice(0, 8192)
    .replace(/^\ufeff|^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  if (start === '' || /^(?:<|#!(?!.*node)|---|\{\s*")/.test(start)) return false;
  const signs = start.match(
    /\bfunction\b\s*[\w$]*\s*\(|\b(?:var|let|const)\s+[\w${[]|=>|\breturn\b|\b(?:window|document|sforce|module|exports|console)\s*\.|["']use strict["']|===|\bnew\s+\w+\(/g,
  );
  if ((signs?.length ?? 0) === 0) return false;
  const lines = withoutComments(start)
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '');
  const ofProse = lines.filter((line) => PROSE.test(line.replace(/'[^'\n]*'|"[^"\n]*"|`[^`\n]*`/g, '""')));
  if (ofProse.length > lines.length * 0.2) return false;
  const ofCode = lines.filter((line) => /[;{}([,)]\s{0,9}$|^\s{0,200}(?:\/\/|\/\*|\*|[})\]])|\w\s{0,3}\(|=/.test(line));
  return ofCode.length >= lines.length * 0.6;
}

export function looksLikeMarkup(text: string): boolean {
  const start = text
    .slice(0, 8192)
    .replace(/^\ufeff|^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  return /^<(?:[a-z!]|\?xml|%)/i.test(start) && /<(?:script|html|body|apex:|aura:|div|template|iframe)\b/i.test(start);
}

/** A file of nothing but mentions must not fill a report. */
const MOST_PLACES = 1000;

/** Where a text names Open CTI in so many words, for whoever has to look. */
export function mentionPlaces(text: string): readonly MentionPlace[] {
  const places: MentionPlace[] = [];
  const place = indexLines(text);
  const pattern = new RegExp(`${STRONG.source}|(?<![\\w-])sforce\\b(?!\\.com)[^\\n;]{0,40}?\\b(?:opencti|interaction)\\b`, 'g');
  for (const match of text.matchAll(pattern)) {
    if (places.length === MOST_PLACES) break;
    places.push({ ...place(match.index), word: wordOf(match[0]) });
  }
  return places;
}

/** A name for what was found that quotes no more than the name. */
function wordOf(found: string): string {
  const file = /(?:opencti(?:_min)?|interaction|integration)\.js/.exec(found)?.[0];
  if (file !== undefined) return file;
  if (found.startsWith('sforce')) return `sforce.${/opencti|interaction|console/.exec(found)?.[0] ?? ''}`;
  const support = /^support\/(?:api|console)\//.exec(found)?.[0];
  return support === undefined
    ? found
        .replace(/[^\w:.-]+/g, ' ')
        .trim()
        .slice(0, 40)
    : `/${support}`;
}
