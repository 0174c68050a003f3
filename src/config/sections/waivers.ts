/** `waivers`: findings that somebody has answered for until a day. They are shown apart, and never hidden. */
import { z } from 'zod';
import { readPatterns } from '../../ignoring.ts';
import type { Waiver } from '../../given/waivers.ts';
import { listSection } from '../section.ts';
import { day, longText, shortText } from './texts.ts';

/** What a waiver may name. Several of them on one waiver narrow it. */
const NAMES = ['finding', 'rule', 'path', 'capability'] as const;

export const waivers = listSection({
  schema: z
    .strictObject({
      finding: shortText.optional().describe('The fingerprint of a finding.'),
      rule: shortText.optional().describe('The id of a rule.'),
      path: shortText.optional().describe('Files, as a pattern of .gitignore’s syntax, from the repository’s own folder.'),
      capability: shortText.optional().describe('The id of a capability.'),
      repository: shortText.optional().describe('The id of a repository: the waiver counts there and nowhere else.'),
      reason: longText.optional().describe('Why this need not be done, or not now. Needed.'),
      owner: shortText.optional().describe('Who answers for it. Needed.'),
      ticket: shortText.optional().describe('Where it was agreed.'),
      expires: day.optional().describe('The last day on which it counts. Needed.'),
    })
    .describe('Findings that leave the open work, the remaining hours and the gate until a day, and stay in the score.'),
  prepare: ({ finding, rule, path, capability, repository, reason, owner, ticket, expires }, { say, has, number }) => {
    if (!NAMES.some((name) => has(name))) say([], `must name what it is about: ${NAMES.join(', ')}`);
    for (const name of ['reason', 'owner', 'expires'])
      if (!has(name)) say([], `needs ${name === 'owner' ? 'an' : name === 'reason' ? 'a' : 'a day in'} ${name}`);
    if (path !== undefined && readPatterns([path]).usable.length === 0) say(['path'], 'is no pattern that can be followed');
    const ready: Waiver = {
      id: `waiver-${number}`,
      finding: finding ?? null,
      rule: rule ?? null,
      path: path ?? null,
      capability: capability ?? null,
      repository: repository ?? null,
      reason: reason ?? '',
      owner: owner ?? '',
      ticket: ticket ?? null,
      expires: expires ?? '',
    };
    return Promise.resolve(ready);
  },
});
