/** Metadata of an org that belongs to the phone integration: utility bars, canvas apps, trusted hosts, custom buttons. */
import type { Contact } from '../../../model/assessment.ts';
import type { Fact } from '../../../model/fact.ts';
import { rawInner, readXml, textOf, type XmlDocument, type XmlElement } from '../../xml.ts';
import type { ContactSighting, Script } from '../reading.ts';
import { sight } from './contacts.ts';
import { librariesIn } from './libraries.ts';
import { makeScript } from './scripts.ts';
import type { Dialect } from './merge-fields.ts';
import { readMarkup } from './read-markup.ts';
import { sourceFact } from './source-fact.ts';

export interface MetadataReading {
  readonly facts: readonly Fact[];
  readonly contacts: readonly ContactSighting[];
  readonly scripts: readonly Script[];
  /** Whether the file is metadata of a kind that is read here. */
  readonly known: boolean;
}

const BUTTON: Dialect = { merge: true, server: false, braces: false, expressions: false };

/** Elements whose text allows a host to be reached, by the root that holds them. */
const ALLOWED: Readonly<Record<string, { element: string; means: Contact['means'] }>> = {
  CspTrustedSite: { element: 'endpointUrl', means: 'csp-trusted-site' },
  RemoteSiteSetting: { element: 'url', means: 'remote-site' },
  CorsWhitelistOrigin: { element: 'urlPattern', means: 'cors-origin' },
  IframeWhiteListUrlSettings: { element: 'url', means: 'frame-ancestor' },
  CustomApplication: { element: 'whitelistedDomain', means: 'console-domain' },
};

/** Whether a path is that of set-up which may name a host, whatever it says. */
export function isNetworkMetadata(path: string): boolean {
  return /\.(?:cspTrustedSite|remoteSite|corsWhitelistOrigin|iframeWhiteListUrlSettings)(?:-meta\.xml)?$|(?:^|\/)iframeWhiteListUrlSettings\/|(?:^|\/)IframeWhiteListUrl\.settings/i.test(
    path,
  );
}

/** Metadata that is looked into where it speaks of the phone integration. */
export function isMetadataPath(path: string): boolean {
  return /\.(?:xml|flexipage|connectedApp|object|weblink|app|customApplicationComponent|homePageComponent|settings|profile|permissionset|layout)$/i.test(
    path,
  );
}

export function readMetadata(file: string, text: string): MetadataReading {
  const document = readXml(text);
  const facts: Fact[] = [];
  const contacts: ContactSighting[] = [];
  const scripts: Script[] = [];
  let known = false;
  for (const root of document.roots) {
    const allowed = Object.hasOwn(ALLOWED, root.name) ? ALLOWED[root.name] : undefined;
    known ||= allowed !== undefined || /^(?:FlexiPage|ConnectedApp|CustomObject|WebLink|CustomPageWebLink|Package)$/.test(root.name);
    for (const element of descendants(root)) {
      if (allowed && isAllowing(element, allowed.element)) contacts.push(...allowedHost(file, document, element, allowed.means));
      if (element.name === 'componentName') facts.push(...softphone(file, document, element));
      if (element.name === 'locations' && root.name === 'ConnectedApp') facts.push(...canvas(file, document, element));
      if (/^webLinks$/.test(element.name) || (element === root && /^(?:WebLink|CustomPageWebLink)$/.test(root.name)))
        readButton(file, document, element, facts, scripts);
      else if (
        element.children.length === 0 &&
        // Escaped, or in CDATA: an element of its own would be a child.
        /(?:&lt;|<)(?:script|apex:|iframe)/i.test(rawInner(document, element))
      ) {
        const { value, offsetAt } = textOf(document, element);
        const inner = readMarkup(file, value, (offset) => document.place(offsetAt(offset)));
        facts.push(...inner.facts);
        contacts.push(...inner.contacts);
        scripts.push(...inner.scripts);
      }
    }
  }
  return { facts, contacts, scripts, known };
}

/** Every element below a root, itself included, in document order; without recursion, since depth is the file's choice. */
function* descendants(root: XmlElement): Generator<XmlElement> {
  const open = [root];
  for (let element = open.pop(); element; element = open.pop()) {
    yield element;
    for (let index = element.children.length - 1; index >= 0; index--) open.push(element.children[index] as XmlElement);
  }
}

function isAllowing({ name }: XmlElement, wanted: string): boolean {
  return name === wanted || (wanted === 'whitelistedDomain' && /^whitelistedDomains?$/i.test(name));
}

/** The text of an element without the blanks around it, and where it begins. */
function trimmed(document: XmlDocument, element: XmlElement): { text: string; offset: number; offsetAt: (index: number) => number } {
  const { value, offsetAt } = textOf(document, element);
  const blanks = value.length - value.trimStart().length;
  return { text: value.trim(), offset: offsetAt(blanks), offsetAt: (index) => offsetAt(index + blanks) };
}

function allowedHost(file: string, document: XmlDocument, element: XmlElement, means: Contact['means']): ContactSighting[] {
  const { text, offset } = trimmed(document, element);
  // An origin may be written without its scheme.
  const address = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[\w.-]+:\d+(?:\/|$)/.test(text) ? text : `//${text}`;
  const sighting = text === '' ? null : sight(file, { means, direction: 'allowed', address, at: document.place(offset) });
  return sighting ? [{ ...sighting, address: sighting.address.replace(/^\/\/(?!$)/, '') }] : [];
}

function softphone(file: string, document: XmlDocument, element: XmlElement): Fact[] {
  const { text, offset } = trimmed(document, element);
  const name = /^(?:markup:\/\/)?(opencti:softPhone)$/i.exec(text)?.[1];
  if (name === undefined) return [];
  const at = offset + text.length - name.length;
  return [
    sourceFact(file, document.text, document.place, at, {
      kind: 'component',
      api: 'component',
      name: 'opencti:softPhone',
      value: text,
      traits: { attributes: '' },
    }),
  ];
}

function canvas(file: string, document: XmlDocument, element: XmlElement): Fact[] {
  const { text, offset } = trimmed(document, element);
  if (text !== 'OpenCTI' && text !== 'ServiceDesk') return [];
  return [
    sourceFact(file, document.text, document.place, offset, {
      kind: 'component',
      api: 'canvas',
      name: text,
      value: text,
      traits: { attributes: '' },
    }),
  ];
}

/** A custom button that runs script: its text is script inside XML, with merge fields of its own. */
function readButton(file: string, document: XmlDocument, element: XmlElement, facts: Fact[], scripts: Script[]): void {
  const child = (name: string): XmlElement | undefined => element.children.find((candidate) => candidate.name === name);
  const url = child('url');
  if (!url) return;
  const linkType = child('linkType');
  const { text, offsetAt } = trimmed(document, url);
  const prefix = /^javascript:/i.exec(text)?.[0].length ?? 0;
  if ((linkType ? trimmed(document, linkType).text : '') !== 'javascript' && prefix === 0) return;
  for (const { name, version, offset } of librariesIn(text)) {
    facts.push(
      sourceFact(file, document.text, document.place, offsetAt(offset), {
        kind: 'script-load',
        api: 'library',
        name,
        value: lineOf(text, offset),
        traits: { version },
      }),
    );
  }
  const script = text.slice(prefix);
  scripts.push({
    ...makeScript(file, script, (offset) => document.place(offsetAt(offset + prefix)), 'block', 'javascript', BUTTON),
    page: null,
  });
}

function lineOf(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset) + 1;
  const end = text.indexOf('\n', offset);
  return text.slice(start, end < 0 ? text.length : end);
}
