import { describe, expect, test } from '@jest/globals';
import type { Definition } from '../../src/model/assessment.ts';
import { readFile } from '../../src/parse/read-file.ts';
import { importDefinition, metadataDefinition, textAt } from '../fixtures/definitions.ts';

const read = (text: string, file = 'sample.xml') => readFile(file, Buffer.from(text, 'utf8'));

function definitionsIn(text: string, file?: string): readonly Definition[] {
  return read(text, file)?.definitions ?? [];
}

function only(text: string, file?: string): Definition {
  const [first, ...others] = definitionsIn(text, file);
  if (!first || others.length > 0) throw new Error(`There are ${first ? others.length + 1 : 0} definitions, not one.`);
  return first;
}

/** What is shown of a section or item beside its attributes as written, which have a test of their own. */
function withoutAttributes(definition: Definition): unknown[] {
  const plain = <T extends { attributes?: unknown }>(holder: T): T => {
    const copy = { ...holder };
    delete copy.attributes;
    return copy;
  };
  return definition.sections.map((section) => ({ ...plain(section), items: section.items.map((item) => plain(item)) }));
}

/** Sections and items as one table: section, name, value. */
const table = (definition: Definition): string[][] =>
  definition.sections.flatMap((section) => section.items.map((item) => [section.name, item.name, item.value]));

describe('the import format', () => {
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<callCenter>
  <section sortOrder="0" name="reqGeneralInfo" label="General Information">
    <item sortOrder="0" name="reqInternalName" label="Internal Name">SampleSoftphone</item>
    <item sortOrder="1" name="reqDisplayName" label="Display Name">Sample &amp; Co</item>
  </section>
  <section sortOrder="1" name="reqDialingOptions" label="Dialing Options">
    <item sortOrder="0" name="reqOutsidePrefix" label="Outside Prefix">007</item>
  </section>
</callCenter>
`;

  test('gives sections and items with names, labels, orders, values and places', () => {
    const definition = only(text);
    expect(definition).toMatchObject({
      file: 'sample.xml',
      line: 2,
      column: 1,
      form: 'import',
      standing: 'open-cti',
      wellFormed: true,
      internalName: 'SampleSoftphone',
      displayName: 'Sample & Co',
      customSettings: null,
      settings: [],
      fields: [],
    });
    expect(withoutAttributes(definition)).toEqual([
      {
        name: 'reqGeneralInfo',
        line: 3,
        column: 32,
        label: 'General Information',
        sortOrder: '0',
        items: [
          { name: 'reqInternalName', line: 4, column: 31, label: 'Internal Name', sortOrder: '0', value: 'SampleSoftphone' },
          { name: 'reqDisplayName', line: 5, column: 31, label: 'Display Name', sortOrder: '1', value: 'Sample & Co' },
        ],
      },
      {
        name: 'reqDialingOptions',
        line: 7,
        column: 32,
        label: 'Dialing Options',
        sortOrder: '1',
        items: [{ name: 'reqOutsidePrefix', line: 8, column: 31, label: 'Outside Prefix', sortOrder: '0', value: '007' }],
      },
    ]);
  });

  test.each([
    [
      'a default namespace',
      '<callCenter xmlns="http://soap.sforce.com/2006/04/metadata"><section name="s"><item name="a">1</item></section></callCenter>',
    ],
    ['a prefix', '<x:callCenter xmlns:x="urn:x"><x:section name="s"><x:item name="a">1</x:item></x:section></x:callCenter>'],
    ['a root in the other letter case', '<CallCenter><section name="s"><item name="a">1</item></section></CallCenter>'],
    [
      'both',
      '<CallCenter xmlns="http://soap.sforce.com/2006/04/metadata"><section name="s"><item name="a">1</item></section></CallCenter>',
    ],
    [
      'another root',
      '<callCenters><wrapper><callCenter><section name="s"><item name="a">1</item></section></callCenter></wrapper></callCenters>',
    ],
    [
      'single fields of the other format',
      '<callCenter><section name="s"><item name="a">1</item></section><version>1</version><adapterUrl>x</adapterUrl></callCenter>',
    ],
  ])('is recognised by its elements, with %s', (_, mixture) => {
    const definition = only(mixture);
    expect(definition.form).toBe('import');
    expect(table(definition)).toEqual([['s', 'a', '1']]);
  });

  test('may hold no section label, no order and no value', () => {
    expect(withoutAttributes(only('<callCenter><section name="s"><item name="a"/></section></callCenter>'))).toEqual([
      { name: 's', line: 1, column: 28, items: [{ name: 'a', line: 1, column: 43, value: '' }] },
    ]);
  });

  test('keeps every attribute as it is called, each at its place', () => {
    const text =
      '<callCenter><section sortOrder="0"\r\n  name="s" x:tabs=\'2\' xmlns:x="urn:x"><item\n\tlabel = "A &amp; B" name="a"/></section></callCenter>';
    const [section] = only(text).sections;
    const written = (holder: Definition['sections'][number] | undefined): string[][] =>
      (holder?.attributes ?? []).map(({ name, value }) => [name, value]);
    expect(written(section)).toEqual([
      ['sortOrder', '0'],
      ['name', 's'],
      ['x:tabs', '2'],
      ['xmlns:x', 'urn:x'],
    ]);
    expect(section?.items[0]?.attributes.map(({ name, value }) => [name, value])).toEqual([
      ['label', 'A & B'],
      ['name', 'a'],
    ]);
    for (const one of [section, section?.items[0]].flatMap((holder) => holder?.attributes ?? []))
      expect(textAt(text, one).startsWith(one.name)).toBe(true);
  });

  test('places a section or item without a name at its tag', () => {
    const definition = only('<callCenter>\n<section>\n  <item>1</item>\n <item name="">2</item></section></callCenter>');
    expect(definition.sections[0]).toMatchObject({ name: '', line: 2, column: 1 });
    expect(definition.sections[0]?.items).toMatchObject([
      { name: '', line: 3, column: 3, value: '1' },
      { name: '', line: 4, column: 2, value: '2' },
    ]);
  });
});

describe('the Metadata API’s format', () => {
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<CallCenter xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
    <adapterUrl>/apex/softphone</adapterUrl>
    <displayName>Sample Softphone</displayName>
    <displayNameLabel>Display Name</displayNameLabel>
    <internalNameLabel>Internal Name</internalNameLabel>
    <sections>
        <items>
            <label>Outside Prefix</label>
            <name>reqOutsidePrefix</name>
            <value>007</value>
        </items>
        <items>
            <label>Empty</label>
            <name>empty</name>
            <value xsi:nil="true"/>
        </items>
        <label>Dialing Options</label>
        <name>reqDialingOptions</name>
    </sections>
    <version>4</version>
</CallCenter>
`;

  test('gives sections, items and fields with places', () => {
    const definition = only(text, 'callCenters/SamplePhone.callCenter-meta.xml');
    expect(definition).toMatchObject({
      form: 'metadata',
      standing: 'open-cti',
      internalName: 'SamplePhone',
      displayName: 'Sample Softphone',
    });
    expect(withoutAttributes(definition)).toEqual([
      {
        name: 'reqDialingOptions',
        line: 19,
        column: 15,
        label: 'Dialing Options',
        items: [
          { name: 'reqOutsidePrefix', line: 10, column: 19, label: 'Outside Prefix', value: '007' },
          { name: 'empty', line: 15, column: 19, label: 'Empty', value: '', nil: true },
        ],
      },
    ]);
    expect(definition.fields).toEqual([
      { name: 'adapterUrl', line: 3, column: 6, value: '/apex/softphone' },
      { name: 'displayName', line: 4, column: 6, value: 'Sample Softphone' },
      { name: 'displayNameLabel', line: 5, column: 6, value: 'Display Name' },
      { name: 'internalNameLabel', line: 6, column: 6, value: 'Internal Name' },
      { name: 'version', line: 21, column: 6, value: '4' },
    ]);
    for (const field of definition.fields) expect(textAt(text, field).startsWith(field.name)).toBe(true);
  });

  test.each([
    ['a lower-case root', '<callCenter><sections><name>s</name><items><name>a</name><value>1</value></items></sections></callCenter>'],
    ['no namespace', '<CallCenter><sections><name>s</name><items><name>a</name><value>1</value></items></sections></CallCenter>'],
    [
      'prefixes',
      '<m:CallCenter xmlns:m="http://soap.sforce.com/2006/04/metadata"><m:sections><m:name>s</m:name><m:items><m:name>a</m:name><m:value>1</m:value></m:items></m:sections></m:CallCenter>',
    ],
    [
      'names that are indented',
      '<CallCenter><sections><name>\n s\n</name><items><name> a </name><value>1</value></items></sections></CallCenter>',
    ],
  ])('is recognised by its elements, with %s', (_, mixture) => {
    const definition = only(mixture);
    expect(definition.form).toBe('metadata');
    expect(table(definition)).toEqual([['s', 'a', '1']]);
    expect(textAt(mixture, definition.sections[0]?.items[0] ?? { line: 0, column: 0 })).toMatch(/^a\b/);
  });

  test.each([
    ['OpenCTI.callCenter', 'OpenCTI'],
    ['src/callCenters/OpenCTI.callCenter-meta.xml', 'OpenCTI'],
    ['OpenCTI.callCenter2', 'OpenCTI'],
    ['OpenCTI.xml', 'OpenCTI'],
    ['Open.CTI.callCenter', 'Open.CTI'],
    ['OpenCTI.resource', 'OpenCTI'],
  ])('takes its internal name from the file, as the Metadata API does: %s', (file, name) => {
    expect(only('<CallCenter><sections><name>s</name></sections></CallCenter>', file).internalName).toBe(name);
  });

  test('keeps an internal name that an item gives', () => {
    expect(only(metadataDefinition([{ name: 'reqInternalName', value: 'Other' }]), 'Sample.callCenter').internalName).toBe('Other');
  });

  test.each([
    ['true', 'nil'],
    ['1', 'nil'],
    ['false', 'not nil'],
  ])('knows xsi:nil="%s" as %s', (written, meaning) => {
    const definition = only(
      `<CallCenter><sections><name>s</name><items><name>a</name><value xsi:nil="${written}"></value></items></sections></CallCenter>`,
    );
    expect(definition.sections[0]?.items[0]).toMatchObject({ value: '' });
    expect(definition.sections[0]?.items[0]?.nil === true).toBe(meaning === 'nil');
  });

  test('may hold an item without a value element', () => {
    expect(table(only('<CallCenter><sections><name>s</name><items><name>a</name></items></sections></CallCenter>'))).toEqual([
      ['s', 'a', ''],
    ]);
  });

  test('alone by a field is recognised too', () => {
    expect(
      only('<CallCenter xmlns="http://soap.sforce.com/2006/04/metadata"><displayName>Sample</displayName></CallCenter>'),
    ).toMatchObject({
      form: 'metadata',
      displayName: 'Sample',
      sections: [],
    });
  });
});

describe('of each definition', () => {
  test('in one file, every one is read, wherever it stands', () => {
    const text = `<root><callCenter><section name="s"><item name="reqInternalName">One</item></section></callCenter>
<group><callCenter><section name="s"><item name="reqInternalName">Two</item></section></callCenter></group>
<CallCenter><sections><name>s</name><items><name>reqInternalName</name><value>Three</value></items></sections></CallCenter></root>`;
    expect(definitionsIn(text).map(({ internalName, form, line }) => [internalName, form, line])).toEqual([
      ['One', 'import', 1],
      ['Two', 'import', 2],
      ['Three', 'metadata', 3],
    ]);
  });

  test('beside one another without a root, every one is read and the file is called broken', () => {
    const reading = read('<callCenter><section name="a"/></callCenter>\n<callCenter><section name="b"/></callCenter>');
    expect(reading?.definitions.map(({ wellFormed, sections }) => [wellFormed, sections[0]?.name])).toEqual([
      [false, 'a'],
      [false, 'b'],
    ]);
    expect(reading?.problems).toMatchObject([{ code: 'not-well-formed', line: 2, column: 1 }]);
  });

  test('items outside every section are kept, in a section without a name', () => {
    const definition = only(
      '<callCenter><item name="a">1</item><section name="s"><item name="b">2</item></section><item name="c">3</item></callCenter>',
    );
    expect(table(definition)).toEqual([
      ['', 'a', '1'],
      ['s', 'b', '2'],
      ['', 'c', '3'],
    ]);
  });

  test('repeated names are kept, each at its place', () => {
    const definition = only(
      '<callCenter><section name="s">\n<item name="a">1</item>\n<item name="a">2</item></section>\n<section name="s"/></callCenter>',
    );
    expect(definition.sections.map(({ name, line }) => [name, line])).toEqual([
      ['s', 1],
      ['s', 4],
    ]);
    expect(definition.sections[0]?.items.map(({ name, value, line }) => [name, value, line])).toEqual([
      ['a', '1', 2],
      ['a', '2', 3],
    ]);
  });

  test.each(['007', '0', '1e3', '0x10', ' 1 ', 'true', 'NaN', '+49 30 123', '1,5', '9007199254740993', '', 'null'])(
    'the value “%s” comes through exactly',
    (value) => {
      expect(table(only(importDefinition([{ name: 'a', value }])))).toEqual([['reqGeneralInfo', 'a', value]]);
      expect(table(only(metadataDefinition([{ name: 'a', value }])))).toEqual([['reqGeneralInfo', 'a', value]]);
    },
  );

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])('the name %s is a name like any other', (name) => {
    const definition = only(importDefinition([{ name, value: '1' }], name));
    expect(table(definition)).toEqual([[name, name, '1']]);
    expect(table(only(metadataDefinition([{ name, value: '1' }])))).toEqual([['reqGeneralInfo', name, '1']]);
  });

  test('elements with such names are passed over', () => {
    expect(table(only('<callCenter><__proto__/><section name="s"><constructor/><item name="a">1</item></section></callCenter>'))).toEqual([
      ['s', 'a', '1'],
    ]);
  });
});

describe('what it is for', () => {
  const inSection = (item: string): string => `<callCenter><section name="reqGeneralInfo">\n${item}</section></callCenter>`;

  test.each([
    [
      'the section reqHvcc',
      '<callCenter>\n<section name="reqHvcc"><item name="a">1</item></section></callCenter>',
      'section reqHvcc, line 2',
    ],
    ['the item reqVendorInfoApiName', inSection('<item name="reqVendorInfoApiName">Sample</item>'), 'item reqVendorInfoApiName, line 2'],
    [
      'contactCenterChannels',
      '<CallCenter>\n<contactCenterChannels><channel>x</channel></contactCenterChannels></CallCenter>',
      'contactCenterChannels, line 2',
    ],
    [
      'a setting SCVBYOT',
      '<CallCenter><customSettings>\n{"reqCallCenterType":"SCVBYOT"}</customSettings></CallCenter>',
      'setting reqCallCenterType SCVBYOT, line 2',
    ],
    [
      'a setting scvbyoa',
      '<CallCenter><customSettings>\n{"reqCallCenterType":" scvbyoa "}</customSettings></CallCenter>',
      'setting reqCallCenterType scvbyoa, line 2',
    ],
  ])('is Voice by %s', (_, text, evidence) => {
    expect(only(text)).toMatchObject({ standing: 'voice', standingEvidence: evidence });
  });

  test.each([
    ['reqProgId and no reqUseApi', '<item name="reqProgId">Sample.Adapter.1</item>'],
    ['reqProgId and reqUseApi false', '<item name="reqProgId">Sample.Adapter.1</item><item name="reqUseApi">false</item>'],
    ['reqProgId and reqUseApi empty', '<item name="reqProgId">Sample.Adapter.1</item><item name="reqUseApi"/>'],
  ])('is the CTI Toolkit by %s', (_, items) => {
    expect(only(inSection(items))).toMatchObject({ standing: 'cti-toolkit' });
  });

  test.each([
    ['reqUseApi', '<item name="reqUseApi">true</item>'],
    ['reqUseApi beside reqProgId', '<item name="reqProgId">Sample.Adapter.1</item><item name="reqUseApi"> True </item>'],
    ['nothing that says otherwise', '<item name="a">SCVBYOT contactCenterChannels reqHvcc</item>'],
    ['a call center type of another kind', '<item name="reqCallCenterType">Other</item>'],
  ])('is Open CTI by %s', (_, items) => {
    expect(only(inSection(items)).standing).toBe('open-cti');
  });
});

describe('of a broken definition', () => {
  test('the items around a placeholder are read, and its own value as it is written', () => {
    const text = `<callCenter>
  <section sortOrder="0" name="reqGeneralInfo" label="General">
    <item sortOrder="0" name="reqInternalName" label="Name">Sample</item>
    <item sortOrder="1" name="reqAdapterUrl" label="URL">https://<your domain>/agent</item>
    <item sortOrder="2" name="reqUseApi" label="API">true</item>
  </section>
  <section sortOrder="1" name="reqDialingOptions" label="Dialing">
    <item sortOrder="0" name="reqOutsidePrefix" label="Prefix">9</item>
  </section>
</callCenter>`;
    const definition = only(text);
    expect(definition.wellFormed).toBe(false);
    expect(table(definition)).toEqual([
      ['reqGeneralInfo', 'reqInternalName', 'Sample'],
      ['reqGeneralInfo', 'reqAdapterUrl', 'https://<your domain>/agent'],
      ['reqGeneralInfo', 'reqUseApi', 'true'],
      ['reqDialingOptions', 'reqOutsidePrefix', '9'],
    ]);
    expect(definition.sections[0]?.items.map((item) => item.recovered === true)).toEqual([false, true, false]);
    for (const section of definition.sections)
      for (const item of section.items) expect(textAt(text, item).startsWith(item.name)).toBe(true);
    expect(read(text)?.problems).toMatchObject([{ code: 'not-well-formed', effect: 'lost', file: 'sample.xml', line: 4 }]);
    expect(read(text)?.problems[0]?.detail).toMatch(/4 items/);
  });

  test('an item that is never closed keeps its own value and does not swallow the next', () => {
    const definition = only(
      '<callCenter><section name="s"><item name="a">1\n<item name="b">2</item>\n<item name="c">3</item></section></callCenter>',
    );
    expect(table(definition)).toEqual([
      ['s', 'a', '1'],
      ['s', 'b', '2'],
      ['s', 'c', '3'],
    ]);
  });

  test('a section that is never closed does not swallow the next', () => {
    const definition = only(
      '<callCenter><section name="s"><item name="a">1</item>\n<section name="t"><item name="b">2</item></section></callCenter>',
    );
    expect(table(definition)).toEqual([
      ['s', 'a', '1'],
      ['t', 'b', '2'],
    ]);
  });

  test('Metadata items that are never closed are each read', () => {
    const definition = only(
      '<CallCenter><sections><items><label>A</label><name>a</name><value>1</value>\n<items><name>b</name><value>2</value></items><name>s</name></sections></CallCenter>',
    );
    expect(definition.sections[0]?.items.map(({ name, value }) => [name, value])).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]);
  });

  test.each([
    [
      'in a value',
      '<callCenter><section name="s"><item name="a">1</item><item name="b">2',
      [
        ['s', 'a', '1'],
        ['s', 'b', '2'],
      ],
    ],
    ['in a tag', '<callCenter><section name="s"><item name="a">1</item><item nam', [['s', 'a', '1']]],
    ['in an end tag', '<callCenter><section name="s"><item name="a">1</ite', [['s', 'a', '1']]],
    ['in a comment', '<callCenter><section name="s"><item name="a">1</item><!-- <item name="b">2</item>', [['s', 'a', '1']]],
    ['before the first item', '<callCenter>', []],
  ])('that is cut off %s, what stands before is read', (_, text, items) => {
    const definition = only(text);
    expect(table(definition).map(([section, name, value]) => [section, name, value?.replace(/<.*/, '')])).toEqual(items);
    expect(definition.wellFormed).toBe(false);
  });

  test('other markup inside a value is kept as it is written', () => {
    const definition = only('<callCenter><section name="s"><item name="a"><b>1</b> &amp; 2</item></section></callCenter>');
    expect(definition.sections[0]?.items[0]).toMatchObject({ value: '<b>1</b> &amp; 2', recovered: true });
    expect(definition.wellFormed).toBe(true);
  });
});

describe('a file that is no definition', () => {
  test.each([
    [
      'a manifest',
      'package.xml',
      '<Package xmlns="http://soap.sforce.com/2006/04/metadata"><types><members>*</members><name>CallCenter</name></types></Package>',
    ],
    [
      'a profile',
      'Admin.profile',
      '<Profile xmlns="http://soap.sforce.com/2006/04/metadata"><userPermissions><name>ManageCallCenters</name></userPermissions></Profile>',
    ],
    [
      'a routing map',
      'Sample.callCenterRoutingMap',
      '<CallCenterRoutingMap xmlns="http://soap.sforce.com/2006/04/metadata"><callCenter>Sample</callCenter></CallCenterRoutingMap>',
    ],
    [
      'a contact center in the Metadata API',
      'Sample.conversationVendorInfo',
      '<ConversationVendorInfo xmlns="http://soap.sforce.com/2006/04/metadata"><masterLabel>Call Center</masterLabel></ConversationVendorInfo>',
    ],
    [
      'a layout that names one',
      'a.layout',
      '<Layout xmlns="http://soap.sforce.com/2006/04/metadata"><field>callCenter__c</field></Layout>',
    ],
    ['a note', 'notes.txt', 'The call center moves in May.'],
    ['something else', 'a.xml', '<a/>'],
  ])('but merely speaks of call centers is passed over in silence: %s', (_, file, text) => {
    expect(read(text, file)).toBeNull();
  });

  test.each([
    [
      'properties of a contact center',
      '<ContactCenterDefinition><property name="reqInternalName">Sample</property></ContactCenterDefinition>',
    ],
    ['properties of a call center', '<callCenterDefinition><property name="a" value="1"/></callCenterDefinition>'],
    ['a name and a version', '<Adapter><InternalName>Sample</InternalName><CTIVersion>4.0</CTIVersion></Adapter>'],
    ['a call center of another make', '<callCenter><agents><agent>1</agent></agents></callCenter>'],
    [
      'a call center of another make in Salesforce’s namespace',
      '<CallCenter xmlns="http://soap.sforce.com/2006/04/metadata"><agents/></CallCenter>',
    ],
    ['British spelling', '<call-centre><agent/></call-centre>'],
  ])('but poses as one is named as not Salesforce’s, and nothing of it is read: %s', (_, text) => {
    const reading = read(`<?xml version="1.0"?>\n${text}`);
    expect(reading?.definitions).toEqual([]);
    expect(reading?.record.content).toBe('not-salesforce-format');
    expect(reading?.problems).toMatchObject([{ code: 'not-salesforce-format', effect: 'note', line: 2, column: 1 }]);
  });
});

describe('a file that mixes both forms loses nothing', () => {
  const items = (text: string) =>
    read(text)?.definitions.flatMap((one) =>
      one.sections.flatMap((section) => section.items.map((item) => `${section.name}/${item.name}=${item.value}`)),
    );
  const importSection = '<section name="a"><item name="one">1</item></section>';
  const metadataSection =
    '<sections><items><label>L</label><name>two</name><value>2</value></items><label>B</label><name>b</name></sections>';

  test.each([
    ['a section beside sections', `<callCenter>${importSection}${metadataSection}</callCenter>`, ['a/one=1', 'b/two=2']],
    ['sections beside a section', `<CallCenter>${metadataSection}${importSection}</CallCenter>`, ['b/two=2', 'a/one=1']],
    [
      'a section with items',
      '<callCenter><section name="a"><items><name>two</name><value>2</value></items></section></callCenter>',
      ['a/two=2'],
    ],
    ['sections with an item', '<CallCenter><sections><name>b</name><item name="one">1</item></sections></CallCenter>', ['b/one=1']],
    [
      'an item with child elements',
      '<callCenter><section name="a"><item><name>three</name><value>3</value></item></section></callCenter>',
      ['a/three=3'],
    ],
  ])('%s', (_, text, expected) => {
    expect(items(text)).toEqual(expected);
  });

  test('fields of the Metadata API in the import form', () => {
    const definition = read(`<callCenter><adapterUrl>/apex/a</adapterUrl><displayName>D</displayName>${importSection}</callCenter>`)
      ?.definitions[0];
    expect(definition).toMatchObject({
      form: 'import',
      displayName: 'D',
      fields: [
        { name: 'adapterUrl', value: '/apex/a' },
        { name: 'displayName', value: 'D' },
      ],
    });
  });

  test('a second customSettings', () => {
    const definition = read(
      `<CallCenter><customSettings>{"a":"1"}</customSettings><customSettings>{"b":</customSettings>${metadataSection}</CallCenter>`,
    )?.definitions[0];
    expect(definition?.settings.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(definition?.customSettings?.valid).toBe(false);
  });
});

test('an element that belongs to neither form is named', () => {
  const reading = read('<callCenter>\n<section name="a"><foo name="x">text</foo></section></callCenter>');
  expect(reading?.problems).toMatchObject([{ code: 'unknown-element', effect: 'note', line: 2, column: 19 }]);
});

describe('made-up formats inside something larger are named', () => {
  test.each([
    ['a call center below another root', '<config><telephony><callCenter><queue>x</queue></callCenter></telephony></config>'],
    [
      'a record of the SOAP API',
      '<e:Envelope xmlns:e="e" xmlns:xsi="x"><records xsi:type="sf:CallCenter"><Name>x</Name></records></e:Envelope>',
    ],
  ])('%s', (_, text) => {
    expect(read(text)).toMatchObject({ definitions: [], problems: [{ code: 'not-salesforce-format' }] });
  });

  test('other metadata that names a call center in plain text stays silent', () => {
    expect(
      read('<CallCenterRoutingMap xmlns="http://soap.sforce.com/2006/04/metadata"><callCenter>A</callCenter></CallCenterRoutingMap>'),
    ).toBeNull();
  });
});
