/** The words of a template: found in its text, and put into another language before it is compiled. */

/** A text between tags and blocks with the values in it as `{0}`, `{1}`; or one of the attributes that people hear or see. */
const SAID_ATTRIBUTES = /\b(aria-label|data-label|alt|title|placeholder)="([^"]*)"/g;
/** What a part is handed to be shown. */
const SAID_PARAMETERS = /\b(caption|first|word)="([^"]*)"/g;
const TOKEN = /\{\{\{[^}]*\}\}\}|\{\{[^}]*\}\}|<(?:[^<>"{]|"[^"]*"|\{\{[^}]*\}\})*>|[^<{]+|[<{]/g;

/** A value that is printed, and neither a block, a part, a comment nor an else. */
function isValue(token: string): boolean {
  return token.startsWith('{{') && !/^\{\{\{?~?\s*(?:[#/>!^]|else\b)/.test(token);
}

/** The template with each of its messages as `change` gives it; `values` are the mustaches in it. */
function mapMessages(source: string, change: (key: string) => string): string {
  let out = '';
  let run: string[] = [];
  const flush = (): void => {
    out += inMessage(run, change);
    run = [];
  };
  for (const [token] of source.matchAll(TOKEN)) {
    const isTag = token.startsWith('<') && token.length > 1;
    if (!isTag && (!token.startsWith('{{') || isValue(token))) {
      run.push(token);
      continue;
    }
    flush();
    if (isTag)
      out += token.replace(SAID_ATTRIBUTES, (whole: string, name: string, value: string) => attributeIn(whole, name, value, change));
    else if (token.startsWith('{{>'))
      out += token.replace(SAID_PARAMETERS, (_: string, name: string, text: string) => `${name}="${change(text)}"`);
    else out += token;
  }
  flush();
  return out;
}

function attributeIn(whole: string, name: string, value: string, change: (key: string) => string): string {
  const tokens = [...value.matchAll(TOKEN)].map(([token]) => token);
  if (tokens.some((token) => token.startsWith('{{') && !isValue(token))) return whole;
  return `${name}="${inMessage(tokens, change)}"`;
}

function inMessage(tokens: readonly string[], change: (key: string) => string): string {
  const values: string[] = [];
  const text = tokens.map((token) => (token.startsWith('{{') ? `{${values.push(token) - 1}}` : token)).join('');
  const key = text.trim();
  if (!/\p{L}{2}/u.test(key.replace(/\{\d+\}|&\w+;/g, ''))) return tokens.join('');
  const [before = ''] = /^\s*/.exec(text) ?? [];
  const [after = ''] = /\s*$/.exec(text) ?? [];
  const put = (pattern: string): string => pattern.replace(/\{(\d+)\}/g, (_: string, at: string) => values[Number(at)] ?? '');
  return `${before}${put(change(key))}${after}`;
}

const CONTENT = /\bcontent:([^;]*)/g;
const STYLE_TEXT = /'([^'\\]*)'/g;

/** Words that a style sheet puts on paper, each a message with its blanks. */
export function styleMessages(css: string): string[] {
  return [...css.matchAll(CONTENT)].flatMap(([, value = '']) =>
    [...value.matchAll(STYLE_TEXT)].flatMap(([, text = '']) => (/\p{L}{2}/u.test(text) ? [text] : [])),
  );
}

export function translateStyle(css: string, messages: Readonly<Record<string, string>>): string {
  return css.replace(CONTENT, (whole: string) =>
    whole.replace(
      STYLE_TEXT,
      (_: string, text: string) => `'${(Object.hasOwn(messages, text) ? (messages[text] ?? text) : text).replaceAll(/['\\]/g, '’')}'`,
    ),
  );
}

export function templateMessages(source: string): string[] {
  const keys: string[] = [];
  mapMessages(source, (key) => {
    keys.push(key);
    return key;
  });
  return keys;
}

/** What has no translation stays. */
export function translateTemplate(source: string, code: string, messages: Readonly<Record<string, string>>): string {
  return mapMessages(source, (key) => (Object.hasOwn(messages, key) ? escaped(messages[key] ?? key, key) : key)).replace(
    '<html lang="en">',
    `<html lang="${code}">`,
  );
}

/** A translation is text, unless its English is markup already: entities stay entities. */
function escaped(text: string, english: string): string {
  return /&\w+;/.test(english)
    ? text
    : text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
