/** Whatever a result can hold is declared, and whatever is declared as a name goes, wherever it stands. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { assessmentSchema, type Assessment } from '../../src/model/assessment.ts';
import { DECLARATIONS, KINDS } from '../../src/redact/declarations.ts';
import { redact } from '../../src/redact/redact.ts';
import { vocabularyOf } from '../../src/redact/vocabulary.ts';
import { shippedCatalog } from '../support/catalog.ts';
import { hostileAssessment } from '../support/hostile-assessment.ts';
import { orgAssessment } from '../support/sample-assessment.ts';
import { strangerAssessment } from '../support/stranger-assessment.ts';

interface Def {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly element?: Schema;
  readonly innerType?: Schema;
  readonly options?: readonly Schema[];
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
  readonly keyType?: Schema;
  readonly valueType?: Schema;
  readonly items?: readonly Schema[];
}
interface Schema {
  readonly _zod: { readonly def: Def };
}

const vocabulary = vocabularyOf(await shippedCatalog());
const root = assessmentSchema as unknown as Schema;

/** Paths of all texts of the schema; a record or list that goes as a whole is one. */
function* textsOf({ _zod: { def } }: Schema, path: string): Generator<string> {
  if (path !== '' && def.type !== 'string' && DECLARATIONS[path] === 'cut' && (def.shape || def.element)) return yield path;
  if (def.type === 'string') yield path;
  for (const [key, one] of Object.entries(def.shape ?? {})) yield* textsOf(one, path === '' ? key : `${path}.${key}`);
  if (def.element) yield* textsOf(def.element, `${path}[]`);
  if (def.innerType) yield* textsOf(def.innerType, path);
  for (const option of def.options ?? []) yield* textsOf(option, path);
  if (def.valueType) yield* textsOf(def.valueType, `${path}{}`);
}

describe('the declarations', () => {
  test('speak of every text of the schema, and of nothing else', () => {
    const texts = new Set(textsOf(root, ''));
    expect(texts.size).toBeGreaterThan(250);
    expect([...texts].filter((path) => DECLARATIONS[path] === undefined)).toEqual([]);
    expect(Object.keys(DECLARATIONS).filter((path) => !texts.has(path))).toEqual([]);
  });

  test('use every kind', () => {
    const used = new Set(Object.values(DECLARATIONS));
    expect(KINDS.filter((kind) => !used.has(kind))).toEqual([]);
  });
});

/** Texts of many shapes, each with a mark that nobody else uses. */
const MARKED = [
  'Qzx Bank',
  'qzx-adapter',
  'qzx-host.example.com',
  'https://user@qzx.example.com:8443/qzx?to=qzx',
  '*.qzx.example.com',
  'src/qzx/Qzx.phone.js',
  'lib/phone.zip!/qzx/a.qzx',
  'Qzx__c',
  'qzx__Call_Reason__c',
  'Task.Qzx__c',
  'Qzx_Calls/Daily_Qzx',
  'Task-Qzx Layout',
  'group Qzx_Leads, role Qzx and 2 more',
  'given:users/Qzx',
  'f1-qzx:qzx-rule',
  'runApex calls Qzx.find, and the class Qzx is not in this repository.',
  'The value is “Qzx”, line 3 of src/qzx.js; call +44 20 5550 7788 or 5550-7788.',
  "sforce.opencti.screenPop({ type: 'Qzx', params: { url: `qzx/${qzx}` } }) // +44 20 5550 7788",
  'opencti_min.js@qzx',
  '+44 20 5550 7788',
  '(020) 5550.7788',
  '  <members>Qzx</members>\n<name>Qzx</name>\n<types>',
  'qzx\u202e\u2028\u0000Qzx',
  'café Qzx 電話',
  'é'.repeat(3) + 'Qzx'.repeat(40),
];
const LEFT = /qzx|5550|7788|電|café/i;

function arbitraryOf({ _zod: { def } }: Schema, path: string): fc.Arbitrary<unknown> {
  switch (def.type) {
    case 'object': {
      const entries = Object.entries(def.shape ?? {});
      return fc.record(
        Object.fromEntries([
          ...entries.map(([key, one]) => [key, arbitraryOf(one, path === '' ? key : `${path}.${key}`)] as const),
          // What a later version adds, or a stranger.
          ['unheard of', fc.constantFrom(...MARKED)] as const,
        ]),
        { requiredKeys: entries.filter(([, one]) => one._zod.def.type !== 'optional').map(([key]) => key) },
      );
    }
    case 'array':
      return fc.array(arbitraryOf(def.element as Schema, `${path}[]`), { maxLength: 2 });
    case 'optional':
    case 'default':
      return arbitraryOf(def.innerType as Schema, path);
    case 'nullable':
      return fc.option(arbitraryOf(def.innerType as Schema, path), { nil: null, freq: 8 });
    case 'union':
      return fc.oneof(...(def.options ?? []).map((option) => arbitraryOf(option, path)));
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries ?? {}));
    case 'literal':
      return fc.constantFrom(...(def.values ?? []));
    case 'record':
    case 'tuple':
      return fc.constant(def.type === 'tuple' ? [1, 2, 3] : {});
    case 'boolean':
      return fc.boolean();
    case 'number':
      return fc.integer({ min: 1, max: 99 });
    default:
      return fc.constantFrom(...MARKED);
  }
}

describe('a redacted result', () => {
  test('holds nothing of any text that a client could have written, wherever it stands', () => {
    fc.assert(
      fc.property(arbitraryOf(root, ''), (assessment) => {
        const text = JSON.stringify(redact(assessment as Assessment, vocabulary));
        const at = text.search(LEFT);
        expect(at < 0 ? '' : text.slice(Math.max(0, at - 200), at + 60)).toBe('');
      }),
      { numRuns: 150 },
    );
  });

  test('holds nothing of the very texts even where they are words of Salesforce’s sentences put together otherwise', () => {
    const text = JSON.stringify(
      redact(hostileAssessment(orgAssessment(), ['javascript:alert(1)', 'Nordhaven Mutual', '<b onclick=x>']), vocabulary),
    );
    expect(text).not.toMatch(/alert|Nordhaven|Mutual|onclick/);
  });

  test('is a result again, the same each time, and its own if it is redacted once more', () => {
    const once = redact(orgAssessment(), vocabulary);
    expect(assessmentSchema.parse(structuredClone(once))).toEqual(once);
    expect(redact(orgAssessment(), vocabulary)).toEqual(once);
    expect(assessmentSchema.safeParse(redact(once, vocabulary)).success).toBe(true);
  });
});

describe('what means harm', () => {
  const long = 30_000;
  test.each([
    ['a name of parts without end', 'a.'.repeat(long)],
    ['archives in archives', 'a.zip!/'.repeat(long)],
    ['folders in folders', 'a/'.repeat(long)],
    ['digits and blanks', '1 '.repeat(long)],
    ['digits before a letter', `${'1('.repeat(long)}x`],
    ['quotation marks', `'"`.repeat(long)],
    ['dots before a letter', `${'.'.repeat(long)}x`],
    ['a host without end', `${'a-'.repeat(long)}.`],
    ['half of a letter', '\ud83d'.repeat(long)],
    ['blanks', ' '.repeat(long)],
    ['a field of names', `${'a__'.repeat(long)}c`],
  ])('is taken out like anything else: %s', (_what, text) => {
    const { assessment } = strangerAssessment([text, `${text}b`]);
    const made = redact(assessment, vocabulary);
    expect(made.repos).toHaveLength(2);
    expect(JSON.stringify(made).length).toBeLessThan(4_000_000);
  });

  test('does not slow it down: ten thousand labels that begin alike, and as many sentences', () => {
    const assessment = orgAssessment();
    const [first] = assessment.repos;
    const [finding] = first?.findings ?? [];
    if (!first || !finding) throw new Error('The sample lost its findings.');
    first.definitions[0]?.sections.splice(0, 1, { name: 'own', line: 1, column: 1, attributes: [], items: Array.from({ length: 10_000 }, (_, n) => ({ name: `item${n}`, line: 1, column: 1, value: `The Line Of Team ${n}`, label: `The Desk ${n}`, attributes: [] })) }); // prettier-ignore
    first.findings.push(
      ...Array.from({ length: 10_000 }, (_, n) => ({
        ...finding,
        chain: [`The item item${n} has The Desk ${n} and The Line Of Team ${n}, and The End of The Desk`],
      })),
    );
    const text = JSON.stringify(redact(assessment, vocabulary));
    expect(text).not.toMatch(/Desk \d|Line Of Team|item\d/);
    expect(text).toContain('Label ');
  });
});

describe('what is left', () => {
  const before = orgAssessment();
  const after = redact(before, vocabulary);
  const [from, to] = [before.repos[0], after.repos[0]];

  test('has every figure: hours, scores, verdicts, lines and counts', () => {
    const figures = ({ totals, repos }: Assessment) => ({
      totals: { ...totals, routes: totals.routes.map(({ hours, readiness, level, workItems, gates }) => [hours, readiness.score, level, workItems.map((item) => [item.hours, item.findings]), gates.map((gate) => gate.outcome)]) },
      repos: repos.map((repo) => [repo.findings.map(({ line, column, confidence, type }) => [line, column, confidence, type]), repo.filesSeen, repo.files.length]),
    }); // prettier-ignore
    expect(figures(after)).toEqual(figures(before));
  });

  test('gives one name one pseudonym, and two names two', () => {
    const pairs = (from?.files ?? []).map(({ path }, index) => [path, to?.files[index]?.path] as const);
    const findings = (from?.findings ?? []).map(({ file }, index) => [file, to?.findings[index]?.file] as const);
    const all = new Map([...pairs, ...findings]);
    for (const [file, pseudonym] of [...pairs, ...findings]) expect(all.get(file)).toBe(pseudonym);
    expect(new Set(all.values()).size).toBe(all.size);
    expect(all.size).toBeGreaterThan(10);
  });

  test('still joins what belongs together: a call’s class and the class itself, a field in the log and in a report', () => {
    const names = (repo: typeof to): Map<string, number[]> => {
      const places = new Map<string, number[]>();
      const texts = [
        ...(repo?.org?.links ?? []).flatMap((link) => [link.from.name, link.to.name]),
        ...(repo?.org?.consumers ?? []).map(({ name }) => name),
      ];
      texts.forEach((text, at) => places.set(text.toLowerCase(), [...(places.get(text.toLowerCase()) ?? []), at]));
      return places;
    };
    expect([...names(to).values()]).toEqual([...names(from).values()]);
  });

  test('holds nothing where a digest, a time or a commit was', () => {
    const made = strangerAssessment(['some text']).assessment;
    for (const repo of made.repos) Object.assign(repo, { lastCommit: '2026-11-01T10:11:12Z', commit: 'c0ffee' });
    for (const file of made.repos.flatMap(({ files }) => files)) Object.assign(file, { signature: 'c0ffee', print: 'c0ffee' });
    const bare = redact(made, vocabulary);
    for (const repo of bare.repos) expect([repo.lastCommit, repo.commit]).toEqual([null, undefined]);
    const files = bare.repos.flatMap((repo) => repo.files);
    expect(files.filter(({ signature, print }) => signature !== null || print !== undefined)).toEqual([]);
    expect(files.length).toBeGreaterThan(3);
    expect(bare.decisions.map(({ decision, reason }) => [decision, reason])).toEqual([['withheld', null]]);
    expect(bare.waivers.map(({ reason }) => reason)).toEqual(['withheld', 'withheld']);
    expect(bare.repos.flatMap(({ findings }) => findings.filter(({ statement }) => statement))).toEqual([]);
  });

  test('keeps what is Salesforce’s own', () => {
    const members = (repo: typeof to): string[] => (repo?.findings ?? []).flatMap(({ kind, name }) => (kind === 'call' ? [name] : []));
    expect(members(to)).toEqual(members(from));
    expect(to?.definitions.flatMap(({ sections }) => sections.map(({ name }) => name))).toContain('reqGeneralInfo');
    expect(JSON.stringify(to)).toContain('CallDisposition');
    expect(to?.findings.map(({ ruleId }) => ruleId).filter((id) => vocabulary.texts.has(id)).length).toBe(
      from?.findings.map(({ ruleId }) => ruleId).filter((id) => vocabulary.texts.has(id)).length,
    );
  });
});
