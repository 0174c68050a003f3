/** Sources made to harm: the readers end, throw nothing, and lose no neighbour. */
import { expect, test } from '@jest/globals';
import {
  apexCalls,
  argumentChecks,
  callLogs,
  contacts,
  groupSystems,
  handMade,
  settingReads,
  traces,
  useFacts,
} from '../../../../src/parse/adapter/details/index.ts';
import { read } from './reading.ts';

function everythingOf(text: string) {
  const reading = read({ 'src/phone.js': text });
  const sightings = contacts(reading);
  return {
    facts: [...useFacts(reading), ...argumentChecks(reading), ...settingReads(reading), ...traces(reading), ...handMade(reading)],
    logs: callLogs(reading),
    systems: groupSystems(sightings),
    apex: apexCalls(reading),
  };
}

const REFRESH = '\nsforce.opencti.refreshView();';

test.each([
  [
    'names of the prototype as keys',
    "var __proto__ = { '__proto__': 1, constructor: 2 }; settings['__proto__']; sforce.opencti.saveLog({ value: { __proto__: x } });",
  ],
  [
    'values that hold themselves',
    'var a = b; var b = a; sforce.interaction.screenPop(a); fetch(a); sforce.opencti.screenPop({ type: b }); go(settings[a]);',
  ],
  ['functions that call themselves', "function p() { return p() + '&A=' + p(); } sforce.interaction.saveLog('Task', p()); fetch(p());"],
  ['chains of many choices', `var u = ${'a ? b : '.repeat(400)}c; fetch(u); sforce.opencti.screenPop({ type: u });`],
  ['long member chains', `x${'.a'.repeat(3000)}.hold(); fetch(y${'.b'.repeat(1500)});`],
  ['long sums', `fetch(${"'a' + ".repeat(1500)}b); sforce.interaction.saveLog('Task', ${"'&A=' + ".repeat(1500)}b);`],
  ['many parts in one template', `fetch(\`${'${a}/'.repeat(2000)}\`); sforce.interaction.saveLog('Task', \`${'&A${a}=1'.repeat(1000)}\`);`],
  ['a list that holds itself', "var l = ['A=1']; l.push(l); l.push(l.join('&')); sforce.interaction.saveLog('Task', l.join('&'));"],
  ['text full of open tags and quotation marks', `x.innerHTML = '${'<iframe src='.repeat(4000)}';`],
  ['a very long text', `x = '${'a=&'.repeat(50_000)}'; fetch('https://${'a.'.repeat(30_000)}com');`],
])('ends with %s', (_, text) => {
  const { facts } = everythingOf(text + REFRESH);
  expect(facts.filter(({ kind, name }) => kind === 'call' && name === 'refreshView')).toHaveLength(1);
});

test('keeps every value within its bounds', () => {
  const { facts, systems } = everythingOf(
    `${'go();'.repeat(5000)} sforce.opencti.refreshView({ a: '${'b'.repeat(5000)}' }); fetch('https://x.example.com/${'c/'.repeat(2000)}'); fetch(${'d.'.repeat(500)}e);`,
  );
  for (const { value, snippet } of facts) {
    expect(value.length).toBeLessThanOrEqual(200);
    expect(snippet?.length ?? 0).toBeLessThanOrEqual(160);
  }
  for (const { name, places } of systems) {
    expect(name.length).toBeLessThanOrEqual(200);
    for (const { address } of places) expect(address.length).toBeLessThanOrEqual(200);
  }
});
