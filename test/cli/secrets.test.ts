/** No output holds anything of a credential: not the text, not a digest of it, not its length. */
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Catalog } from '../../src/catalog/schema.ts';
import { assessRepositories } from '../../src/commands/pipeline.ts';
import { renderFiles } from '../../src/commands/render.ts';
import { FORMATS } from '../../src/report/formats.ts';
import { discoverRepositories } from '../../src/discover/repositories.ts';
import { namesASecret } from '../../src/parse/secrets.ts';
import { OUTPUTS } from '../fixtures/cli.ts';
import { escaped, importDefinition, metadataDefinition } from '../fixtures/definitions.ts';
import { fill, folderOf } from '../fixtures/folder.ts';
import { shippedCatalog } from '../support/catalog.ts';

let catalog: Catalog;
let folder: string;

beforeAll(async () => {
  catalog = await shippedCatalog();
  folder = folderOf();
});

/** Everything that a scan of one file writes, in all formats. */
async function outputsOf(text: string): Promise<string> {
  fill(folder, { 'sample.callCenter': text });
  const assessment = await assessRepositories(discoverRepositories([folder], folder), catalog, {
    target: null,
    asOf: '2027-03-31',
    toolVersion: '0.0.0',
  });
  expect(assessment.totals.definitions.openCti).toBe(1);
  const files = await renderFiles(assessment, FORMATS);
  expect(files.map((file) => file.name)).toEqual(
    expect.arrayContaining([...OUTPUTS, 'report.md', expect.stringMatching(/^sarif\/.+\.sarif$/)]),
  );
  return files.map(({ text: pieces }) => (typeof pieces === 'string' ? pieces : [...pieces].join(''))).join('\n');
}

/** A credential and what could be made of it. */
function tracesOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const digests = ['sha256', 'sha1', 'md5'].flatMap((algorithm) =>
    (['hex', 'base64', 'base64url'] as const).map((encoding) => createHash(algorithm).update(bytes).digest(encoding)),
  );
  const written = [
    secret,
    encodeURIComponent(secret),
    escaped(secret),
    JSON.stringify(secret).slice(1, -1),
    bytes.toString('base64'),
    bytes.toString('hex'),
  ];
  const pieces = Array.from({ length: Math.max(1, secret.length - 7) }, (_, start) => secret.slice(start, start + 8));
  return [...new Set([...written, ...digests, ...pieces])];
}

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789'.split('');
/**
 * Always with a digit, and with a mark that no other text of a report holds. As a label it must not happen to speak of a credential
 * itself ("Pw" in the middle, say): then the value beside it is rightly hidden too.
 */
const word = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc
    .string({ unit: fc.constantFrom(...letters), minLength, maxLength })
    .map((text) => `x7Q${text}9z`)
    .filter((text) => !namesASecret(text));

/** Where a secret of any text can stand. Each keeps to one line, so that nothing behind it moves with its length. */
const PLACES: Readonly<Record<string, (secret: string) => string>> = {
  'a named item': (secret) => importDefinition([{ name: 'apiPassword', value: secret }]),
  'a labelled item': (secret) => importDefinition([{ name: 'custom1', label: 'Access Token', value: secret }]),
  'a named item of the Metadata format': (secret) => metadataDefinition([{ name: 'reqProviderAuthToken', value: secret }]),
  'a labelled item of the Metadata format': (secret) => metadataDefinition([{ name: 'custom1', label: 'PIN', value: secret }]),
  'an item of a misspelt documented name': (secret) => importDefinition([{ name: 'reqAdapterUrll', label: 'Password', value: secret }]),
  'an item in CDATA': (secret) =>
    `<callCenter><section name="s">\n<item name="token"><![CDATA[${secret}]]></item>\n</section></callCenter>`,
  'an item written in references': (secret) =>
    `<callCenter><section name="s">\n<item name="token">${secret
      .split('')
      .map((character) => `&#${character.charCodeAt(0)};`)
      .join('')}</item>\n</section></callCenter>`,
  'an attribute': (secret) => `<callCenter><section name="s">\n<item name="a" password="${secret}">1</item>\n</section></callCenter>`,
  'an item outside every section': (secret) => `<callCenter>\n<item name="token">${secret}</item>\n</callCenter>`,
  'an item in broken markup': (secret) =>
    `<callCenter><section name="s">\n<item name="reqAdapterUrl">https://<your domain>/x?token=${secret}</item>\n<item name="token">${secret}\n<item name="b">1</item></section></callCenter>`,
  'an item that is cut off': (secret) => `<callCenter><section name="s">\n<item name="token">${secret}`,
  'user info of the adapter URL': (secret) =>
    importDefinition([{ name: 'reqAdapterUrl', value: `https://agent:${secret}@softphone.example.com/` }]),
  'user info of a field': (secret) => metadataDefinition([], [`<adapterUrl>https://${secret}@softphone.example.com/</adapterUrl>`]),
  'the first parameter of an address': (secret) =>
    importDefinition([{ name: 'reqAdapterUrl', value: `https://softphone.example.com/?access_token=${secret}` }]),
  'a later parameter of an address': (secret) =>
    importDefinition([{ name: 'reqStandbyUrl', value: `https://softphone.example.com/?a=1&sig=${secret}&b=2` }]),
  'an address in a label': (secret) => importDefinition([{ name: 'custom1', label: `see https://u:${secret}@a.example.com`, value: '1' }]),
  'JSON in an item': (secret) => importDefinition([{ name: 'config', value: `{"user":"a","password":"${secret}","c":1}` }]),
  'JSON in JSON in an item': (secret) =>
    importDefinition([{ name: 'config', value: JSON.stringify({ a: JSON.stringify({ token: secret }) }) }]),
  'a header in an item': (secret) => importDefinition([{ name: 'header', value: `Authorization: Custom ${secret}` }]),
  'a setting': (secret) =>
    metadataDefinition([], [`<customSettings>${escaped(`{"reqTimeout":"5",\n"apiKey":"${secret}"\n}`)}</customSettings>`]),
  'a setting that contradicts an item': (secret) =>
    metadataDefinition([{ name: 'apiKey', value: 'other' }], [`<customSettings>${escaped(`{"apiKey":"${secret}"\n}`)}</customSettings>`]),
  'broken settings': (secret) => metadataDefinition([], [`<customSettings>${escaped(`{"a":"1",x\n"apiKey":"${secret}`)}</customSettings>`]),
  'an item and, repeated, another, an address and a label': (secret) =>
    importDefinition([
      { name: 'note', label: `was ${secret}`, value: `call with ${secret}` },
      { name: 'reqAdapterUrl', value: `https://softphone.example.com/${secret}/` },
      { name: 'reqDisplayName', value: secret },
      { name: 'token', value: secret },
    ]),
  'an address and, repeated, an item': (secret) =>
    importDefinition([
      { name: 'reqAdapterUrl', value: `https://agent:${secret}@softphone.example.com/` },
      { name: 'note', value: `the door opens with ${secret}` },
    ]),
  'the setting and, repeated, a field': (secret) =>
    metadataDefinition(
      [],
      [`<adapterUrl>/apex/x?y=${secret}</adapterUrl>`, `<customSettings>${escaped(`{"apiKey":"${secret}"\n}`)}</customSettings>`],
    ),
};

describe.each(Object.entries(PLACES))('a credential in %s', (_, write) => {
  test('leaves no trace, and the outputs do not depend on it', async () => {
    await fc.assert(
      fc.asyncProperty(word(6, 10), word(13, 22), async (one, other) => {
        const outputs = await outputsOf(write(one));
        expect(tracesOf(one).filter((trace) => outputs.includes(trace))).toEqual([]);
        // Another credential of another length: the same bytes, so neither length nor digest can be in them.
        expect((await outputsOf(write(other))) === outputs).toBe(true);
        expect(outputs).toContain('[masked]');
      }),
      { numRuns: 3 },
    );
  });
});

describe('a credential that only its shape betrays', () => {
  const base64url = (minLength: number): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom(...letters, '_'), minLength, maxLength: minLength + 20 });
  const hex = fc
    .string({ unit: fc.constantFrom(...'0123456789abcdef'.split('')), minLength: 32, maxLength: 64 })
    .map((text) => `0123456789abcdef${text}`);

  test.each([
    ['a JSON web token', fc.tuple(base64url(20), base64url(20), base64url(20)).map(([a, b, c]) => `eyJ${a}.eyJ${b}.${c}`)],
    ['hexadecimal digits', hex],
    ['a Salesforce session', base64url(40).map((text) => `00D000000000001!AQ${text}`)],
    ['a GitHub token', fc.string({ unit: fc.constantFrom(...letters), minLength: 36, maxLength: 36 }).map((text) => `ghp_${text}`)],
    [
      'an AWS key',
      fc
        .string({ unit: fc.constantFrom(...'ABCDEFGHIJKLMNOP234567'.split('')), minLength: 16, maxLength: 16 })
        .map((text) => `AKIA${text}`),
    ],
    ['basic authentication', base64url(20).map((text) => `Basic ${text}9=`)],
    ['a private key', base64url(60).map((text) => `-----BEGIN PRIVATE KEY-----\n${text}\n-----END PRIVATE KEY-----`)],
  ])('leaves no trace: %s', async (_, shape) => {
    await fc.assert(
      fc.asyncProperty(shape, async (secret) => {
        const body = secret
          .replace(/-----[A-Z ]+-----/g, '')
          .trim()
          .replace(/^(?:Basic |AKIA|ghp_|00D000000000001!)/, '');
        const outputs = await outputsOf(
          importDefinition([
            { name: 'custom1', value: secret },
            { name: 'custom2', label: `was ${secret}`, value: `see ${secret} there` },
            { name: 'custom3', value: JSON.stringify({ a: secret }) },
          ]),
        );
        expect(tracesOf(body).filter((trace) => outputs.includes(trace))).toEqual([]);
      }),
      { numRuns: 3 },
    );
  });

  test('and a public certificate is shown: it is no credential', async () => {
    const body = 'MIIDsampleQ7Zp2LmX9vK4tR8wB3nY6cJ1hF5dG0sA';
    const outputs = await outputsOf(
      importDefinition([
        { name: 'reqTelephonyIntegrationCertificate', value: `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----` },
      ]),
    );
    expect(outputs).toContain(body);
  });
});
