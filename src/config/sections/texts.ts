/** Kinds of values that several sections hold. */
import { z } from 'zod';

export const shortText = z.string('must be a text').trim().min(1, 'must not be empty').max(300, 'must not be longer than 300 characters');

export const longText = z.string('must be a text').trim().min(1, 'must not be empty').max(2000, 'must not be longer than 2,000 characters');

export const day = z.iso
  .date({ error: 'must be a day, written as year-month-day', abort: true })
  .refine((value) => value >= '1999-01-01' && value < '2100-01-01', 'must lie between 1999 and 2099');
