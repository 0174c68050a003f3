/** `rates`: what an hour costs. Without it there is no money anywhere. */
import { z } from 'zod';
import type { Rates } from '../../report/presentation.ts';
import { section } from '../section.ts';

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

const perHour = z.number('must be a number').positive('must be above 0').max(1_000_000, 'must not be above 1,000,000');

const role = z.strictObject(
  {
    name: z.string('must be a text').trim().min(1, 'must not be empty').max(80, 'must not be longer than 80 characters'),
    'per-hour': perHour.describe('What an hour of this role costs.'),
    share: z
      .number('must be a number')
      .positive('must be above 0')
      .max(100, 'must not be above 100')
      .describe('Per cent of the hours that this role works; all shares make 100.'),
  },
  'must have name, per-hour and share',
);

export const rates = section({
  schema: z
    .strictObject({
      currency: z
        .string('must be a text')
        .refine((code) => CURRENCIES.has(code), 'must be a currency by its three letters, EUR for example')
        .optional()
        .describe('Three letters of ISO 4217.'),
      locale: z
        .string('must be a text')
        .refine(isLocale, 'must be a language tag, de-DE for example')
        .optional()
        .describe(`How money is written: a language tag; as the report’s language has it if not given.`),
      'per-hour': perHour.optional().describe('One rate for every hour.'),
      roles: z
        .array(role, 'must be a list of roles')
        .min(1, 'must not be empty')
        .max(30, 'must not be more than 30')
        .optional()
        .describe('Rates by role, instead of one.'),
    })
    .describe('What an hour costs; hours are then shown with their cost.'),
  prepare: (given, { say, has }) => {
    const { currency = 'EUR', locale = null, roles = [] } = given;
    if (!has('currency')) say([], 'needs a currency');
    if (!has('per-hour') && !has('roles')) say([], 'needs per-hour, or roles');
    if (has('per-hour') && has('roles')) say(['roles'], 'stand beside per-hour; give one of the two');
    // In hundredths of a per cent, so that thirds may be written as 33.33 and 33.34.
    const sum = roles.reduce((total, { share }) => total + Math.round(share * 100), 0);
    if (roles.length > 0 && sum !== 10_000) say(['roles'], `have shares of ${sum / 100} per cent together, and not of 100`);
    const names = new Set<string>();
    roles.forEach(({ name }, index) => {
      if (names.has(name.toLowerCase())) say(['roles', index, 'name'], `“${name}” stands twice`);
      names.add(name.toLowerCase());
    });
    const mean = roles.reduce((total, { 'per-hour': rate, share }) => total + rate * share, 0) / 100;
    const ready: Rates = {
      currency,
      locale,
      perHour: given['per-hour'] ?? mean,
      roles: roles.map(({ name, share, 'per-hour': rate }) => ({ name, perHour: rate, share })),
    };
    return Promise.resolve(ready);
  },
});

function isLocale(tag: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}
