/**
 * Copies of Salesforce's own library, kept beside an adapter. What stands in them is no use of Open CTI by the adapter.
 * No single mark decides: a mock has the names of the methods, and an adapter has the words of the protocol.
 */
import { withoutComments } from './lex.ts';

export interface LibraryCopy {
  readonly library: 'opencti' | 'interaction' | 'integration';
  /** API version, `50.0` say; empty where the text does not tell. */
  readonly version: string;
}

/** Methods that the library defines as properties; an adapter calls a few, and defines hardly any. */
const METHODS =
  /\b(?:setSoftphonePanelVisibility|isSoftphonePanelVisible|searchAndScreenPop|getAppViewInfo|notifyInitializationComplete|setSoftphoneItemLabel|setSoftphonePanelLabel|setSoftphoneItemIcon|setSoftphonePanelIcon|setSoftphonePanelHeight|setSoftphonePanelWidth|getCallCenterSettings|onClickToDial|enableClickToDial|disableClickToDial|getSoftphoneLayout|onNavigationChange|setSoftphoneHeight|setSoftphoneWidth|searchAndGetScreenPopUrl|getDirectoryNumbers|getPageInfo|isInConsole|isVisible|setVisible|openPrimaryTab|openSubtab|getFocusedPrimaryTabId|getCallObjectIds|fireOnCallBegin|onCallLogSaved|sendCTIMessage|addPushNotificationListener|saveLog|screenPop|runApex|refreshObject|refreshPage)\s*(?::|=)\s*(?:async\s+)?function\b/g;

interface Marks {
  readonly library: LibraryCopy['library'];
  /** How many of {@link METHODS} are defined at least. */
  readonly methods: number;
  /** Words of its inner works, of which `least` must stand there. */
  readonly inner: readonly RegExp[];
  readonly least: number;
  /** Characters of the longest release that is known, in full and minified, with room for longer ones; what is longer holds more than the library. */
  readonly longest: number;
  readonly longestMinified: number;
}

const LIBRARIES: readonly Marks[] = [
  {
    library: 'opencti',
    methods: 10,
    inner: [
      /sforce\.opencti\s*=(?!=)/,
      /SCREENPOP_TYPE\s*:\s*\{/,
      /\bsfdcIframeOrigin\b/,
      /\bAPI_TYPE\b|apiType/,
      /\bAPI_VERSION\b|apiVersion/,
      /Failed to initialize Open CTI/,
      /\binvokeApiCall\b/,
    ],
    least: 5,
    longest: 70_000,
    longestMinified: 18_000,
  },
  {
    library: 'interaction',
    methods: 8,
    inner: [
      /sforce\.interaction\s*=(?!=)/,
      /\bsfdcIFrameOrigin\b/i,
      /\bnonce\b/,
      /\bpostMessage\b/,
      /\bframeOrigin\b/,
      /interactionApi\/|\bparseUrlQueryString\b|Interaction (?:API|Toolkit)/,
    ],
    least: 4,
    longest: 45_000,
    longestMinified: 18_000,
  },
  {
    library: 'integration',
    methods: 4,
    inner: [
      /sforce\.console\s*=(?!=)/,
      /\bsfdcIFrameOrigin\b/i,
      /\bnonce\b/,
      /\bpostMessage\b/,
      /['"]sfdc-console['"]/,
      /integrationApi\/|xdomain_txnId|\bCrossDomainApiRegistry\b/,
    ],
    least: 4,
    longest: 150_000,
    longestMinified: 70_000,
  },
];

/** Which of Salesforce's libraries a script is a copy of; null for everything else, also for an adapter that has one bundled in. */
export function libraryCopy(text: string): LibraryCopy | null {
  if (!/\bsforce\.(?:opencti|interaction|console)\s*=(?!=)/.test(text)) return null;
  const candidates = LIBRARIES.filter(({ inner, least }) => inner.filter((mark) => mark.test(text)).length >= least);
  if (candidates.length === 0) return null;
  const code = withoutComments(text);
  const defined = new Set([...code.matchAll(METHODS)].map((match) => /^\w+/.exec(match[0])?.[0] ?? ''));
  const isMinified = text.length / (text.split('\n').length + 1) > 300;
  for (const { library, methods, longest, longestMinified } of candidates) {
    if (defined.size >= methods && text.length <= (isMinified ? longestMinified : longest) && usesBeside(code, library) === 0)
      return { library, version: versionOf(text) };
  }
  return null;
}

/** Calls by the whole name, which a library makes of itself only to start. */
function usesBeside(code: string, library: LibraryCopy['library']): number {
  const path = { opencti: 'opencti', interaction: 'interaction(?:\\.(?:cti|entityFeed))?', integration: 'console(?:\\.\\w+)?' }[library];
  const called = [...code.matchAll(new RegExp(`\\bsforce\\.${path}\\.(\\w+)\\s*\\(`, 'g'))];
  return called.filter((match) => !/^(?:initialize|helper|getVersion)$/.test(match[1] ?? '')).length;
}

function versionOf(text: string): string {
  const version =
    /\b(?:API_VERSION|apiVersion|VERSION)['"]?\s*[:=]\s*['"]?(\d{2,3})(?:\.(\d))?\b/.exec(text) ??
    /\b(?:Toolkit|API\.?\s+\*?\s*Version)\s+(\d{2,3})(?:\.(\d))?\b/.exec(text.slice(0, 1000));
  return version ? `${version[1] ?? ''}.${version[2] ?? '0'}` : '';
}
