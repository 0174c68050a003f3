/**
 * Softphone layouts as the SOAP call describeSoftphoneLayout() or Open CTI's getSoftphoneLayout() gives them, to the rules that a move to
 * Voice has to carry: what is searched, what is shown, and what opens for no, one and many matches.
 *
 * https://developer.salesforce.com/docs/platform/api/guide/sforce-api-calls-describesoftphonelayout.html
 * https://developer.salesforce.com/docs/service/api-cti/guide/sforce-api-cti-getsoftphonelayout-lex.html
 */
import { readXml, textOf, type XmlElement } from '../parse/xml.ts';

/** One call type of a layout. */
export interface LayoutRule {
  /** `Inbound`, `Outbound`, `Internal`, or what else stands there. */
  readonly callType: string;
  /** Call-related fields: ANI, DNIS, QUEUE, SEGMENT. */
  readonly fields: readonly string[];
  /** Objects of which the softphone shows fields. */
  readonly objects: readonly string[];
  /** What opens, by the number of matches. */
  readonly pops: readonly { readonly match: string; readonly type: string; readonly target: string | null }[];
  /** `NewWindow` or `ExistingWindow`; null where the result does not say. */
  readonly window: string | null;
}

type Plain = Readonly<Record<string, unknown>>;

/** Nothing where the content is in neither of the two shapes. */
export function readSoftphoneLayout(content: unknown): LayoutRule[] {
  const plain = typeof content === 'string' ? fromText(content) : content;
  const rules: LayoutRule[] = [];
  for (const result of found(plain)) {
    rules.push(...list(result['callTypes']).filter(isPlain).map(ofDescribe));
    for (const callType of ['Inbound', 'Outbound', 'Internal']) {
      const settings = result[callType];
      if (isPlain(settings)) rules.push(ofOpenCti(callType, settings));
    }
  }
  return rules;
}

/** Results may be wrapped, in the envelope of a response or in `returnValue` say. */
function found(content: unknown, depth = 0): Plain[] {
  if (depth > MOST_DEEP) return [];
  if (Array.isArray(content)) return content.flatMap((one) => found(one, depth + 1));
  if (!isPlain(content)) return [];
  if ('callTypes' in content || ['Inbound', 'Outbound', 'Internal'].some((name) => isPlain(content[name]))) return [content];
  return Object.values(content).flatMap((one) => found(one, depth + 1));
}

const MOST_DEEP = 8;

function ofDescribe(callType: Plain): LayoutRule {
  return {
    callType: word(callType['name']) ?? 'unnamed',
    fields: list(callType['infoFields']).flatMap((field) => word(isPlain(field) ? field['name'] : field) ?? []),
    objects: unique(list(callType['sections']).flatMap((section) => (isPlain(section) ? (word(section['entityApiName']) ?? []) : []))),
    pops: list(callType['screenPopOptions'])
      .filter(isPlain)
      .map((option) => ({
        match: word(option['matchType']) ?? 'unnamed',
        type: word(option['screenPopType']) ?? 'not said',
        target: word(option['screenPopData']),
      })),
    window: word(callType['screenPopsOpenWithin']),
  };
}

function ofOpenCti(callType: string, settings: Plain): LayoutRule {
  const pops = isPlain(settings['screenPopSettings']) ? settings['screenPopSettings'] : {};
  const objects = settings['objects'];
  return {
    callType,
    fields: list(settings['callRelatedFields']).flatMap((field) => word(field) ?? []),
    objects: isPlain(objects) ? Object.keys(objects) : list(objects).flatMap((object) => word(object) ?? []),
    pops: Object.entries(pops).flatMap(([match, option]) =>
      isPlain(option) ? [{ match, type: word(option['screenPopType']) ?? 'not said', target: word(option['screenPopData']) }] : [],
    ),
    window: word(pops['screenPopsOpenWithin']),
  };
}

/** JSON, or XML with its elements as names; what is neither gives nothing. */
function fromText(text: string): unknown {
  if (!/^\s*</.test(text)) {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return null;
    }
  }
  const document = readXml(text);
  const plain = (element: XmlElement, depth: number): unknown => {
    if (element.children.length === 0 || depth > MOST_XML) return textOf(document, element).value.trim();
    const parts: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const child of element.children) {
      const value = plain(child, depth + 1);
      const known = parts[child.name];
      parts[child.name] = known === undefined ? value : [...list(known), value];
    }
    return parts;
  };
  return document.roots.map((root) => ({ [root.name]: plain(root, 0) }));
}

const MOST_XML = 40;

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands once may be given without its list. */
function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null || value === '' ? [] : [value];
}

function word(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 200) : null;
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
