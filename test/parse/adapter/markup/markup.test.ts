import { expect, test } from '@jest/globals';
import { readSourceFile } from '../../../../src/parse/adapter/read-source.ts';
import type { SourceReading } from '../../../../src/parse/adapter/reading.ts';

function read(path: string, text: string): SourceReading {
  const [reading, ...others] = readSourceFile(path, Buffer.from(text));
  expect(others).toEqual([]);
  if (!reading) throw new Error('nothing was read');
  return reading;
}

/** Facts as `name line:column`. */
const facts = (path: string, text: string): string[] => read(path, text).facts.map(({ name, line, column }) => `${name} ${line}:${column}`);

/** Where a word stands in a text, by another way of counting. */
function at(text: string, word: string): string {
  const before = text.slice(0, text.indexOf(word)).split('\n');
  return `${before.length}:${(before.at(-1) ?? '').length + 1}`;
}

/** Where the first script of a file says that a word of it stands. */
function placeOf(reading: SourceReading, word: string): string {
  for (const script of reading.scripts) {
    const at = script.text.indexOf(word);
    if (at < 0) continue;
    expect(script.clean.slice(at, at + word.length)).toBe(word);
    const { line, column } = script.place(at);
    return `${line}:${column}`;
  }
  return 'none';
}

test.each([
  ['script', '<script src="/support/api/57.0/lightning/opencti_min.js"></script>', 'opencti_min.js@57.0'],
  [
    'script with an absolute address',
    '<script src="https://na1.salesforce.com/support/api/31.0/interaction.js"></script>',
    'interaction.js@31.0',
  ],
  [
    'script with a host to be filled in',
    '<script src="<salesforce-domain>/support/api/40.0/interaction.js"></script>',
    'interaction.js@40.0',
  ],
  ['script of the console', "<script\n  src='/support/console/44.0/integration.js'>\n</script>", 'integration.js@44.0'],
  ['apex:includeScript', '<apex:includeScript value="/support/api/25.0/interaction.js"/>', 'interaction.js@25.0'],
  [
    'ltng:require',
    '<ltng:require scripts="/resource/x/a.js,/support/api/61.0/lightning/opencti_min.js" afterScriptsLoaded="{!c.go}"/>',
    'opencti_min.js@61.0',
  ],
  [
    'ltng:require that joins',
    "<ltng:require scripts=\"{!join(',', $Resource.a, '/support/api/50/lightning/opencti.js')}\"/>",
    'opencti.js@50.0',
  ],
  ['an address with a merge field for its version', '<script src="/support/api/{!version}/lightning/opencti.js"/>', 'opencti.js@*'],
  ['a copy of the library under its own name', '<script src="vendor/opencti_min.js"></script>', 'opencti_min.js@*'],
  ['an address with references', '<script src="&#47;support&#x2f;api/40.0/interaction.js"></script>', 'interaction.js@40.0'],
])('a library is found in %s', (_, text, expected) => {
  expect(facts('pages/Phone.page', text)).toEqual([`${expected} ${at(text, expected.replace(/@.*/, ''))}`]);
});

test('a library that is commented out, or is a style sheet, is none', () => {
  expect(
    facts(
      'a.html',
      '<!-- <script src="/support/api/40.0/interaction.js"></script> -->\n<link rel="stylesheet" href="/support/api/40.0/interaction.js.css">',
    ),
  ).toEqual([]);
});

test('scripts of common names count as libraries only under the path of Salesforce', () => {
  expect(
    facts(
      'a.html',
      '<script src="js/integration.js"></script><script src="js/interaction.js"></script><script src="opencti.js"></script><support:clickToDial/>',
    ),
  ).toEqual([expect.stringContaining('support:clickToDial')]);
});

test('two libraries in one attribute are both found, and the fact says what stands there', () => {
  const reading = read(
    'a.cmp',
    '<aura:component><ltng:require scripts="/support/api/40.0/interaction.js,/support/console/41.0/integration.js"/></aura:component>',
  );
  expect(reading.facts.map(({ name, traits }) => [name, traits?.version])).toEqual([
    ['interaction.js@40.0', '40.0'],
    ['integration.js@41.0', '41.0'],
  ]);
  expect(reading.facts[0]).toMatchObject({
    kind: 'script-load',
    api: 'library',
    definition: '',
    standing: 'open-cti',
    form: 'source',
    confidence: 'exact',
    file: 'a.cmp',
  });
});

test('components for click-to-dial are found under Salesforce’s spelling, with their attributes', () => {
  const reading = read('a.cmp', '<aura:component>\n  <LIGHTNING:clickToDial value="1" recordId="{!v.id}" params="x"/>\n</aura:component>');
  expect(reading.facts).toEqual([
    expect.objectContaining({
      kind: 'component',
      api: 'component',
      name: 'lightning:clickToDial',
      line: 2,
      column: 4,
      traits: { attributes: 'value recordId params' },
    }),
  ]);
  expect(facts('lwc/a/a.html', '<template><lightning-click-to-dial value={phone}></lightning-click-to-dial></template>')).toEqual([
    'lightning-click-to-dial 1:12',
  ]);
  expect(facts('a.page', '<apex:page><support:clickToDial number="{!n}" entityId="{!i}"/></apex:page>')).toEqual([
    'support:clickToDial 1:13',
  ]);
});

test('scripts of a page are read with their places, in blocks, event attributes and addresses', () => {
  const text = [
    '<apex:page>\r',
    '<script>\r',
    '  var id = "{!Case.Id}"; sforce.opencti.saveLog({});\r',
    '</script>\r',
    '<a onclick="if (a &amp;&amp; b) sforce.opencti.screenPop({type: &quot;sobject&quot;})" href="javascript:sforce.opencti.enableClickToDial()">x</a>\r',
    '</apex:page>',
  ].join('\n');
  const reading = read('pages/Phone.page', text);
  expect(reading.scripts.map(({ form, page, language }) => [form, page, language])).toEqual([
    ['block', 'pages/Phone.page', 'javascript'],
    ['attribute', 'pages/Phone.page', 'javascript'],
    ['attribute', 'pages/Phone.page', 'javascript'],
  ]);
  expect(placeOf(reading, 'saveLog')).toBe(at(text, 'saveLog'));
  expect(placeOf(reading, 'screenPop')).toBe(at(text, 'screenPop'));
  expect(placeOf(reading, 'enableClickToDial')).toBe(at(text, 'enableClickToDial'));
  expect(reading.scripts[1]?.text).toContain('a && b');
  expect(reading.pages).toEqual([{ file: 'pages/Phone.page', name: 'Phone', kind: 'visualforce' }]);
});

test.each([
  ['', true],
  ['type="text/javascript"', true],
  ['type="module"', true],
  ['type="text/babel"', true],
  ['language="JavaScript"', true],
  ['type="application/ecmascript"', true],
  ['type="text/template"', false],
  ['type="text/x-handlebars-template"', false],
  ['type="application/json"', false],
  ['type="text/plain"', false],
  ['language="VBScript"', false],
])('a script element with %s is script: %s', (attributes, expected) => {
  const scripts = read('a.html', `<script ${attributes}>sforce.opencti.runApex({});</script>`).scripts;
  expect(scripts).toHaveLength(expected ? 1 : 0);
});

test('handlers that are bound to a component are no script', () => {
  expect(
    read('a.cmp', '<aura:component><lightning:clickToDial/><div onclick="{!c.go}" onkeyup="{! c.go }"/></aura:component>').scripts,
  ).toEqual([]);
  expect(
    read('a.html', '<template><lightning-click-to-dial></lightning-click-to-dial><p onclick={go} once="yes"></p></template>').scripts,
  ).toEqual([]);
});

test.each([
  ['a.html', '<script>CALL</script>'],
  ['a.htm', '<body><script>CALL</script>'],
  ['a.xhtml', '<html><script>//<![CDATA[\nCALL\n//]]></script></html>'],
  ['a.asp', '<% Dim x %><script>CALL</script>'],
  ['a.aspx', '<%@ Page Language="C#" %><script>CALL</script>'],
  ['a.jsp', '<c:if test="${a > b}"><script>var x = ${a}; CALL</script></c:if>'],
  ['a.php', '<?php if ($a > "<script>") { ?><script>CALL</script><?php } ?>'],
  ['a.cshtml', '@model X\n<script>CALL</script>'],
  ['a.erb', '<script src="<%= "a>b" %>"></script><script>CALL</script>'],
  ['a.ejs', '<script>var x = <%- json %>; CALL</script>'],
  ['a.hbs', '<p title="{{t "x>y"}}">{{#if a}}</p><script>CALL</script>{{/if}}'],
  ['a.vue', '<template><p>{{ a }}</p></template><script lang="ts">CALL</script>'],
  ['a.svelte', '<script>CALL</script>{#if a}<p/>{/if}'],
  ['a.page', '<apex:page><script>CALL</script></apex:page>'],
  ['a.component', '<apex:component><script>CALL</script></apex:component>'],
  ['a.vfp', 'CALL'],
  ['a.vf', 'else if (x) { CALL }'],
  ['a.cmp', '<aura:component><script>CALL</script></aura:component>'],
  ['a.app', '<aura:application><script>CALL</script></aura:application>'],
  ['a.resource', '<!DOCTYPE html><html><script>CALL</script></html>'],
  ['a.inc', '<apex:page><script>CALL</script></apex:page>'],
  ['noending', '<html><body><script>CALL</script>'],
])('%s is read as markup', (path, text) => {
  const reading = read(`src/${path}`, text.replace('CALL', 'sforce.opencti.screenPop({});'));
  expect(reading.content).toBe('adapter');
  expect(placeOf(reading, 'screenPop')).not.toBe('none');
});

test.each([
  ['a.page', '<apex:iframe src="{!IF(a, "<script>", "b>c")}"/><script>CALL</script>'],
  ['a.erb', '<a title="<%= "<script>" %>">x</a><script>CALL</script>'],
  ['a.php', '<?php echo "<script>"; ?><script>CALL</script>'],
  ['a.php', '<?php if ($a > 1) echo "<script>"; ?><script>CALL</script>'],
  ['a.erb', '<p><% a = "<script>" %></p><script>CALL</script>'],
  ['a.component', '<p>{!IF(a, "<script>", "")}</p><script>CALL</script>'],
  ['a.hbs', '<a title="{{t "<b"}}">x</a><script>CALL</script>'],
])('quotes and brackets of a merge field or tag do not mislead the reading of %s', (path, text) => {
  const call = 'sforce.opencti.screenPop({});';
  expect(read(path, text.replace('CALL', call)).scripts.map((script) => script.text)).toEqual([call]);
});

test('half a page gives what it holds', () => {
  expect(placeOf(read('a.page', '<apex:page><div class="x><script>'), 'none')).toBe('none');
  const reading = read('a.html', 'rest of a tag"></div>\n<script>\nsforce.opencti.screenPop({ type: ');
  expect(placeOf(reading, 'screenPop')).toBe('3:16');
});

test('a script element that closes itself holds nothing of what follows', () => {
  const reading = read(
    'a.page',
    '<apex:page><script src="/support/api/40.0/interaction.js"/><p>text</p><script>sforce.interaction.isInConsole(f);</script></apex:page>',
  );
  expect(reading.scripts).toHaveLength(1);
  expect(placeOf(reading, 'isInConsole')).not.toBe('none');
});

test('script in a comment of markup is no script, and calls that only stand there are told', () => {
  const reading = read(
    'a.html',
    '<p>x</p>\n<!-- <script>sforce.opencti.screenPop({}); sforce.opencti.saveLog({});</script> -->\n<script>// sforce.opencti.runApex({})\n</script>',
  );
  expect(reading.facts).toEqual([expect.objectContaining({ kind: 'check', name: 'commented-adapter', line: 2, words: { count: '3' } })]);
  expect(reading.scripts.every(({ text }) => !text.includes('screenPop'))).toBe(true);
});

test('a conditional comment is markup for some browsers', () => {
  const reading = read(
    'a.html',
    '<!--[if lt IE 9]>\n<script src="https://cdn.example.com/shim.js"></script>\n<![endif]--><script>sforce.opencti.screenPop({})</script>',
  );
  expect(reading.contacts).toEqual([expect.objectContaining({ host: 'cdn.example.com', line: 2 })]);
});

test('static resources and local scripts that a page loads are listed', () => {
  const reading = read(
    'a.page',
    [
      '<apex:page>',
      '<script src="{!URLFOR($Resource.phoneLib)}"></script>',
      '<apex:includeScript value="{!URLFOR($Resource.bundle, \'js/phone.js\')}"/>',
      '<script src="{!$Resource.bundle}/js/b.js"></script>',
      '<script src="/resource/1234567/other/c.js"></script>',
      '<script src="scripts/d.js?v=2"></script>',
      '<script>sforce.opencti.screenPop({})</script>',
      '</apex:page>',
    ].join('\n'),
  );
  expect(reading.resourceIncludes?.map(({ name, member, line, column }) => [name, member, line, column])).toEqual([
    ['phoneLib', undefined, 2, 33],
    ['bundle', 'js/phone.js', 3, 47],
    ['bundle', 'js/b.js', 4, 26],
    ['other', 'c.js', 5, 32],
  ]);
  expect(reading.localScripts?.map(({ path, line, column }) => [path, line, column])).toEqual([['scripts/d.js', 6, 14]]);
});

test('contacts are systems outside, with their addresses masked', () => {
  const reading = read(
    'a.page',
    [
      '<apex:page>',
      '<apex:iframe src="https://phone.example.com:8443/app?user=anna&amp;password=hunter22"/>',
      '<iframe src="{!settings.Base_Url__c}{!settings.Login__c}&phone_pass={!pw}"></iframe>',
      '<script src="//cdn.example.com/sdk.js"></script>',
      '<form action="https://form.example.com/send"></form>',
      '<audio src="wss://audio.example.com/x"></audio>',
      '<a href="https://anna:hunter22@help.example.com/#top">x</a>',
      '<img src="https://img.example.com/p.png"/>',
      '<script src="/support/api/40.0/interaction.js"></script>',
      '<script src="https://na1.salesforce.com/support/api/40.0/interaction.js"></script>',
      '<iframe src="/apex/Other"></iframe><iframe src="{!$Page.Other}"></iframe><iframe src="{!URLFOR($Resource.x)}"></iframe>',
      '<iframe src="https://acme.my.salesforce.com/x"></iframe><iframe src="https://acme.lightning.force.com/x"></iframe>',
      '<link rel="stylesheet" href="https://css.example.com/a.css"/><a href="{!url}">y</a><a href="/x">z</a>',
      '<script src="{!$Resource.jquery}"></script><a href="http://www.w3.org/x">z</a>',
      '<!-- <iframe src="https://old.example.com"></iframe> -->',
      '</apex:page>',
    ].join('\n'),
  );
  expect(
    reading.contacts.map(({ means, host, address, line, column, confidence }) => [means, host, address, `${line}:${column}`, confidence]),
  ).toEqual([
    ['iframe', 'phone.example.com:8443', 'https://phone.example.com:8443/app', '2:19', 'exact'],
    ['iframe', null, '{!settings.Base_Url__c}{!settings.Login__c}', '3:14', 'dynamic'],
    ['script', 'cdn.example.com', '//cdn.example.com/sdk.js', '4:14', 'exact'],
    ['form', 'form.example.com', 'https://form.example.com/send', '5:15', 'exact'],
    ['audio', 'audio.example.com', 'wss://audio.example.com/x', '6:13', 'exact'],
    ['link', 'help.example.com', 'https://[masked]@help.example.com/', '7:10', 'exact'],
    ['image', 'img.example.com', 'https://img.example.com/p.png', '8:11', 'exact'],
  ]);
  expect(JSON.stringify(reading.contacts)).not.toContain('hunter22');
});

test('addresses that a server makes count for frames and not for scripts', () => {
  const reading = read(
    'a.erb',
    '<script src="<%= root %>/a.js"></script><iframe src="<%= phone_url %>"></iframe><script src="/support/api/40.0/interaction.js"></script>',
  );
  expect(reading.contacts.map(({ means, expression, confidence }) => [means, expression, confidence])).toEqual([
    ['iframe', '<%= phone_url %>', 'dynamic'],
  ]);
});

test('hostile markup is read quickly', () => {
  for (const part of [
    '<a ',
    '<a b="',
    '<!--',
    '<![CDATA[',
    '<script>',
    '</script',
    '{!',
    '<% ',
    '<!--[if ',
    '<b><i>',
    '&#x41;',
    '<iframe src="https://a',
  ]) {
    expect(readSourceFile('a.page', Buffer.from(`sforce.opencti.x()${part.repeat(100_000)}`))).toHaveLength(1);
  }
});
