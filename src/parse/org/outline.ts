/**
 * The first and the last bytes of a metadata file, looked at where nothing asks for the rest: whether it is XML, ends as it should, and
 * holds the type that it is named for. A file that is broken in between and that no reader wants is not found out.
 */
import { s } from '../../model/sentence.ts';
import type { Problem } from '../../model/assessment.ts';
import { ORG_TYPES, type OrgPath } from './types.ts';

const XML_TYPES = new Set(ORG_TYPES.flatMap(({ type, suffix, sidecar }) => (suffix === null || sidecar ? [] : [type])));
const TYPES = new Set(ORG_TYPES.map(({ type }) => type));

const HEAD = 600;
const TAIL = 200;

/** What the outline of a file shows to be wrong; null where it shows nothing, and for files that are not XML. */
export function outlineFault(file: string, { type, part }: OrgPath, bytes: Buffer): Problem | null {
  // What stands beside managed code is hidden with it, and says nothing anyway.
  if (part === 'member' || part === 'sidecar' || !XML_TYPES.has(type)) return null;
  const lost = (code: Problem['code'], detail: string): Problem => ({ code, effect: 'lost', file, detail });
  const head = bytes.toString('latin1', 0, HEAD).replace(/^\u00ef\u00bb\u00bf/, '');
  if (head.includes('\0')) return lost('not-text', s`The file is named as metadata of an org and is not text.`);
  if (head.trim() === '' && bytes.length <= HEAD) return lost('not-well-formed', s`The file is empty.`);
  if (!/^\s*</.test(head) && !/^\s*$/.test(head)) return lost('not-well-formed', s`The file does not begin as XML.`);
  const tail = bytes.toString('latin1', Math.max(0, bytes.length - TAIL));
  if (!/(?:<\/[\w:.-]+\s*|\/|--)>\s*$/.test(tail))
    return lost('not-well-formed', s`The file ends before its markup does, and it was not read.`);
  // Comments and declarations may stand before the root; where they are long, nothing is said.
  const root = /^\s*(?:<\?[^>]*>\s*|<!--[^>]*-->\s*)*<(?:\w+:)?(\w+)/.exec(head)?.[1];
  if (root !== undefined && root !== type && TYPES.has(root) && part === 'whole')
    return lost('not-salesforce-format', s`The file is named as metadata of type ${type} and holds a ${root}; it was not read.`);
  return null;
}
