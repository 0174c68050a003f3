/** Whether a file can be passed over once its bytes were seen: no definition, no adapter, nothing of the org that a reader wants. */
import { couldHoldScript } from '../parse/adapter/mentions.ts';
import { saysNothing } from '../parse/first-look.ts';
import type { Wanted } from '../parse/org/reading.ts';
import { excerptIsEmpty, isDeferred, isWanted } from '../parse/org/read-org-file.ts';
import { isArchive, LONGEST_KEPT, NAMES_HOSTS } from './first-look-marks.ts';
import { isProjectFile, misplacedType, readOrgPath } from '../parse/org/types.ts';

/** `script`: it could hold script that is linked with an adapter elsewhere. Null: it has to be read. */
export function passesOver(path: string, bytes: Buffer): 'nothing' | 'script' | null {
  if (isArchive(bytes) || NAMES_HOSTS.test(path) || !saysNothing(path, bytes)) return null;
  const named = readOrgPath(path);
  if (named === null ? isProjectFile(path, bytes) || misplacedType(path) !== null : isDeferred(named) || isWanted(path, named, bytes))
    return null;
  return couldHoldScript(path, bytes) && bytes.length <= LONGEST_KEPT ? 'script' : 'nothing';
}

/** Whether a profile or permission set holds no right that anybody looks for. */
export function grantsNothing(path: string, bytes: Buffer, wanted: Wanted): boolean {
  const named = readOrgPath(path);
  return named !== null && excerptIsEmpty(path, named, bytes, wanted);
}
