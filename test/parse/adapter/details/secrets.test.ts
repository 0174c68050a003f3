/** No credential that stands in source leaves the readers of details, in whatever field. */
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

function everythingOf(text: string, file = 'src/phone.js'): string {
  const reading = read({ [file]: text });
  const sightings = contacts(reading);
  return JSON.stringify([
    useFacts(reading),
    argumentChecks(reading),
    callLogs(reading),
    sightings,
    groupSystems(sightings),
    apexCalls(reading),
    settingReads(reading),
    traces(reading),
    handMade(reading),
  ]);
}

const SECRET = 'Zk9quillmere77x';

test.each([
  ['a field of a log', `sforce.opencti.saveLog({ value: { entityApiName: 'Task', apiKey: '${SECRET}', Subject: 'x' } })`],
  ['a query text', `sforce.interaction.saveLog('Task', 'Subject=a&authToken=${SECRET}&Status=b')`],
  ['a query text in pieces', `sforce.interaction.saveLog('Task', 'Subject=a&authToken=' + '${SECRET}')`],
  ['the password of an address', `fetch('https://user:${SECRET}@api.example.com/x')`],
  ['a parameter of an address', `fetch('https://api.example.com/x?k=${SECRET}')`],
  ['a header', `fetch('https://api.example.com', { headers: { Authorization: 'Bearer ${SECRET}' } })`],
  ['a header in pieces', `fetch('https://api.example.com', { headers: { Authorization: 'Bearer ' + '${SECRET}' } })`],
  ['a header that is set', `x.setRequestHeader('X-Api-Key', '${SECRET}'); x.open('GET', 'https://api.example.com');`],
  ['a variable', `var password = '${SECRET}'; sforce.opencti.refreshView({ callback: go('${SECRET}') });`],
  ['a variable that becomes part of a path', `const apiKey = '${SECRET}'; fetch('https://api.example.com/' + apiKey + '/calls')`],
  [
    'a property in brackets',
    `config['clientSecret'] = '${SECRET}'; sforce.opencti.refreshView({ c: config['clientSecret'] = '${SECRET}' })`,
  ],
  ['a default', `function go(token = '${SECRET}') { sforce.opencti.refreshView(token = '${SECRET}'); }`],
  ['a comparison', `if (password === '${SECRET}') sforce.opencti.refreshView(password === '${SECRET}')`],
  ['a parameter by position', `function start(user, password) {}\nsforce.opencti.refreshView(start('me', '${SECRET}'))`],
  ['a login by position', `phone.login('me', '${SECRET}'); sforce.opencti.refreshView(phone.login('me', '${SECRET}'));`],
  [
    'a pair of name and value',
    `store.setItem('accessToken', '${SECRET}'); sforce.opencti.refreshView(store.setItem('accessToken', '${SECRET}'))`,
  ],
  ['a template', `var secret = \`${SECRET}\`; sforce.opencti.refreshView({ secret: \`${SECRET}\` })`],
  ['a chain of additions', `var token = 'a' + '${SECRET}' + b; sforce.opencti.refreshView({ token: 'a' + '${SECRET}' })`],
  ['a target origin', `parent.postMessage(x, 'https://u:${SECRET}@api.example.com')`],
  ['markup in a text', `box.innerHTML = '<iframe src="https://api.example.com/?token=${SECRET}"></iframe>'`],
  ['a message by hand', `post({ apiType: 'opencti', methodName: 'x', authToken: '${SECRET}' })`],
  ['a setting read', `var x = settings['/reqVendor/reqToken'] || (token = '${SECRET}')`],
  ['a short path behind a name', `var pin = '${SECRET}'; window.open('https://api.example.com/' + pin)`],
])('hides %s', (_, text) => {
  const shown = everythingOf(text);
  expect(shown).not.toContain(SECRET);
  // The reader did read it: silence would hide anything.
  expect(shown.length).toBeGreaterThan(60);
});

test('hides keys by their shape alone, wherever they stand', () => {
  const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.q83vEjRWeJCrze8SNFZ4kA';
  const shown = everythingOf(
    `go('${token}'); sforce.opencti.refreshView({ a: '${token}' }); fetch('https://api.example.com/${token}/x'); fetch(base + '${token}');`,
  );
  expect(shown).not.toContain(token.slice(10, 40));
});

test('hides credentials in source that no parser took', () => {
  const reading = read({ 'a.js': '' });
  const text = `sforce.opencti.refreshView( x['apiKey'] = '${SECRET}', login("me", "${SECRET}"), { password: '${SECRET}' }`;
  const [at] = reading.parsed;
  if (!at) throw new Error('Nothing was read.');
  const script = { ...at.script, text, clean: text };
  const facts = useFacts({ ...reading, parsed: [], textUses: [{ script, offset: 15, kind: 'call', api: 'opencti', name: 'refreshView' }] });
  expect(facts[0]?.snippet).toContain('refreshView');
  expect(JSON.stringify(facts)).not.toContain(SECRET);
});

test('leaves ordinary words as they are', () => {
  const shown = everythingOf("sforce.opencti.saveLog({ value: { entityApiName: 'Task', Subject: 'Call back', CallDisposition: 'Busy' } })");
  expect(shown).toContain("Subject: 'Call back', CallDisposition: 'Busy'");
});
