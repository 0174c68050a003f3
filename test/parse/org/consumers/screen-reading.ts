/** Reads one file of an org as the scan does: by its path, its bytes and the readers of its type. */
import { readOrgFile } from '../../../../src/parse/org/read-org-file.ts';
import type { ConsumerSighting, OrgReading } from '../../../../src/parse/org/reading.ts';
import { readOrgPath } from '../../../../src/parse/org/types.ts';

/** Null where nothing in the file is worth reading. Throws where the path is no metadata, which would test nothing. */
export function readText(path: string, text: string, encoding: BufferEncoding = 'utf8'): OrgReading | null {
  const named = readOrgPath(path);
  if (!named) throw new Error(`no path of an org: ${path}`);
  return readOrgFile(path, named, Buffer.from(text, encoding));
}

/** Each consumer in one line for each sign, and a line for each field. */
export function told(reading: OrgReading | null): string[] {
  return (reading?.consumers ?? []).flatMap(({ component, signs, fields }: ConsumerSighting) => [
    ...signs.map(({ sign, strength, line, detail }) => `${component.type} ${component.name}: ${sign} ${strength} :${line} ${detail}`),
    ...fields.map(({ name, use, line }) => `  ${name} ${use} :${line}`),
  ]);
}

/** Custom fields that only the adapter's call log can tell. */
export function named(reading: OrgReading | null): string[] {
  return (reading?.fields ?? []).map(({ component, name, use }) => `${component.name} ${name} ${use}`);
}

export function metadata(type: string, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${type} xmlns="http://soap.sforce.com/2006/04/metadata">\n${content}\n</${type}>\n`;
}
