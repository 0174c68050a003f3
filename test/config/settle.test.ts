import { describe, expect, test } from '@jest/globals';
import { OPTIONS, SETTING_NAMES, variableName, writtenName } from '../../src/config/options.ts';
import { saidByEnvironment, saidByFlags, settle, valuesOf, type Said } from '../../src/config/settle.ts';

const file = (values: Readonly<Record<string, unknown>>): Said =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { value, origin: { from: 'file', file: 'f.yml', line: 1 } }]),
  ) as unknown as Said;

describe('a setting', () => {
  const environment = saidByEnvironment({ CTI2VOICE_TARGET: 'native', CTI2VOICE_STRICT: 'no', CTI2VOICE_RULES: '' });
  const said = file({ target: 'amazon-connect', strict: true, rules: 'r', outputDir: 'o' });

  test('is that of the flag before the environment, of that before the file, of that before the default', () => {
    const settled = settle(saidByFlags({ target: 'partner-telephony-own' }), environment, said);
    expect(settled.target).toEqual({ value: 'partner-telephony-own', origin: { from: 'flag', flag: '--target' } });
    expect(settled.strict).toEqual({ value: false, origin: { from: 'environment', variable: 'CTI2VOICE_STRICT' } });
    expect(settled.outputDir).toEqual({ value: 'o', origin: { from: 'file', file: 'f.yml', line: 1 } });
    expect(settled.quiet).toEqual({ value: false, origin: { from: 'default' } });
    expect(settle({}, environment, said).target.value).toBe('native');
    expect(settle({}, {}, said).target.value).toBe('amazon-connect');
    expect(settle({}, {}, {}).target.value).toBeNull();
  });

  test('of an empty variable is that of the file, but for the cache, where it means nowhere', () => {
    expect(settle({}, environment, said).rules.value).toBe('r');
    expect(settle({}, saidByEnvironment({ CTI2VOICE_CACHE_DIR: '' }), file({ cacheDir: 'c' })).cacheDir.value).toBe('');
  });

  test('that is a list is replaced as a whole', () => {
    expect(settle(saidByFlags({ exclude: ['a'] }), {}, file({ exclude: ['b', 'c'] })).exclude.value).toEqual(['a']);
  });

  test('sets aside what answers the same question at a lower level', () => {
    const read = settle(saidByFlags({ paths: ['mine'] }), {}, file({ repositories: 'list.csv', paths: ['theirs'] }));
    expect([read.paths.value, read.repositories.value]).toEqual([['mine'], null]);
    const keep = settle(saidByFlags({ cacheDir: 'here' }), {}, file({ cache: false }));
    expect([keep.cacheDir.value, keep.cache.value]).toEqual(['here', true]);
    const both = settle({}, {}, file({ repositories: 'list.csv', paths: ['theirs'] }));
    expect([both.paths.value, both.repositories.value]).toEqual([['theirs'], 'list.csv']);
  });
});

describe('the environment', () => {
  test('can say every option, in its own words', () => {
    const texts: Readonly<Record<string, string>> = {
      paths: 'a\nb c\n',
      exclude: '*.a,b',
      maxFileSize: '1K',
      shard: '2/3',
      format: 'json,html',
      csvDialect: 'RFC4180',
      csvDelimiter: 'comma',
      language: 'de',
      target: 'native',
      asOf: '2027-01-31',
      since: '2025-01-01',
      until: '2026-12-31',
      every: 'Quarter',
      failOn: 'new, come-back',
      maxOpen: '12',
      maxHours: '40',
    };
    const environment = Object.fromEntries(
      SETTING_NAMES.map((name) => [variableName(name), texts[name] ?? (OPTIONS[name].form === 'flag' ? 'ON' : 'some/path')]),
    );
    const values = valuesOf(settle(saidByEnvironment(environment)));
    expect(values).toMatchObject({ paths: ['a', 'b c'], exclude: ['*.a,b'], maxFileSize: 1024, shard: { index: 2, of: 3 } });
    expect(values).toMatchObject({ csvDialect: 'rfc4180', csvDelimiter: ',' });
    expect(values).toMatchObject({ format: ['html', 'json'], target: 'native', asOf: '2027-01-31', strict: true, rules: 'some/path' });
    expect(values).toMatchObject({ failOn: ['new', 'come-back'], maxOpen: 12, maxHours: 40, baseline: 'some/path' });
    expect(values).toMatchObject({ since: '2025-01-01', until: '2026-12-31', every: 'quarter' });
  });

  test('that is wrong is named with every variable', () => {
    const wrong = { CTI2VOICE_TARGET: 'nativ', CTI2VOICE_STRICT: 'maybe', CTI2VOICE_SHARD: '3/2', CTI2VOICE_QUIET: 'toString' };
    expect(() => saidByEnvironment(wrong)).toThrow(
      /CTI2VOICE_SHARD=3\/2: Write which share[^]*CTI2VOICE_TARGET=nativ: Did you mean native\?[^]*CTI2VOICE_QUIET=toString: Write true or false[^]*CTI2VOICE_STRICT=maybe/,
    );
  });
});

test('names are written as on the command line', () => {
  expect([writtenName('maxFileSize'), variableName('maxFileSize')]).toEqual(['max-file-size', 'CTI2VOICE_MAX_FILE_SIZE']);
  expect(saidByFlags({ strict: false }).strict?.origin).toEqual({ from: 'flag', flag: '--no-strict' });
});
