/** What a gate may fail on. */
export const FAIL_ON = ['new', 'any-open', 'come-back', 'expired-waiver'] as const;
export type FailOn = (typeof FAIL_ON)[number];
