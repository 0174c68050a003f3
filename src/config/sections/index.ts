/** The sections of cti2voice.yml, in the order in which “cti2voice config” shows them. */
import { z } from 'zod';
import { brand } from './brand.ts';
import { rates } from './rates.ts';
import { scan } from './scan.ts';

export const SECTIONS = { scan, brand, rates };

export type SectionName = keyof typeof SECTIONS;

/** What the file says, ready for use; null for a section that it does not have. */
export type Config = { readonly [Name in SectionName]: Awaited<ReturnType<(typeof SECTIONS)[Name]['prepare']>> | null };

/** The whole file, for the published schema. */
export const configSchema = z.strictObject(
  Object.fromEntries(Object.entries(SECTIONS).map(([name, { schema }]) => [name, schema.optional()])),
);
