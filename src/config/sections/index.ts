/** The sections of cti2voice.yml, in the order in which “cti2voice config” shows them. */
import { z } from 'zod';
import { brand } from './brand.ts';
import { decisions } from './decisions.ts';
import { rates } from './rates.ts';
import { scan } from './scan.ts';
import { waivers } from './waivers.ts';

export const SECTIONS = { scan, brand, rates, waivers, decisions };

export type SectionName = keyof typeof SECTIONS;

/** What the file says, ready for use; null for a section that it does not have. */
export type Config = { readonly [Name in SectionName]: ReadyOf<(typeof SECTIONS)[Name]> | null };

type ReadyOf<Made extends { readonly prepare: (...args: never[]) => Promise<unknown> }> = Made extends { readonly isList: true }
  ? readonly Awaited<ReturnType<Made['prepare']>>[]
  : Awaited<ReturnType<Made['prepare']>>;

/** The whole file, for the published schema. */
export const configSchema = z.strictObject(
  Object.fromEntries(
    Object.entries(SECTIONS).map(([name, section]) => [name, ('isList' in section ? z.array(section.schema) : section.schema).optional()]),
  ),
);
