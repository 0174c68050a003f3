/** Open CTI spoken without Salesforce's library: the library's own messages, put together by hand. */
import type { Fact } from '../../../model/fact.ts';
import type { ScriptReading } from '../script/types.ts';
import { factAt } from './facts.ts';
import { indexOf, keyName, literalText, startOf } from './nodes.ts';
import { quoterOf } from './quoting.ts';
import { traceAt } from './traces.ts';

/** Envelopes of Open CTI messages, and reads of the origin that they are sent to. */
export function handMade(reading: ScriptReading): Fact[] {
  const quoter = quoterOf(reading);
  const facts: Fact[] = [];
  const files = new Set<string>();
  for (const at of reading.parsed) {
    if (at.script.context === 'typing') continue;
    const index = indexOf(at);
    for (const object of index.objects) {
      const members = new Map(
        object.properties.flatMap((property) => (property.type === 'Property' ? [[keyName(property), property] as const] : [])),
      );
      const type = members.get('apiType');
      const method = members.get('methodName');
      if (!type || !method) continue;
      const literal = literalText(type.value);
      const texts = literal !== null ? [literal] : reading.evaluator.texts(type.value, at);
      if (!texts.some((text) => text.toLowerCase() === 'opencti')) continue;
      const name = literalText(method.value) ?? reading.evaluator.texts(method.value, at).find((text) => /^\w+$/.test(text)) ?? '';
      facts.push(
        factAt(at.script, startOf(type.key), quoter, {
          kind: 'check',
          api: 'opencti',
          name: 'hand-made-message',
          value: quoter.source(object, at, 200),
          confidence: literal !== null ? 'exact' : 'resolved',
          words: { method: name === '' ? 'set at run time' : quoter.text(name) },
        }),
      );
    }
    if (files.has(at.script.file)) continue;
    const read =
      index.texts.find((text) => literalText(text) === 'sfdcIframeOrigin') ??
      index.members.find((member) => keyName(member) === 'sfdcIframeOrigin');
    if (!read) continue;
    files.add(at.script.file);
    const offset = read.type === 'MemberExpression' ? startOf(read.property) : startOf(read);
    facts.push(traceAt(at, offset, quoter, 'text', 'sfdcIframeOrigin', 'sfdcIframeOrigin'));
  }
  return facts;
}
