import { expect, test } from '@jest/globals';
import { metadata, readText, told } from './screen-reading.ts';

const queue = (name: string, ...objects: string[]): string =>
  metadata(
    'Queue',
    `<name>${name}</name>\n${objects.map((object) => `<queueSobject><sobjectType>${object}</sobjectType></queueSobject>`).join('\n')}\n<queueMembers><users><user>kim@example.com</user></users></queueMembers>`,
  );

const read = (name: string, text: string): string[] => told(readText(`force-app/main/default/queues/${name}.queue-meta.xml`, text));

test('a queue of Tasks is likely under a name that speaks of calls, and weak under any other', () => {
  expect(read('Callbacks', queue('Callbacks', 'Case', 'Task'))).toEqual([
    'Queue Callbacks: queue-of-tasks likely :5 Holds Tasks, under a name that speaks of calls',
  ]);
  expect(read('Branches', queue('Branches', 'Task'))).toEqual(['Queue Branches: queue-of-tasks weak :4 Holds Tasks']);
  expect(told(readText('src/queues/Callbacks.queue', queue('Callbacks', 'Task')))).toHaveLength(1);
});

test('queues of other objects stay clean', () => {
  const path = 'force-app/main/default/queues/Callbacks.queue-meta.xml';
  expect(told(readText(path, queue('Callbacks', 'Case', 'Task__c')))).toEqual([]);
  expect(told(readText(path, queue('Calls', 'VoiceCall')))).toEqual([]);
});

test('nobody in the queue is named', () => {
  const text = queue('Callbacks', 'Task').replaceAll('\n', '');
  expect(JSON.stringify(readText('src/queues/Callbacks.queue', text)?.consumers)).not.toContain('kim@');
});

test('blanks without end are looked through in one go', () => {
  expect(readText('src/queues/Callbacks.queue', `<sobjectType>${' '.repeat(2_000_000)}`)?.consumers).toEqual([]);
});
