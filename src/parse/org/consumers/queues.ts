/** Queues that hold Tasks, often a list of callbacks. Who is in them is not read. */
import { s } from '../../../model/sentence.ts';
import { speaksOfCalls } from '../call-fields.ts';
import { childOf, childrenOf, childText, placeOfText } from '../elements.ts';
import type { OrgDocument, OrgReading, TypeReader } from '../reading.ts';
import { componentAt, noUses, readingOf, snippetOf } from './evidence.ts';

export const TASK_QUEUE_READER: TypeReader = {
  types: ['Queue'],
  look: /<sobjectType>\s*(?:<!\[CDATA\[\s*)?Task\b/,
  read: readQueue,
};

function readQueue(source: OrgDocument): Partial<OrgReading> {
  const document = source.markup();
  const queue = document.roots[0];
  const ofTasks = queue && childrenOf(queue, 'queueSobject').find((held) => childText(document, held, 'sobjectType') === 'Task');
  const held = ofTasks && childOf(ofTasks, 'sobjectType');
  if (!queue || !held) return {};
  const label = childText(document, queue, 'name');
  const named = speaksOfCalls(label) || speaksOfCalls(source.name);
  const uses = noUses();
  uses.evidence.push({
    sign: 'queue-of-tasks',
    // A queue of Tasks may hold anything; its name is all that says what.
    strength: named ? 'likely' : 'weak',
    does: named ? s`holds Tasks, under a name that speaks of calls` : s`holds Tasks`,
    what: '',
    ...placeOfText(document, held),
    snippet: snippetOf(document, held),
  });
  return readingOf(componentAt(source, document.place(queue.start), label), uses);
}
