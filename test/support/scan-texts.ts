/** Texts to an assessment, through the real readers and the shipped catalog, without a disk. */
import { assessAll, assessRepository } from '../../src/assess/assess.ts';
import type { Catalog } from '../../src/catalog/schema.ts';
import { matchReadings } from '../../src/commands/matching.ts';
import { readRepository } from '../../src/commands/reading.ts';
import { indexRules } from '../../src/match/match.ts';
import type { Assessment, RepositoryRecord } from '../../src/model/assessment.ts';
import { shippedCatalog } from './catalog.ts';

const shipped = await shippedCatalog();

export type Texts = Readonly<Record<string, string>>;

export interface ScanTexts {
  readonly catalog?: Catalog;
  readonly version?: string;
  readonly asOf?: string;
  readonly id?: string;
}

export async function recordOfTexts(texts: Texts, { catalog = shipped, id = 'phone' }: ScanTexts = {}): Promise<RepositoryRecord> {
  const files = Object.entries(texts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, text]) => ({ path, read: () => ({ bytes: Buffer.from(text) }) }));
  const readings = await readRepository({ files });
  const matched = matchReadings(readings, catalog, indexRules(catalog));
  return assessRepository(
    {
      id,
      name: id,
      problems: [...readings.problems],
      files: [...readings.files],
      filesSeen: files.length,
      definitions: [...readings.definitions],
      ...matched,
    },
    catalog,
  );
}

export async function scanTexts(texts: Texts, options: ScanTexts = {}): Promise<Assessment> {
  const { catalog = shipped, version = '1.0.0', asOf = '2027-01-31' } = options;
  return assessAll([await recordOfTexts(texts, options)], catalog, { target: null, asOf, toolVersion: version });
}
