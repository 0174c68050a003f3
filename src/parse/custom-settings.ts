/** `customSettings`: a JSON object of strings inside an element of the Metadata API's `CallCenter`. */
import { parseTree, type ParseError } from 'jsonc-parser';
import type { Named, Problem } from '../model/assessment.ts';
import { maskValue } from './secrets.ts';
import { rawInner, textOf, type XmlDocument, type XmlElement } from './xml.ts';

export interface SettingsReading {
  readonly settings: Named[];
  readonly problems: Problem[];
  readonly masked: boolean;
}

/** Reads what can be read, also of broken JSON: Salesforce's own Voice sample has a stray character in it. */
export function readSettings(document: XmlDocument, element: XmlElement, file: string): SettingsReading {
  const placed =
    element.children.length > 0
      ? { value: rawInner(document, element), offsetAt: (i: number) => element.innerStart + i }
      : textOf(document, element);
  if (placed.value.trim() === '') return { settings: [], problems: [], masked: false };

  const errors: ParseError[] = [];
  const root = parseTree(placed.value, errors, { disallowComments: true, allowTrailingComma: false });
  const settings: Named[] = [];
  let masked = false;
  for (const property of root?.type === 'object' ? (root.children ?? []) : []) {
    const [key, value] = property.children ?? [];
    if (!key || typeof key.value !== 'string') continue;
    const plain = !value
      ? ''
      : typeof value.value === 'string'
        ? value.value
        : placed.value.slice(value.offset, value.offset + value.length);
    const shown = maskValue(plain, key.value);
    if (shown !== plain) masked = true;
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
      detail: `customSettings is not valid JSON; ${settings.length === 0 ? 'none of its keys' : `${settings.length} of its keys`} could be read.`,
    });
  }
  return { settings, problems, masked };
}
