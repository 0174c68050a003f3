/** Pages, components and Lightning bundles: those that host the adapter, are dialed from, or belong to Salesforce Voice already. */
import type { PhoneHost } from '../../../model/assessment.ts';
import { withoutComments } from '../../adapter/lex.ts';
import { componentsOf } from '../../adapter/markup/components.ts';
import { loadsOf } from '../../adapter/markup/libraries.ts';
import { dialectOf } from '../../adapter/markup/merge-fields.ts';
import { attributeOf, scanMarkup, type MarkupScan } from '../../adapter/markup/scan.ts';
import { contextOf, snippetAt } from '../../adapter/markup/source-fact.ts';
import { indexLines, type Position } from '../../lines.ts';
import { wordsOf } from '../call-fields.ts';
import { childrenOf, trimmedText } from '../elements.ts';
import type { Component, OrgDocument, OrgReading, Reference, Sighting, TypeReader } from '../reading.ts';
import { componentOf, placed, readRoot, type Rooted } from './roots.ts';
import { markupLinks, scriptLinks, type TelephoneLink } from './telephone-links.ts';

export const MARKUP_READER: TypeReader = {
  types: ['ApexPage', 'ApexComponent', 'LightningComponentBundle', 'AuraDefinitionBundle'],
  look: /support\/(?:api|console)\/|opencti|click-?to-?dial|(?<![a-z])(?:tel|callto):|service[-_]?cloud[-_]?voice|VoiceExtension|messageChannel/i,
  read: readMarkupFile,
};

const CONSOLE_TOOLKIT = /support\/console\//i;

/** A copy of Open CTI's library in a static resource has a name of its own, and code for it names its objects. */
const SHOWS_A_PHONE = /opencti|interaction|(?<![a-z])cti(?![a-z])/i;

/** A file with more links is made by a program. */
const MOST_LINKS = 100;

function readMarkupFile(source: OrgDocument): Partial<OrgReading> {
  if (contextOf(source.path) !== undefined) return {};
  if (source.part === 'sidecar') return source.type === 'LightningComponentBundle' ? readRoot(source, readBundleMeta) : {};
  if (/\.js$/i.test(source.path)) return readScript(source);
  return /\.(?:page|component|cmp|app|html)$/i.test(source.path) ? readMarkup(source) : {};
}

function readBundleMeta({ document, root, component }: Rooted): Partial<OrgReading> {
  const sightings: Sighting[] = [];
  const seek = (list: string, item: string, wanted: string, sign: 'voice-extension-component' | 'voice-toolkit-component'): void => {
    for (const element of childrenOf(root, list).flatMap((parent) => childrenOf(parent, item))) {
      if (trimmedText(document, element) !== wanted || sightings.some((known) => known.sign === sign)) continue;
      sightings.push({ kind: 'foundation', sign, component, value: component.name, confidence: 'exact', ...placed(document, element) });
    }
  };
  seek('targets', 'target', 'lightning__VoiceExtension', 'voice-extension-component');
  seek('capabilities', 'capability', 'lightning__ServiceCloudVoiceToolkitApi', 'voice-toolkit-component');
  return { sightings, hosts: voiceHost(component, sightings) };
}

function readScript(source: OrgDocument): Partial<OrgReading> {
  const live = withoutComments(source.text);
  const place = indexLines(source.text);
  const component = componentOf(source, { line: 1, column: 1 });
  const references = [...live.matchAll(/@salesforce\/messageChannel\/(\w+)/g)].map((match) =>
    channelUse(component, match[1] ?? '', place(match.index)),
  );
  // The number in a footer is the company's own, for whoever visits.
  const links = wordsOf(source.name).includes('footer') ? [] : scriptLinks(live, 0);
  return { references: once(references), sightings: linkSightings(source, component, place, links) };
}

function readMarkup(source: OrgDocument): Partial<OrgReading> {
  const { path, text } = source;
  const place = indexLines(text);
  const scan = scanMarkup(text, dialectOf(path, text));
  const component = componentOf(source, { line: 1, column: 1 });
  const voice = voiceSightings(source, component, scan, place);
  const hosts = phoneHosts(path, component, scan, place);
  return {
    hosts: [...hosts, ...voiceHost(component, voice)],
    consolePages: hosts.length === 0 && CONSOLE_TOOLKIT.test(text) && !SHOWS_A_PHONE.test(text) ? [component] : [],
    sightings: [...voice, ...linkSightings(source, component, place, markupLinks(scan))],
    references: once(channelUses(component, scan, place)),
  };
}

/** A page that loads a library of Open CTI hosts the adapter; click-to-dial itself is found by the reader of adapter source. */
function phoneHosts(path: string, component: Component, scan: MarkupScan, place: (offset: number) => Position): PhoneHost[] {
  const hosts: PhoneHost[] = [];
  const usesConsoleCti = /\bsforce\s{0,9}\.\s{0,9}console\s{0,9}\.\s{0,9}cti\b/.test(scan.text);
  const library = loadsOf(path, scan, place).facts.find(({ name }) => !name.startsWith('integration.js') || usesConsoleCti);
  if (library) hosts.push({ ...component, line: library.line, column: library.column, role: 'adapter' });
  const dial = componentsOf(path, scan, place)[0];
  if (dial) hosts.push({ ...component, line: dial.line, column: dial.column, role: 'click-to-dial' });
  return hosts;
}

const INTERFACES: Readonly<Record<string, 'message-bridge' | 'voice-extension-component'>> = {
  'service_cloud_voice:messagebridge': 'message-bridge',
  'opencti:availableforvoiceextension': 'voice-extension-component',
};

function voiceSightings(source: OrgDocument, component: Component, scan: MarkupScan, place: (offset: number) => Position): Sighting[] {
  const found: Sighting[] = [];
  const add = (sign: 'message-bridge' | 'voice-extension-component' | 'voice-toolkit-component', offset: number): void => {
    if (found.some((known) => known.sign === sign)) return;
    const snippet = snippetAt(source.text, offset);
    found.push({ kind: 'foundation', sign, component, value: component.name, confidence: 'exact', snippet, ...place(offset) });
  };
  for (const tag of scan.tags) {
    if (tag.name === 'lightning-service-cloud-voice-toolkit-api' || tag.name === 'lightning:servicecloudvoicetoolkitapi')
      add('voice-toolkit-component', tag.nameStart);
    if (!tag.name.startsWith('aura:')) continue;
    const list = attributeOf(tag, 'implements');
    for (const match of (list?.value ?? '').matchAll(/[\w:]+/g)) {
      const name = match[0].toLowerCase();
      const sign = Object.hasOwn(INTERFACES, name) ? INTERFACES[name] : undefined;
      if (sign) add(sign, (list?.valueStart ?? 0) + match.index);
    }
  }
  return found;
}

function voiceHost(component: Component, sightings: readonly Sighting[]): PhoneHost[] {
  const [first] = sightings;
  return first ? [{ ...component, line: first.line, column: first.column, role: 'voice' }] : [];
}

function channelUses(component: Component, scan: MarkupScan, place: (offset: number) => Position): Reference[] {
  const uses: Reference[] = [];
  for (const tag of scan.tags) {
    const type = tag.name === 'lightning:messagechannel' ? attributeOf(tag, 'type') : undefined;
    if (type?.value) uses.push(channelUse(component, type.value, place(type.valueStart)));
    if (tag.name !== 'script' || tag.contentEnd === tag.end) continue;
    const live = withoutComments(scan.text.slice(tag.end, tag.contentEnd));
    for (const match of live.matchAll(/\$MessageChannel\.(\w+)/g))
      uses.push(channelUse(component, match[1] ?? '', place(tag.end + match.index)));
  }
  return uses;
}

/** Code names a channel with `__c` behind it, metadata without. */
function channelUse(from: Component, written: string, at: Position): Reference {
  return { from, relation: 'uses-channel', to: { type: 'LightningMessageChannel', name: written.trim().replace(/__c$/i, '') }, ...at };
}

function once(references: readonly Reference[]): Reference[] {
  return [...new Map(references.toReversed().map((reference) => [reference.to.name, reference])).values()].toReversed();
}

function linkSightings(
  { text }: OrgDocument,
  component: Component,
  place: (offset: number) => Position,
  links: readonly TelephoneLink[],
): Sighting[] {
  return links.slice(0, MOST_LINKS).map(({ offset, scheme, confidence }) => ({
    kind: 'phone-place',
    sign: 'telephone-link',
    component,
    value: scheme,
    confidence,
    snippet: snippetAt(text, offset),
    ...place(offset),
  }));
}
