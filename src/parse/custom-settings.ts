/** `customSettings`: a JSON object of strings inside an element of the Metadata API's `CallCenter`. */
import { s } from '../model/sentence.ts';
import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { Named, Problem } from '../model/assessment.ts';
import { hiddenParts, maskValue } from './secrets.ts';
import { rawInner, textOf, type XmlDocument, type XmlElement } from './xml.ts';

export interface SettingsReading {
  readonly settings: Named[];
  readonly problems: Problem[];
  /** Credentials that were masked; null where there were none. */
  readonly secrets: readonly string[] | null;
}

/** Reads what can be read, also of broken JSON: Salesforce's own Voice sample has a stray character in it. */
export function readSettings(document: XmlDocument, element: XmlElement, file: string): SettingsReading {
  const placed =
    element.children.length > 0
      ? { value: rawInner(document, element), offsetAt: (i: number) => element.innerStart + i }
      : textOf(document, element);
  if (placed.value.trim() === '') return { settings: [], problems: [], secrets: null };

  const errors: ParseError[] = [];
  const root = readJson(placed.value, errors);
  const settings: Named[] = [];
  let secrets: string[] | null = null;
  for (const property of root?.type === 'object' ? (root.children ?? []) : []) {
    const [key, value] = property.children ?? [];
    if (!key || typeof key.value !== 'string') continue;
    const plain = !value
      ? ''
      : typeof value.value === 'string'
        ? value.value
        : placed.value.slice(value.offset, value.offset + value.length);
    const shown = maskValue(plain, key.value);
    if (shown !== plain) (secrets ??= []).push(...hiddenParts(plain, shown));
    // The key's own offset is that of its quotation mark.
    const at = document.place(placed.offsetAt(key.offset + 1));
    settings.push({ name: key.value, ...at, value: shown, ...(shown !== plain && { masked: true as const }) });
  }
  const problems: Problem[] = [];
  if (errors.length > 0 || root?.type !== 'object') {
    const first = errors[0];
    problems.push({
      code: 'settings-not-json',
      effect: 'lost',
      file,
      ...document.place(first ? placed.offsetAt(first.offset) : element.start),
      detail:
        settings.length === 0
          ? s`customSettings is not valid JSON; none of its keys could be read.`
          : s`customSettings is not valid JSON; ${settings.length} of its keys could be read.`,
    });
  }
  return { settings, problems, secrets };
}

/** Undefined for what is no JSON at all, and for thousands of levels, at which the library gives up with a RangeError. */
function readJson(text: string, errors: ParseError[]): Node | undefined {
  try {
    return parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
