import { expect, test } from '@jest/globals';
import { libraryCopy } from '../../../src/parse/adapter/library-copy.ts';
import { readSourceFile } from '../../../src/parse/adapter/read-source.ts';

const METHODS = [
  'setSoftphonePanelVisibility',
  'isSoftphonePanelVisible',
  'screenPop',
  'searchAndScreenPop',
  'getAppViewInfo',
  'saveLog',
  'setSoftphoneItemLabel',
  'setSoftphonePanelHeight',
  'setSoftphonePanelWidth',
  'getCallCenterSettings',
  'onClickToDial',
  'enableClickToDial',
  'disableClickToDial',
  'runApex',
];

/** Made up, with the marks that the library has. */
const LIGHTNING = [
  'window.sforce = window.sforce || {};',
  'sforce.opencti = load(1);',
  'sforce.opencti.initialize();',
  'var config = { API_VERSION: 50, API_TYPE: "opencti", sfdcIframeOrigin: null };',
  'var api = { SCREENPOP_TYPE: { URL: "url" },',
  ...METHODS.map((name) => `  ${name}: function ${name}(args) { invokeApiCall('${name}', args); },`),
  '};',
].join('\n');

const CLASSIC = [
  '/* Interaction Toolkit 31.0 */',
  'sforce.interaction = (function() {',
  '  var frameOrigin = params["sfdcIFrameOrigin"], nonce = params.nonce;',
  '  // sforce.interaction.saveLog("Account", "Name=a");',
  '  function send(m) { window.parent.postMessage(m, frameOrigin); }',
  '  return {',
  ...['isInConsole', 'screenPop', 'searchAndScreenPop', 'getPageInfo', 'saveLog', 'runApex', 'setVisible', 'isVisible'].map(
    (name) => `    ${name} : function (c) { send('${name}'); },`,
  ),
  '  }; })();',
  'sforce.interaction.initialize();',
].join('\n');

test('copies of the libraries are told, with their version', () => {
  expect(libraryCopy(LIGHTNING)).toEqual({ library: 'opencti', version: '50.0' });
  expect(libraryCopy(LIGHTNING.replaceAll('\n', ''))).toEqual({ library: 'opencti', version: '50.0' });
  expect(libraryCopy(CLASSIC)).toEqual({ library: 'interaction', version: '31.0' });
});

test('a copy gives no scripts, and one check', () => {
  const [reading] = readSourceFile('staticresources/anyName.resource', Buffer.from(LIGHTNING));
  expect(reading).toMatchObject({ content: 'library-copy', scripts: [] });
  expect(reading?.facts).toEqual([
    expect.objectContaining({ kind: 'check', name: 'library-copy', words: { library: 'opencti', version: '50.0' }, line: 1, column: 1 }),
  ]);
});

test('an adapter that has the library bundled in, or uses it beside, is no copy', () => {
  expect(libraryCopy(`${LIGHTNING}\nsforce.opencti.screenPop({ type: 'url' });`)).toBeNull();
  expect(libraryCopy(LIGHTNING + '\nfunction more() { return 1; }'.repeat(3000))).toBeNull();
});

test.each([
  ['a mock', `window.sforce = { opencti: { ${METHODS.map((name) => `${name}: function () {}`).join(', ')} } };`],
  ['a mock that is assigned', `sforce.opencti = { ${METHODS.map((name) => `${name}: function () {}`).join(', ')} };`],
  ['a wrapper', `class Phone { ${METHODS.map((name) => `${name}(args) { sforce.opencti.${name}(args); }`).join(' ')} }`],
  [
    'a wrapper as an object',
    `var phone = { ${METHODS.map((name) => `${name}: function (args) { sforce.opencti.${name}(args); }`).join(', ')} };`,
  ],
  [
    'an adapter that speaks the protocol by hand',
    'sforce.opencti = null; parent.postMessage({ apiType: "opencti", apiVersion: 50 }, params.sfdcIframeOrigin);',
  ],
  [
    'an adapter that has all the inner words and defines none of the methods',
    'sforce.opencti = x; var m = { SCREENPOP_TYPE: {} }; sfdcIframeOrigin; API_TYPE; API_VERSION; invokeApiCall();',
  ],
  ['nothing', ''],
])('%s is no copy', (_, text) => {
  expect(libraryCopy(text)).toBeNull();
});

test('a copy among tests is not taken for one', () => {
  expect(readSourceFile('test/mocks/opencti.js', Buffer.from(LIGHTNING))[0]?.scripts[0]?.context).toBe('test');
});
