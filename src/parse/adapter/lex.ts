/** Goes through script once and tells comments, texts and code apart. It judges no grammar, so broken script is no hindrance. */

export interface Lexeme {
  readonly kind: 'comment' | 'string' | 'regex' | 'atom';
  readonly start: number;
  readonly end: number;
  /** The mark of the text that an atom stands in; empty where it stands in code. */
  readonly quote: string;
}

/** The end of something that is no script and stands at an offset, a merge field say; -1 where there is none. */
export type FindAtom = (text: string, offset: number) => number;

const NO_ATOM: FindAtom = () => -1;

/** Words behind which a slash begins a regular expression. */
const BEFORE_REGEX = /(?:^|[^\w$.])(?:return|typeof|case|in|of|delete|void|throw|new|else|do|instanceof|await|yield)$/;

/** In time proportional to the text. Atoms count in code and in texts, not in comments. */
export function lexScript(text: string, findAtom: FindAtom = NO_ATOM): Lexeme[] {
  const found: Lexeme[] = [];
  /** For each template text that is open: how many braces are open inside its current `${`. */
  const templates: number[] = [];
  let inTemplate = false;
  let stringStart = 0;
  let lastCode = -1;
  const add = (kind: Lexeme['kind'], start: number, end: number, quote = ''): number => {
    found.push({ kind, start, end, quote });
    return end;
  };

  let index = 0;
  while (index < text.length) {
    const character = text[index] as string;
    const atomEnd = findAtom(text, index);
    if (atomEnd > index) {
      index = add('atom', index, atomEnd, inTemplate ? '`' : '');
      lastCode = index - 1;
      continue;
    }
    if (inTemplate) {
      if (character === '\\') index += 2;
      else if (character === '`') {
        inTemplate = false;
        add('string', stringStart, ++index, '`');
        lastCode = index - 1;
      } else if (character === '$' && text[index + 1] === '{') {
        add('string', stringStart, index, '`');
        templates.push(0);
        inTemplate = false;
        index += 2;
        lastCode = index - 1;
      } else index++;
      continue;
    }
    if (character === '/' && text[index + 1] === '/' && text[index - 1] === ':' && /[\w${]/.test(text[index + 2] ?? '')) {
      // An address that stands in the text of JSX or of a page, where nothing quotes it.
      index += 2;
    } else if (character === '/' && text[index + 1] === '/') {
      index = add('comment', index, lineEnd(text, index));
    } else if (character === '/' && text[index + 1] === '*') {
      const close = text.indexOf('*/', index + 2);
      index = add('comment', index, close < 0 ? text.length : close + 2);
    } else if (character === '"' || character === "'") {
      index = lexString(text, index, findAtom, found);
      lastCode = index - 1;
    } else if (character === '`') {
      inTemplate = true;
      stringStart = index++;
    } else if (character === '/' && startsRegex(text, index, lastCode)) {
      const end = regexEnd(text, index);
      if (end > 0) add('regex', index, end);
      index = end > 0 ? end : index + 1;
      lastCode = index - 1;
    } else {
      const depth = templates.at(-1);
      if (depth !== undefined && character === '{') templates[templates.length - 1] = depth + 1;
      else if (depth !== undefined && character === '}') {
        if (depth === 0) {
          templates.pop();
          inTemplate = true;
          stringStart = index;
        } else templates[templates.length - 1] = depth - 1;
      }
      if (!/\s/.test(character)) lastCode = index;
      index++;
    }
  }
  if (inTemplate) add('string', stringStart, text.length, '`');
  return found;
}

function lexString(text: string, start: number, findAtom: FindAtom, found: Lexeme[]): number {
  const quote = text[start] as string;
  const inside: Lexeme[] = [];
  let index = start + 1;
  for (; index < text.length; index++) {
    const atomEnd = findAtom(text, index);
    if (atomEnd > index) {
      inside.push({ kind: 'atom', start: index, end: atomEnd, quote });
      index = atomEnd - 1;
      continue;
    }
    const character = text[index];
    if (character === '\\') index += text[index + 1] === '\r' && text[index + 2] === '\n' ? 2 : 1;
    else if (character === '\n' || character === '\r') break;
    else if (character === quote) {
      index++;
      break;
    }
  }
  const end = Math.min(index, text.length);
  found.push({ kind: 'string', start, end, quote }, ...inside);
  return end;
}

function startsRegex(text: string, index: number, lastCode: number): boolean {
  // The slash of a tag in JSX: </a>, <b/>.
  if (text[index - 1] === '<' || text[index + 1] === '>') return false;
  const before = text[lastCode];
  if (before === undefined || '(,=:[!&|?{;+-*%<>~^}'.includes(before)) return true;
  return /[a-z]/.test(before) && BEFORE_REGEX.test(text.slice(Math.max(0, lastCode - 12), lastCode + 1));
}

/** Where a regular expression ends that would begin at `start`; -1 where none does on the line. */
function regexEnd(text: string, start: number): number {
  let inClass = false;
  for (let index = start + 1; index < text.length; index++) {
    const character = text[index] as string;
    if (character === '\n' || character === '\r') return -1;
    if (character === '\\') index++;
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (character === '/' && !inClass) {
      let end = index + 1;
      while (/[a-z]/i.test(text[end] ?? '')) end++;
      return end;
    }
  }
  return -1;
}

/** The offset of the line break behind `offset`, or the end of the text. */
export function lineEnd(text: string, offset: number): number {
  for (let index = offset; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 10 || code === 13) return index;
  }
  return text.length;
}

/** The same text with comments blanked, line breaks kept. */
export function withoutComments(text: string): string {
  let shown = '';
  let last = 0;
  for (const { kind, start, end } of lexScript(text)) {
    if (kind !== 'comment') continue;
    shown += text.slice(last, start) + blank(text.slice(start, end));
    last = end;
  }
  return shown + text.slice(last);
}

/** Spaces of the same length, line breaks kept. */
export function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

/** Apex with comments and texts blanked, of the same length; the quotes of a text stay. */
export function blankApexTexts(text: string): string {
  return text.replace(/\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\r\n]*|'(?:[^'\\\r\n]|\\.)*(?:'|(?=[\r\n])|$)/g, (part) =>
    part.startsWith("'") ? `'${blank(part.slice(1, -1))}${part.length > 1 ? "'" : ''}` : blank(part),
  );
}
