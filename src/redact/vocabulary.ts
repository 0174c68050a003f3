/** What says nothing about a client: Salesforce's own names, and the texts and words of the shipped catalog. */
import type { Catalog } from '../catalog/schema.ts';
import { ORG_TYPES } from '../parse/org/types.ts';
import { OWN_WORDS } from './words.ts';

export interface Vocabulary {
  /** Names of Salesforce's own, to the letter: reserved items, members of its APIs, standard fields and objects, metadata types, signs. */
  readonly names: ReadonlySet<string>;
  /** What may stand in code: those names in their parts, and the words of the languages that adapters are written in. */
  readonly code: ReadonlySet<string>;
  /** Every text of the shipped catalog. */
  readonly texts: ReadonlySet<string>;
  /** Plain words in lower case, for sentences that the program made. */
  readonly words: ReadonlySet<string>;
  /** Messages of the shipped checks, by rule, with their words in braces. */
  readonly messages: ReadonlyMap<string, string>;
  readonly version: string;
}

/**
 * Only the shipped catalog is asked: rules that a user brought are the user's. Names of vendors and of their packages are left out as well:
 * whose product a company runs is its own business.
 */
export function vocabularyOf(catalog: Catalog): Vocabulary {
  const names = new Set<string>(SALESFORCE);
  const add = (...all: readonly string[]): void => {
    for (const name of all) names.add(name);
  };
  for (const { match } of catalog.rules) {
    for (const { kind, name = [] } of match) if (![kind].flat().some((one) => NOT_OURS.has(one))) add(...[name].flat());
  }
  for (const { name } of [...catalog.format.sections, ...catalog.format.items]) add(name);
  add(...catalog.format.reservedWords);
  for (const { members } of catalog.openCtiApi.apis) add(...members.map(({ name }) => name));
  for (const { field, content } of catalog.callLogFields)
    if (content === undefined && /^[A-Za-z]\w*$/.test(field)) add(field, field.toUpperCase());
  add(...catalog.orgTypes.map(({ type }) => type), ...ORG_TYPES.map(({ type }) => type));

  const texts = new Set<string>();
  const words = new Set<string>(OWN_WORDS);
  const messages = new Map<string, string>();
  for (const rule of catalog.rules) if (rule.type === 'check') messages.set(rule.id, rule.message);
  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      texts.add(value);
      // A name in one word, such as that of a function, is no word of a sentence.
      if (value.includes(' ')) for (const word of value.match(WORD) ?? []) words.add(word);
    } else if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null)
      for (const [key, one] of Object.entries(value)) if (!LEFT_OUT.has(key)) visit(one);
  };
  const { vendors: _vendors, ...rest } = catalog;
  visit(rest);
  return {
    names,
    code: new Set([...CODE, ...[...names].flatMap((name) => (name.includes('-') ? [] : (name.match(/[\p{L}\p{N}_$]+/gu) ?? [])))]),
    texts,
    words,
    messages,
    version: catalog.version,
  };
}

/** Kinds whose names are a vendor's, or words of the adapter's own. */
const NOT_OURS: ReadonlySet<string> = new Set(['package', 'trace']);
/** Patterns, and examples with names of made-up companies. */
const LEFT_OUT: ReadonlySet<string> = new Set(['match', 'examples', 'content']);
const WORD = /(?<![\p{L}\p{N}_$./@-])[a-z]{1,20}(?![\p{L}\p{N}_$/@]|[.-]\w)/gu;

/** Names that Salesforce gives and the catalog does not list. */
const SALESFORCE: readonly string[] = `
  sforce opencti interaction console cti hvs entityFeed searchAndScreenPop true false Classic Lightning Classic_and_Lightning
  opencti_min.js interaction.js integration.js window self top this
  Task Event Activity Account Contact Lead Case Opportunity User Campaign Asset Contract Report Dashboard VoiceCall MessagingSession
  AgentWork Group Queue CallCenter Adapter adapter OpenActivity ActivityHistory PersonAccount LiveChatTranscript ContactRequest
  Id Name Subject Status Priority Description OwnerId WhoId WhatId AccountId ActivityDate CreatedDate CreatedById LastModifiedDate
  LastModifiedById RecordTypeId IsClosed IsArchived IsDeleted ReminderDateTime IsReminderSet TaskSubtype CallType CallDisposition
  CallDurationInSeconds CallObject Type entityApiName returnFields Phone MobilePhone HomePhone Fax Email CompletedDateTime
  Salesforce ServiceCloudVoiceExternalTelephonyPsl ServiceCloudVoicePartnerTelephonyPsl ServiceCloudVoicePsl ManageCallCenters
  ViewSetup ContactCenterAdmin ContactCenterAgent ContactCenterSupervisor sfdc_phone addScreenPop RoutingFlow
  enableOmniChannel enableSCVExternalTelephony ManageUsers ModifyAllData ViewAllData fullName lightning support openCTI softPhone
  label name sortOrder value nil xsi:nil xmlns xmlns:xsi callCenter section item
  CALLDURATION CALLTYPE CALLDISPOSITION TASK ACTIVITY exact resolved dynamic text
  Text TextArea LongTextArea Html Url Picklist MultiselectPicklist Number Currency Percent Date DateTime Time Checkbox Lookup Formula
  standard__LightningSales standard__LightningService standard__ServiceConsole standard__LightningSalesConsole
`
  .trim()
  .split(/\s+/);

const CODE: readonly string[] = `
  abstract as async await break case catch class const continue default delete do else enum export extends false final finally for from
  function global if implements import in instanceof interface let new null of private protected public return set static super switch
  this throw true try typeof undefined var virtual void webservice while with without sharing yield JSON parse stringify window document
  console log callback success error errors returnValue params value type url listener data message event then Promise postMessage
  addEventListener querySelector getElementById define require module exports apex page component script src div span button id href
  String Boolean Number Object Array Integer Date List Map Set any string number boolean unknown tel invoke runApex apexClass methodName
  methodParams apiType screenPopType recordId objectType visible heightPX widthPX key
`
  .trim()
  .split(/\s+/);
