import { expect, test } from '@jest/globals';
import { readSourceFile } from '../../../../src/parse/adapter/read-source.ts';

const NAMESPACE = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const read = (path: string, text: string): ReturnType<typeof readSourceFile> => readSourceFile(path, Buffer.from(text));

test.each([
  ['opencti:softPhone', '3:16'],
  ['markup://opencti:softPhone', '3:25'],
])('the softphone of a utility bar is found as %s', (name, place) => {
  const [reading] = read(
    'flexipages/Bar.flexipage-meta.xml',
    `<?xml version="1.0"?>\n<FlexiPage ${NAMESPACE}>\n<componentName>${name}</componentName>\n</FlexiPage>`,
  );
  expect(reading?.content).toBe('metadata');
  expect(reading?.facts.map((fact) => [fact.kind, fact.name, `${fact.line}:${fact.column}`])).toEqual([
    ['component', 'opencti:softPhone', place],
  ]);
});

test('a Voice extension, whose prefix is the same, is nothing', () => {
  expect(
    read(
      'flexipages/Voice.flexipage',
      `<FlexiPage ${NAMESPACE}><template><name>opencti:defaultVoiceExtensionTemplate</name></template></FlexiPage>`,
    ),
  ).toEqual([]);
});

test('canvas locations of a connected app are found, and others are not', () => {
  const [reading] = read(
    'connectedApps/Phone.connectedApp',
    `<ConnectedApp ${NAMESPACE}><canvasConfig>\n<locations>OpenCTI</locations><locations>Visualforce</locations>\n<locations>ServiceDesk</locations></canvasConfig></ConnectedApp>`,
  );
  expect(reading?.facts.map((fact) => [fact.api, fact.name, fact.line, fact.column])).toEqual([
    ['canvas', 'OpenCTI', 2, 12],
    ['canvas', 'ServiceDesk', 3, 12],
  ]);
});

test.each([
  [
    'cspTrustedSites/P.cspTrustedSite-meta.xml',
    'CspTrustedSite',
    'endpointUrl',
    'https://phone.example.com',
    'csp-trusted-site',
    'https://phone.example.com',
  ],
  [
    'remoteSiteSettings/P.remoteSite',
    'RemoteSiteSetting',
    'url',
    'https://api.example.com:8443/v1',
    'remote-site',
    'https://api.example.com:8443/v1',
  ],
  [
    'corsWhitelistOrigins/P.corsWhitelistOrigin',
    'CorsWhitelistOrigin',
    'urlPattern',
    'https://*.example.com',
    'cors-origin',
    'https://*.example.com',
  ],
  [
    'applications/P.app-meta.xml',
    'CustomApplication',
    'whitelistedDomains',
    'phone.example.com:8443',
    'console-domain',
    'phone.example.com:8443',
  ],
])('%s allows a host', (path, root, element, value, means, address) => {
  const [reading] = read(path, `<${root} ${NAMESPACE}>\n  <${element}> ${value} </${element}>\n</${root}>`);
  expect(reading?.content).toBe('metadata');
  expect(reading?.contacts).toEqual([
    expect.objectContaining({
      means,
      direction: 'allowed',
      address,
      host: address.replace(/^https:\/\//, '').replace(/\/.*$/, ''),
      line: 2,
      column: element.length + 6,
    }),
  ]);
});

test('hosts of Salesforce’s own are not outside', () => {
  const [reading] = read(
    'remoteSiteSettings/Own.remoteSite',
    `<RemoteSiteSetting ${NAMESPACE}><url>https://acme.my.salesforce.com</url></RemoteSiteSetting>`,
  );
  expect(reading?.contacts).toEqual([]);
});

test('the script of a custom button is read out of its XML, with the places of the file', () => {
  const text = [
    `<CustomObject ${NAMESPACE}>`,
    '<webLinks><fullName>Pop</fullName><linkType>javascript</linkType>',
    '<url>{!REQUIRESCRIPT(&quot;/support/console/30.0/integration.js&quot;)}',
    'if (a &lt; 1 &amp;&amp; b) { sforce.console.openPrimaryTab(null, &apos;/{!Case.Id}&apos;); }</url></webLinks>',
    '<webLinks><fullName>Link</fullName><linkType>url</linkType><url>/a?sforce.opencti.x</url></webLinks>',
    '</CustomObject>',
  ].join('\n');
  const [reading] = read('objects/Case.object', text);
  expect(reading?.content).toBe('adapter');
  expect(reading?.facts.map((fact) => [fact.name, fact.line, fact.column])).toEqual([
    ['integration.js@30.0', 3, (text.split('\n')[2] ?? '').indexOf('integration.js') + 1],
  ]);
  expect(reading?.scripts).toHaveLength(1);
  const script = reading?.scripts[0];
  const at = script?.text.indexOf('openPrimaryTab') ?? -1;
  expect(script?.place(at)).toEqual({ line: 4, column: (text.split('\n')[3] ?? '').indexOf('openPrimaryTab') + 1 });
  expect(script?.clean).toContain("if (a < 1 && b) { sforce.console.openPrimaryTab(null, '/{!Case.Id}'); }");
  expect(script?.page).toBeNull();
});

test('a button whose address is script counts without its type', () => {
  const [reading] = read(
    'webLinks/Pop.webLink-meta.xml',
    `<WebLink ${NAMESPACE}>\n<url>javascript:sforce.opencti.screenPop({})</url></WebLink>`,
  );
  expect(reading?.scripts.map(({ text }) => text)).toEqual(['sforce.opencti.screenPop({})']);
  expect(reading?.scripts[0]?.place(0)).toEqual({ line: 2, column: 17 });
});

test('markup that is kept inside XML is read as markup', () => {
  const [reading] = read(
    'homePageComponents/Phone.homePageComponent',
    `<HomePageComponent ${NAMESPACE}>\n<body>&lt;script src=&quot;/support/api/30.0/interaction.js&quot;&gt;&lt;/script&gt;\n&lt;script&gt;sforce.interaction.isInConsole(f)&lt;/script&gt;</body></HomePageComponent>`,
  );
  expect(reading?.facts.map((fact) => [fact.name, fact.line, fact.column])).toEqual([
    ['interaction.js@30.0', 2, '<body>&lt;script src=&quot;/support/api/30.0/'.length + 1],
  ]);
  expect(reading?.scripts[0]?.place(19)).toEqual({ line: 3, column: 34 });
});

test('other metadata that speaks of Open CTI is a mention, and the rest is nothing', () => {
  expect(
    read('profiles/Admin.profile', `<Profile ${NAMESPACE}><description>sforce.opencti</description></Profile>`).map(
      ({ content }) => content,
    ),
  ).toEqual(['mention']);
  expect(read('profiles/Admin.profile', `<Profile ${NAMESPACE}/>`)).toEqual([]);
  expect(
    read('applications/Sales.app', `<CustomApplication ${NAMESPACE}><label>Sales</label></CustomApplication>`).flatMap(
      ({ contacts }) => contacts,
    ),
  ).toEqual([]);
});

test('broken XML gives what it holds', () => {
  const [reading] = read('flexipages/Bar.flexipage', `<FlexiPage ${NAMESPACE}><a><componentName>opencti:softPhone</componentName>`);
  expect(reading?.facts).toHaveLength(1);
});
