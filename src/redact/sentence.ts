/** Sentences of the program, in which names of the client stand: what is neither a word of ours nor a name with a pseudonym goes. */
import type { Pseudonyms } from './pseudonyms.ts';
import type { Vocabulary } from './vocabulary.ts';

export const GONE = '…';

/** Seven digits or more, however they are parted; a day is none. */
const PHONE = /\+?\(?\d(?:[\s()/.\u2010-\u2015-]{0,3}\d){6,}/g;
const DAY = /^\d{4}-\d\d-\d\d$/;
/** What stands together without a blank: a path, an address, an expression. */
const RUN = /[\p{L}\p{N}_$][\p{L}\p{N}_$./\\@:!-]*/gu;
const QUOTED = /“([^”]{1,500})”|‘([^’]{1,500})’|"([^"]{1,500})"/g;

export function redactSentence(text: string, { known }: Pseudonyms, vocabulary: Vocabulary): string {
  const quoted = text.replace(QUOTED, (whole: string, ...groups: unknown[]) => {
    const inner = groups.slice(0, 3).find((group): group is string => typeof group === 'string') ?? '';
    const pseudonym = known(inner);
    // Pseudonyms are made of words that everybody may read.
    return pseudonym === null ? whole : `${whole.charAt(0)}${pseudonym}${whole.at(-1) ?? ''}`;
  });
  const withoutPhones = quoted.replace(PHONE, (digits) => (DAY.test(digits) ? digits : GONE));
  return withoutPhones.replace(RUN, (run) => redactRun(run, known, vocabulary)).replace(/…(?:[\s,]*…)+/g, GONE);
}

function redactRun(run: string, known: Pseudonyms['known'], { isWord, isName }: Vocabulary): string {
  const [tail = ''] = /[.:!-]*$/.exec(run) ?? [];
  const core = run.slice(0, run.length - tail.length);
  const [, text = core, line = ''] = /^(.*?)((?::\d{1,7}){0,2})$/.exec(core) ?? [];
  const pseudonym = known(text);
  // A path may be made of words that say nothing, and is a path all the same; one word alone is more likely a word.
  if (pseudonym !== null && /[/\\.@:]/.test(text)) return `${pseudonym}${line}${tail}`;
  const isPublic = /[./\\@:]/.test(text) ? isName(text) : text.split('-').every((part) => isWord(part) || NUMBER.test(part));
  return isPublic ? run : `${pseudonym === null ? GONE : `${pseudonym}${line}`}${tail}`;
}

/** Of a pseudonym: `repository`, `file` and their like are words. */
const NUMBER = /^\d{1,6}$/;
