/** The first question to every file: whether anything in it could have to do with the phone at all. One pass over the bytes answers it. */
import { isNameOfSforce, OPEN_CTI_NEEDLES } from './adapter/mentions.ts';
import { isUnreadEncoding } from './decode.ts';
import { needleFinder } from './needles.ts';
import { CALL_CENTER_NEEDLES, namesADefinition } from './read-file.ts';

const holdsNeedle = needleFinder([...CALL_CENTER_NEEDLES, ...OPEN_CTI_NEEDLES], { anyCase: true, confirm: isNameOfSforce });

/** True only where neither the reader of definitions nor that of adapter source would find anything by the file's name or words. */
export function saysNothing(path: string, bytes: Buffer): boolean {
  return !bytes.includes(0) && !holdsNeedle(bytes) && !namesADefinition(path) && !isUnreadEncoding(bytes);
}
