/** Text of others in Markdown: it is shown as it is, and is no markup, no mention, no link and no cell of a table. */
import { safeUrl, visible } from './view/text.ts';

/** Takes no room, and parts what GitHub would otherwise turn into a link by itself. */
const APART = '&#8203;';
/** Its place until everything else is escaped: a character of no script. */
const PART = '\ue000';

/** On one line, fit for a paragraph, a list and a cell of a table. */
export function plain(text: string): string {
  return (
    oneLine(text)
      // Mentions, numbers of issues, and addresses, which GitHub finds after everything else was read.
      .replaceAll(/[@#](?=[\w-])|\bgh-(?=\d)|:(?=\/\/)|\b(?:www|mailto|xmpp)(?=[.:])/gi, `$&${PART}`)
      // What would begin a heading, a list, a quotation or a line.
      .replace(/^\d+(?=[.)](?:\s|$))/, `$&${PART}`)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      // As characters of HTML: behind a backslash a bar still ends a cell where another backslash stands before it.
      .replaceAll('|', '&#124;')
      .replaceAll('$', '&#36;')
      .replaceAll(/[\\`*_{}[\]~^]|^[#+=:-]/g, String.raw`\$&`)
      .replaceAll(PART, APART)
  );
}

/** A name, a path or a piece of source. */
export function code(text: string): string {
  const line = oneLine(text);
  if (line === '') return '';
  return /^[\w./:@ ()!=,;'"+-]+$/.test(line) ? `\`${line.trim()}\`` : `<code>${plain(line)}</code>`;
}

/** A link to the web; the bare words where the address is none. */
export function link(text: string, url: string | null | undefined): string {
  const safe = safeUrl(url ?? undefined);
  if (safe === null) return plain(text);
  const address = safe.replaceAll(/[()<>|`\\[\]*~$@]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
  return `[${plain(text)}](${address.replaceAll('&', '&amp;')})`;
}

/** At most so many characters, cut between two of them. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${Array.from(text.slice(0, most)).slice(0, -1).join('').trimEnd()}…`;
}

function oneLine(text: string): string {
  return visible(text.replaceAll(/[\s\u2028\u2029]+/g, ' ')).trim();
}
