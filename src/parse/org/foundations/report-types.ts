/** A report type whose records are VoiceCall: reporting on calls in Voice has begun. That a field of it names the object is not enough. */
import { trimmedText } from '../elements.ts';
import { readRoot, type Rooted } from '../places/roots.ts';
import type { OrgReading, TypeReader } from '../reading.ts';
import { filledChild, foundation } from './sightings.ts';

export const VOICE_REPORT_TYPE_READER: TypeReader = {
  types: ['ReportType'],
  look: /<(?:\w+:)?baseObject>\s*(?:<!\[CDATA\[)?VoiceCall/,
  read: (source) => readRoot(source, readReportType),
};

function readReportType(rooted: Rooted): Partial<OrgReading> {
  const base = filledChild(rooted, rooted.root, 'baseObject');
  if (!base || trimmedText(rooted.document, base) !== 'VoiceCall') return {};
  return { sightings: [foundation(rooted, 'voice-call-report-type', { at: base })] };
}
