import { describe, expect, test } from '@jest/globals';
import { compare } from './reading.ts';

const LOADED: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  [
    'an address in full',
    { 'a.js': `s.src = '/support/api/57.0/lightning/opencti_min.js'; // expect: script-load library opencti_min.js@57.0 exact` },
  ],
  [
    'with a host',
    {
      'a.js': `load('https://example.my.salesforce.com/support/api/48.0/interaction.js'); // expect: script-load library interaction.js@48.0 exact`,
    },
  ],
  [
    'the console toolkit',
    { 'a.js': `load(host + '/support/console/48.0/integration.js'); // expect: script-load library integration.js@48.0 resolved` },
  ],
  ['the plain file', { 'a.js': `load('/support/api/42.0/lightning/opencti.js'); // expect: script-load library opencti.js@42.0` }],
  [
    'a version in a constant',
    {
      'a.js':
        "const V = '54.0'; const p = `/support/api/${V}/lightning/opencti.js`; load(`${host}${p}`); // expect: script-load library opencti.js@54.0 resolved",
    },
  ],
  [
    'a version in another file',
    {
      'v.js': `export const V = '55.0';`,
      'a.js':
        "import { V } from './v';\nload('/support/api/' + V + '/interaction.js'); // expect: script-load library interaction.js@55.0 resolved",
    },
  ],
  [
    'an unknown version',
    { 'a.js': 'load(`/support/api/${config.version}/interaction.js`); // expect: script-load library interaction.js@* dynamic' },
  ],
  [
    'a parameter',
    {
      'a.js': "function f(v) { load(`/support/api/${v}/interaction.js`); } // expect: script-load library interaction.js@40.0\nf('40.0');",
    },
  ],
  [
    'an array that is joined',
    { 'a.js': `load(['', 'support', 'api', '41.0', 'interaction.js'].join('/')); // expect: script-load library interaction.js@41.0` },
  ],
  [
    'a replaced placeholder',
    { 'a.js': `load('/support/api/{v}/interaction.js'.replace('{v}', '41.0')); // expect: script-load library interaction.js@41.0` },
  ],
  ['concat', { 'a.js': `load('/support/api/'.concat('41.0', '/interaction.js')); // expect: script-load library interaction.js@41.0` }],
  [
    'a URL object',
    { 'a.js': `load(new URL('/support/api/41.0/interaction.js', base).href); // expect: script-load library interaction.js@41.0` },
  ],
  [
    'a file chosen elsewhere',
    {
      'pick.js': `export const pick = (l) => (l ? 'lightning/opencti_min.js' : 'interaction.js'); // expect: script-load library opencti_min.js@44.0 resolved; script-load library interaction.js@44.0 resolved`,
      'load.js':
        "import { pick } from './pick';\nload(`${base}/support/api/44.0/${pick(x)}`); // expect: script-load library *@44.0 dynamic",
    },
  ],
  [
    'a ternary',
    {
      'a.js': `const u = l ? '/support/api/44.0/lightning/opencti_min.js' : '/support/api/44.0/interaction.js'; // expect: script-load library opencti_min.js@44.0; script-load library interaction.js@44.0`,
    },
  ],
  [
    'an element of markup in a text',
    {
      'a.js': `document.write('<script type="text/javascript" src="/support/api/44.0/interaction.js"></scr' + 'ipt>'); // expect: script-load library interaction.js@44.0`,
    },
  ],
  [
    'a list of scripts',
    { 'a.js': `all = all.concat([first(), org + '/support/api/48.0/interaction.js']); // expect: script-load library interaction.js@48.0` },
  ],
];

const NOT_LOADED: readonly (readonly [string, string])[] = [
  ['a log', `console.log('/support/api/44.0/interaction.js');`],
  ['an error', `throw new Error('/support/api/44.0/interaction.js could not be loaded');`],
  ['a sentence', `const hint = 'Load /support/api/44.0/interaction.js before this script';`],
  ['a test of a text', `if (src.indexOf('/support/api/44.0/interaction.js') > -1) go();`],
  ['a comparison', `if (src === '/support/api/44.0/interaction.js') go();`],
  ['a regular expression', `const r = /support.api.44.0.interaction.js/;`],
  ['a comment', `// load('/support/api/44.0/interaction.js')`],
  [
    'a file of the same name elsewhere',
    `load('/js/interaction.js'); load('./opencti.js'); import('./integration.js'); require('opencti.js');`,
  ],
  ['another library of Salesforce', `load('/support/api/44.0/other.js'); load('/soap/ajax/44.0/connection.js');`],
];

describe('libraries loaded from script', () => {
  test.each(LOADED)('%s is a load', (_name, files) => {
    const { found, expected } = compare(files);
    expect(found).toEqual(expected);
  });
  test.each(NOT_LOADED)('%s is none', (_name, text) => {
    expect(compare({ 'a.js': text }).found).toEqual([]);
  });
});
