/** The shape of org-facts.yml: what a client tells beside the files. Every part may be left out. */
import { z } from 'zod';

/** Editions as Salesforce names them, in lower case. */
export const EDITIONS = ['essentials', 'starter', 'professional', 'enterprise', 'unlimited', 'performance', 'developer'] as const;

/** The kinds of Voice licences. */
export const LICENCE_KINDS = ['partnerTelephony', 'amazonConnect', 'partnerTelephonyAmazonConnect', 'native'] as const;

const text = z.string().trim().min(1, 'must not be empty').max(1000, 'must not be longer than 1,000 characters');
const note = text.optional();
const count = (most: number) =>
  z
    .int('must be a whole number')
    .nonnegative('must not be below 0')
    .max(most, `must not be above ${most.toLocaleString('en-GB')}`);
const people = count(1_000_000);
const day = z.iso
  .date({ error: 'must be a day, written as year-month-day', abort: true })
  .refine((value) => value >= '1999-01-01' && value < '2100-01-01', {
    message: 'must lie between 1999 and 2099',
  });
/** How many licences, or the word none. */
const licences = z.union([z.literal('none'), people], 'must be a number of licences, or the word none');

export const orgFactsSchema = z.strictObject({
  /** The day on which the facts were looked up. */
  asOf: day.optional().describe('The day on which the facts were looked up.'),
  users: z
    .strictObject({
      total: people.optional().describe('People who take or make calls in the org.'),
      byCallCenter: z
        .record(text, people)
        .optional()
        .describe('Users assigned to each call center, by its internal name (reqInternalName).'),
      supervisors: people.optional(),
      note,
    })
    .optional(),
  licences: z
    .strictObject({
      edition: z.enum(EDITIONS, `must be one of ${EDITIONS.join(', ')}`).optional(),
      governmentCloud: z.boolean('must be true or false').optional(),
      voice: z
        .strictObject({
          partnerTelephony: licences.optional(),
          amazonConnect: licences.optional(),
          partnerTelephonyAmazonConnect: licences.optional(),
          native: licences.optional(),
        })
        .optional()
        .describe('Voice licences by kind: a number, or none. What is left out is not known.'),
      omniChannel: z.boolean('must be true or false').optional().describe('Whether Omni-Channel is set up for the people who take calls.'),
      note,
    })
    .optional(),
  calls: z
    .strictObject({
      tasksPerMonth: count(1_000_000_000).optional().describe('Tasks of calls that come to be in a usual month.'),
      tasksByMonth: z
        .record(z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, 'must be a month, written as year-month'), count(1_000_000_000))
        .optional(),
      note,
    })
    .optional(),
  softphoneLayouts: z
    .array(
      z.strictObject({
        name: text,
        /** What describeSoftphoneLayout() or getSoftphoneLayout() gave, as it is; XML as text. */
        layout: z
          .union([z.looseObject({}), z.array(z.looseObject({})), z.string().min(1)], 'must be the result of the call, as it was given')
          .describe('The result of describeSoftphoneLayout() or getSoftphoneLayout(), pasted as JSON, or as XML in a block of text.'),
        note,
      }),
    )
    .max(500, 'must not be more than 500')
    .optional(),
  reports: z
    .array(
      z.strictObject({
        name: text.describe('Full name as in the Metadata API: folder, slash, unique name.'),
        lastRun: z.union([day, z.literal('never')], 'must be a day, written as year-month-day, or the word never').optional(),
        runsPerMonth: count(10_000_000).optional(),
        note,
      }),
    )
    .max(50_000, 'must not be more than 50,000')
    .optional(),
  lastSafeDate: day.optional().describe('The last day on which the client can move safely, by the client’s own plans.'),
  notes: z.array(text).max(200, 'must not be more than 200').optional(),
});

/** What org-facts.yml holds. */
export type OrgFacts = z.infer<typeof orgFactsSchema>;
