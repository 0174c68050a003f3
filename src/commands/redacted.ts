/** What leaves the program when the report is for others: the result and the page without what would name a client. */
import type { Assessment } from '../model/assessment.ts';
import { fixedPaths } from '../redact/fixed.ts';
import { redact } from '../redact/redact.ts';
import { vocabularyOf } from '../redact/vocabulary.ts';
import type { Presentation } from '../report/presentation.ts';
import { publicWords } from '../shipped.ts';
import { named } from './run-id.ts';

export function redacted(assessment: Assessment): Assessment {
  return named(redact(assessment, vocabularyOf(publicWords()), fixedPaths()));
}

/** The consultancy stays, and whoever the report was for does not. */
export function redactedPresentation({ brand, rates }: Presentation): Presentation {
  return { brand: brand && { ...brand, client: null, author: null, cover: null }, rates };
}
