/** What the build needs of the program. Not part of the bundle. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { templatesPage, type TemplateTexts } from './build-template-docs.ts';
import { catalogPage, csvPage, mappingPage, orgCatalogPage } from './build-docs.ts';
import { manifestFile } from './build-manifest.ts';
import { recordSentences } from './build-messages.ts';
import { filesOf, judgeTranslation, languageCodes, packLanguage, readTranslation } from './catalog/lang.ts';
import type { LanguagePack } from './catalog/language-pack.ts';
import { CatalogError, loadCatalog, loadSources, type RuleText } from './catalog/load.ts';
import { readRuleFolder } from './catalog/read.ts';
import { ruleSchema, workItemSchema, type Catalog, type Source } from './catalog/schema.ts';
import { configSchema } from './config/sections/index.ts';
import { catalogTexts } from './catalog/texts.ts';
import { orgFactsSchema } from './given/schema.ts';
import { assessmentSchema } from './model/assessment.ts';
import { rawSlots } from './report/own-templates.ts';
import { translateStyle, translateTemplate } from './report/template-messages.ts';
import { COMPILE_OPTIONS } from './report/templates.ts';

/** The catalog without its rules' examples, which prove it and are not needed to use it. */
function compile(texts: readonly RuleText[]): { catalog: Catalog; sources: Readonly<Record<string, Source>> } {
  const catalog = loadCatalog(texts);
  const rules = catalog.rules.map((rule) => ({ ...rule, examples: { match: [], clean: [] } }));
  return { catalog: { ...catalog, rules }, sources: loadSources(texts) };
}

/** What the program loads for each language; nothing of it is left out because something is missing: that falls back. */
function compileLanguages(
  texts: readonly RuleText[],
  messages: Readonly<Record<string, string>>,
  sentences: readonly string[],
): LanguagePack[] {
  const english = catalogTexts(loadCatalog(texts));
  return languageCodes(texts).map((code) => {
    const translation = readTranslation(texts, code);
    const judgement = judgeTranslation(translation, english);
    const pack = packLanguage(translation, judgement);
    if (!pack || judgement.faults.length > 0) throw new CatalogError(judgement.faults);
    const own = readMessages(messages[code] ?? '', `${code}.yaml`);
    return { ...pack, messages: own, sentences: sentences.filter((key) => Object.hasOwn(own, key)) };
  });
}

/**
 * The report’s own words in a language, from its file.
 * @throws Error for a translation with a value that its English does not have; one may be left out where the language needs no such word
 */
function readMessages(text: string, file: string): Record<string, string> {
  const messages = z.record(z.string(), z.string()).parse(parseYaml(text) ?? {});
  const wrong = Object.keys(messages).filter((english) =>
    (messages[english]?.match(/\{\w+\}/g) ?? []).some((value) => !english.includes(value)),
  );
  if (wrong.length > 0) throw new Error(`report-templates/lang/${file}: the values differ in “${wrong[0] ?? ''}”`);
  return messages;
}

/** How a language stands, and what its files should hold. */
function translationFiles(texts: readonly RuleText[], code: string) {
  const english = catalogTexts(loadCatalog(texts));
  const translation = readTranslation(texts, code);
  const judgement = judgeTranslation(translation, english);
  return { translation, judgement, files: filesOf(translation, judgement, english) };
}

/** JSON schemas for editors and for other programs, made from the same text as the types. */
async function writeSchemas(folder: string): Promise<void> {
  const schemas = {
    rule: ruleSchema,
    'work-item': workItemSchema,
    assessment: assessmentSchema,
    'org-facts': orgFactsSchema,
    config: configSchema,
  };
  for (const [name, schema] of Object.entries(schemas)) {
    // What a person writes may leave out what has a default; what the tool writes is complete.
    const json = z.toJSONSchema(schema, { io: name === 'assessment' ? 'output' : 'input' });
    const $id = `${name}.schema.json`;
    await writeFile(join(folder, `${name}.schema.json`), `${JSON.stringify({ ...json, $id }, null, 2)}\n`);
  }
}

/** The pages of docs/ that are made from data, by file name. */
function docs(texts: readonly RuleText[]): Readonly<Record<string, string>> {
  const catalog = loadCatalog(texts);
  const rows = parseYaml(texts.find(({ path }) => path === 'mapping-rows.yaml')?.text ?? '') as Record<string, string>;
  return {
    'catalog.md': catalogPage(catalog),
    'catalog-org.md': orgCatalogPage(catalog),
    'mapping.md': mappingPage(rows, catalog),
    'csv.md': csvPage(),
    'package.xml': manifestFile(catalog),
  };
}

/** The page of docs/ that is made from the templates and the committed report of the samples. */
function templateDocs(assessment: string, templates: TemplateTexts): Readonly<Record<string, string>> {
  return { 'templates.md': templatesPage(assessmentSchema.parse(JSON.parse(assessment)), templates) };
}

export const buildTime = {
  readRuleFolder,
  compile,
  compileLanguages,
  translationFiles,
  writeSchemas,
  docs,
  templateDocs,
  translateTemplate,
  translateStyle,
  recordSentences,
  COMPILE_OPTIONS,
  rawSlots,
};
