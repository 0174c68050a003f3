/** Timelines of industry clouds: JSON inside the definition names the objects that they show. */
import { s, v } from '../../../model/sentence.ts';
import type { Problem } from '../../../model/assessment.ts';
import { childOf, childText, placeOfText, trimmedText } from '../elements.ts';
import type { OrgDocument, OrgReading, TypeReader } from '../reading.ts';
import { activityField } from './activity-columns.ts';
import { componentAt, flagOf, noUses, quotable, readingOf } from './evidence.ts';

export const TIMELINE_READER: TypeReader = {
  types: ['TimelineObjectDefinition'],
  look: /\b(?:Task|ActivityHistor|OpenActivit)/,
  read: readTimeline,
};

function readTimeline(source: OrgDocument): Partial<OrgReading> {
  const document = source.markup();
  const timeline = document.roots[0];
  const definition = timeline && childOf(timeline, 'definition');
  if (!timeline || !definition) return {};
  const text = trimmedText(document, definition);
  const place = placeOfText(document, definition);
  const uses = noUses();
  const shown = eventObjects(text);
  const problems: Problem[] = [];
  if (shown === null) {
    const detail = s`The definition of the timeline is not JSON; the objects in it were told by their names alone.`;
    problems.push({ code: 'not-parsed', effect: 'lost', file: source.path, ...place, detail });
  }
  for (const { name, fields } of shown ?? namesIn(text)) {
    if (!/^(?:Task|Activity|ActivityHistor(?:y|ies)|OpenActivit(?:y|ies))$/.test(name)) continue;
    const calls = fields.map(activityField).filter((field) => field !== null);
    for (const field of calls) {
      const used = { name: field.name, use: 'shows' as const, ...place };
      if (field.is === 'custom' && !field.likely) uses.others.push(used);
      else if (field.is !== 'subject') uses.fields.push(used);
    }
    const certain = calls.some(({ is }) => is === 'call');
    const strength = certain ? 'certain' : 'likely';
    uses.evidence.push({ sign: 'timeline-tasks', strength, does: v`shows`, what: s`${quotable(name)} records`, ...place });
  }
  const component = componentAt(source, document.place(timeline.start), childText(document, timeline, 'masterLabel'));
  return { ...readingOf(component, uses, { active: flagOf(document, timeline, 'isActive') }), problems };
}

interface Shown {
  readonly name: string;
  readonly fields: readonly string[];
}

/** Each `"eventObject": { "name": …, "fieldsToDisplay": [{ "field": … }] }`, wherever it stands; null where the text is no JSON. */
function eventObjects(text: string): Shown[] | null {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return null;
  }
  const found: Shown[] = [];
  const open = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    const inner = Object.values(value as Record<string, unknown>);
    for (let index = inner.length - 1; index >= 0; index--) open.push(inner[index]);
    const event = (value as Record<string, unknown>)['eventObject'];
    const name = propertyOf(event, 'name');
    if (typeof name !== 'string') continue;
    const fields = [propertyOf(event, 'fieldsToDisplay'), [propertyOf(event, 'title'), propertyOf(event, 'subTitle')]]
      .flatMap((list): unknown[] => (Array.isArray(list) ? list : []))
      .map((item) => propertyOf(item, 'field'));
    found.push({ name, fields: fields.filter((field) => typeof field === 'string') });
  }
  return found;
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

/** Objects by the words in quotes behind `name`. */
function namesIn(text: string): Shown[] {
  return [...new Set([...text.matchAll(/"name"\s*:\s*"(\w+)"/g)].map((match) => match[1] ?? ''))].map((name) => ({ name, fields: [] }));
}
