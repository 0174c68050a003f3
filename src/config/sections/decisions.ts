/** `decisions`: what the team has settled about a piece of work, and what it takes as they know better. */
import { z } from 'zod';
import { TARGETS, type TargetId } from '../../catalog/terms.ts';
import type { Decision } from '../../given/decisions.ts';
import { listSection } from '../section.ts';
import { day, longText, shortText } from './texts.ts';

const NAMES = ['work-item', 'capability'] as const;
const hours = z.number('must be a number of hours').nonnegative('must not be below 0').max(1_000_000, 'must not be above 1,000,000');

export const decisions = listSection({
  schema: z
    .strictObject({
      'work-item': shortText.optional().describe('The id of a work item.'),
      capability: shortText.optional().describe('The id of a capability.'),
      repository: shortText.optional().describe('The id of a repository, if it holds there and nowhere else.'),
      target: z
        .string('must be a text')
        .refine((value): value is TargetId => (TARGETS as readonly string[]).includes(value), `must be one of ${TARGETS.join(', ')}`)
        .optional()
        .describe('The route that it is about; every route if not given.'),
      decision: longText.optional().describe('What was decided, in a sentence. Needed.'),
      reason: longText.optional().describe('Why. Needed where it says hours.'),
      owner: shortText.optional().describe('Who decided.'),
      ticket: shortText.optional().describe('Where it was agreed.'),
      decided: day.optional().describe('The day of the decision.'),
      hours: z
        .strictObject({ low: hours, likely: hours, high: hours }, 'must have low, likely and high')
        .refine(({ low, likely, high }) => low <= likely && likely <= high, 'must rise from low over likely to high')
        .optional()
        .describe('What the work item takes, in the place of the catalog’s assumption.'),
    })
    .describe('What was decided about a piece of work.'),
  prepare: (given, { say, has, number }) => {
    if (NAMES.every((name) => has(name)) || !NAMES.some((name) => has(name))) say([], 'must name one of work-item and capability');
    if (!has('decision')) say([], 'needs a decision');
    if (has('hours') && !has('work-item')) say(['hours'], 'need a work-item that takes them');
    if (has('hours') && !has('reason')) say(['hours'], 'need a reason');
    const ready: Decision = {
      id: `decision-${number}`,
      workItem: given['work-item'] ?? null,
      capability: given.capability ?? null,
      repository: given.repository ?? null,
      target: (given.target as TargetId | undefined) ?? null,
      decision: given.decision ?? '',
      reason: given.reason ?? null,
      owner: given.owner ?? null,
      ticket: given.ticket ?? null,
      decided: given.decided ?? null,
      hours: given.hours ? [given.hours.low, given.hours.likely, given.hours.high] : null,
    };
    return Promise.resolve(ready);
  },
});
