/**
 * A result with its catalog texts in another language. The record is not touched: what comes back has the same shape, so that every view
 * takes it as it takes the record.
 *
 * A text is translated only where the language was made from the very same English; what a user’s own rule says, or an older catalog said,
 * stays English and is named, so that the markup can say so.
 */
import { measuresText } from '../model/measures-text.ts';
import type { LanguagePack } from '../catalog/language-pack.ts';
import { holdsWords, isPartNamedInWords, PHRASES } from '../catalog/phrases.ts';
import type { Assessment, Finding, RepositoryRecord, Route } from '../model/assessment.ts';
import type { Language } from './language.ts';
import { sentencesOf } from './sentences.ts';
import { fill, wordsOf } from './words-of.ts';

type Catalog = Assessment['catalog'];

export interface Localised {
  readonly assessment: Assessment;
  readonly language: Language;
}

/** Every catalog text of a result in the language of a pack. */
export function localise(assessment: Assessment, pack: LanguagePack): Localised {
  const fallen = new Set<string>();
  const translate = translator(pack, fallen);
  const tell = sentencesOf(pack);
  const sentence = (english: string): string => (english === '' ? '' : (tell(english) ?? fallBack(english, fallen)));
  const { catalog } = assessment;
  const titles = new Set(catalog.rules.map(({ title }) => title));
  const messages = new Map(catalog.rules.map((rule) => [rule.id, messageOf(rule)]));
  const route = (one: Route): Route => ({
    ...one,
    readiness: { ...one.readiness, reason: sentence(one.readiness.reason) },
    workItems: one.workItems.map((item) => ({
      ...item,
      reason: sentence(item.reason),
      sizeReason: sizeReason(item),
      noHours: item.noHours === null ? null : translate(`work-items/${item.id}/${one.target}/none`, item.noHours),
    })),
    gates: one.gates.map((gate) => ({ ...gate, text: translate(null, gate.text), evidence: gate.evidence.map(evidence) })),
    foundations: one.foundations.map((foundation) => ({ ...foundation, evidence: foundation.evidence.map(evidence) })),
  });
  /** Evidence goes by the title of its rule; what it says in other words is the program’s. */
  const evidence = <E extends { text: string; fingerprint: string }>(one: E): E => {
    const { text } = one;
    return { ...one, text: titles.has(text) ? translate(`${one.fingerprint.split(':')[1] ?? ''}/title`, text) : (tell(text) ?? text) };
  };
  const finding = (one: Finding): Finding => ({
    ...one,
    ...(one.message !== undefined && { message: messageIn(one, messages.get(one.ruleId) ?? null, pack, fallen) }),
    ...(one.chain !== undefined && { chain: one.chain.map(sentence) }),
  });
  const problem = <P extends { detail: string }>(one: P): P => ({ ...one, detail: sentence(one.detail) });
  const inLanguage = catalogIn(catalog, translate, pack, fallen);
  /** What was counted goes by the names of the catalog; the rest of the sentence is the program’s. */
  const sizeReason = ({ measures, sizeReason: english }: Route['workItems'][number]): string => {
    const counted = measures.length === 0 ? '' : measuresText(measures, catalog);
    if (counted === '' || !english.startsWith(counted)) return sentence(english);
    const mark = /^[;,] /.exec(english.slice(counted.length))?.[0] ?? '';
    const told = measuresText(measures, inLanguage, (text) => tell(text) ?? text);
    return `${told}${mark}${sentence(english.slice(counted.length + mark.length))}`;
  };
  const org = (one: NonNullable<RepositoryRecord['org']>): NonNullable<RepositoryRecord['org']> => ({
    ...one,
    types: one.types.map((type) => ({ ...type, limit: type.limit === null ? null : sentence(type.limit) })),
    consumers: one.consumers.map((consumer) => ({ ...consumer, signs: consumer.signs.map(problem) })),
  });
  return {
    assessment: {
      ...assessment,
      retirement: { ...assessment.retirement, statement: translate('retirement/statement', assessment.retirement.statement) },
      catalog: inLanguage,
      given: assessment.given.map((one) => ({ ...one, label: tell(one.label) ?? one.label, value: tell(one.value) ?? one.value })),
      listProblems: assessment.listProblems.map((one) => ({ ...one, reason: sentence(one.reason) })),
      repos: assessment.repos.map((repo) => ({
        ...repo,
        findings: repo.findings.map(finding),
        routes: repo.routes.map(route),
        problems: repo.problems.map(problem),
        definitions: repo.definitions.map((one) => ({ ...one, standingEvidence: sentence(one.standingEvidence) })),
        org: repo.org && org(repo.org),
      })),
      totals: { ...assessment.totals, routes: assessment.totals.routes.map(route) },
    },
    language: { ...pack, fallen },
  };
}

type Translate = (address: string | null, english: string) => string;

function translator({ texts, at }: LanguagePack, fallen: Set<string>): Translate {
  return (address, english) => {
    const own = address !== null && Object.hasOwn(at, address) ? at[address] : undefined;
    const found = own?.english === english ? own.text : Object.hasOwn(texts, english) ? texts[english] : undefined;
    return found ?? fallBack(english, fallen);
  };
}

/** The English, known as such. */
function fallBack(english: string, fallen: Set<string>): string {
  if (english !== '') fallen.add(english);
  return english;
}

function catalogIn(catalog: Catalog, translate: Translate, pack: LanguagePack, fallen: Set<string>): Catalog {
  /** The named fields of a record, each at its own address. */
  const fields = <T extends object, K extends keyof T & string>(address: string, record: T, names: readonly K[]): T => {
    const translated = names.map((name) => {
      const english: unknown = record[name];
      return [name, typeof english === 'string' ? translate(`${address}/${name}`, english) : english];
    });
    return { ...record, ...(Object.fromEntries(translated) as Pick<T, K>) };
  };
  return {
    ...catalog,
    targets: catalog.targets.map((one) => fields(`targets/${one.id}`, one, ['name', 'short', 'description', 'adapterCode'])),
    capabilities: catalog.capabilities.map((one) => fields(`capabilities/${one.id}`, one, ['name', 'description'])),
    evidence: catalog.evidence.map((one) => fields(`evidence/${one.id}`, one, ['name', 'shows'])),
    readiness: fields('readiness', catalog.readiness, ['name', 'explanation']),
    gates: catalog.gates.map((one) => fields(`gates/${one.id}`, one, ['name', 'why'])),
    questions: catalog.questions.map((one) => fields(`questions/${one.id}`, one, ['text', 'who', 'changes'])),
    workItems: catalog.workItems.map((one) => fields(`work-items/${one.id}`, one, ['title', 'description', 'drivers', 'reasoning'])),
    vendors: catalog.vendors.map((one) => fields(`vendors/${one.id}`, one, ['offer'])),
    connectorParts: catalog.connectorParts.map((one) => {
      const { text } = fields(`connector/${one.id}`, one, ['text']);
      return { ...one, text, name: isPartNamedInWords(one) ? translate(`connector/${one.id}/name`, one.name) : one.name };
    }),
    callLogFields: catalog.callLogFields.map((one) => ({
      ...one,
      counterpart: one.counterpart !== null && holdsWords(one.counterpart) ? translate(null, one.counterpart) : one.counterpart,
      note: noteIn(one.note, translate, pack, fallen),
    })),
    foundations: catalog.foundations.map((one) => fields(`foundations/${one.id}`, one, ['name', 'why'])),
    measures: catalog.measures.map((one) => fields(`measures/${one.id}`, one, ['name', 'singular'])),
    checklist: catalog.checklist.map((one) => fields(`checklist/${one.id}`, one, ['text'])),
    orgTypes: catalog.orgTypes.map((one) => fields(`org-types/${one.type}`, one, ['shows', 'note'])),
    rules: catalog.rules.map((rule) => {
      if (rule.type === 'check') return fields(rule.id, rule, ['title', 'message', 'do'] as 'title'[]);
      const verdicts = rule.verdicts.map((verdict) => {
        // All targets of one verdict share its texts.
        const address = `${rule.id}/${verdict.for[0] ?? ''}`;
        const caveats = verdict.caveats.map((caveat, index) => translate(`${address}/caveats/${index}`, caveat));
        return { ...fields(address, verdict, ['equivalent', 'do']), caveats };
      });
      return { ...fields(rule.id, rule, ['title']), verdicts };
    }),
  };
}

/** A field that was told by its name has what it seems to hold before its note. */
function noteIn(note: string, translate: Translate, pack: LanguagePack, fallen: Set<string>): string {
  const hint = PHRASES.find(({ id }) => id === 'call-log-hint')?.english ?? '';
  const words = wordsOf(note, hint, false);
  const frame = Object.hasOwn(pack.texts, hint) ? pack.texts[hint] : undefined;
  if (!words || frame === undefined) return translate(null, note);
  const parts = [words['field'] ?? '', words['note'] ?? ''];
  if (!parts.every((part) => Object.hasOwn(pack.texts, part))) {
    fallen.add(note);
    return note;
  }
  return fill(frame, { field: translate(null, parts[0] ?? ''), note: translate(null, parts[1] ?? '') });
}

function messageOf(rule: Catalog['rules'][number]): string | null {
  const message: unknown = 'message' in rule ? rule.message : null;
  return typeof message === 'string' ? message : null;
}

/**
 * The message of a check with its words where the language wants them. They are taken from between the fixed parts of the English message;
 * where a word could end in two places and the outcome would differ, the English stands.
 */
function messageIn({ ruleId, message = '' }: Finding, pattern: string | null, pack: LanguagePack, fallen: Set<string>): string {
  const own = Object.hasOwn(pack.at, `${ruleId}/message`) ? pack.at[`${ruleId}/message`] : undefined;
  const translated =
    pattern === null
      ? undefined
      : own?.english === pattern
        ? own.text
        : Object.hasOwn(pack.texts, pattern)
          ? pack.texts[pattern]
          : undefined;
  const first = pattern === null || translated === undefined ? null : wordsOf(message, pattern, false);
  const last = first && pattern !== null ? wordsOf(message, pattern, true) : null;
  if (first && last && translated !== undefined) {
    const filled = fill(translated, phrasesIn(first, pack));
    if (filled === fill(translated, phrasesIn(last, pack))) return filled;
  }
  fallen.add(message);
  return message;
}

/** The program’s own words among the words of a message; names and values of the files stay as they are. */
function phrasesIn(words: Readonly<Record<string, string>>, pack: LanguagePack): Record<string, string> {
  return Object.fromEntries(
    Object.entries(words).map(([name, value]) => {
      const phrases = PHRASES.filter(({ word }) => word === name);
      return [name, phrases.length === 0 ? value : phraseIn(value, phrases, pack)];
    }),
  );
}

function phraseIn(value: string, phrases: readonly { readonly english: string }[], pack: LanguagePack): string {
  const parts = value.split(', ').map((part) => {
    for (const { english } of phrases) {
      const words = wordsOf(part, english, false);
      const translated = Object.hasOwn(pack.texts, english) ? pack.texts[english] : undefined;
      if (words && translated !== undefined && Object.values(words).every((word) => /^\S+$/.test(word))) return fill(translated, words);
    }
    return part;
  });
  return parts.join(', ');
}
