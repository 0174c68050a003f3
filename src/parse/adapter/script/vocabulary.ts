/** The names by which Salesforce's phone APIs are reached and known. */
import type { ApiUse } from './types.ts';

/** The name of an API, as facts carry it. */
export type ApiName = ApiUse['api'];

/** Names of the page's global object. `global` is Node's, which tests put their mocks on. */
export const GLOBAL_NAMES: ReadonlySet<string> = new Set(['window', 'self', 'parent', 'top', 'globalThis', 'frames', 'global']);

/** What hangs directly on `sforce`. */
export const ROOT_APIS: ReadonlyMap<string, ApiName> = new Map<string, ApiName>([
  ['opencti', 'opencti'],
  ['interaction', 'interaction'],
  ['console', 'console'],
]);

/** APIs inside an API. */
export const INNER_APIS: ReadonlyMap<string, ApiName> = new Map<string, ApiName>([
  ['interaction cti', 'interaction.cti'],
  ['interaction entityFeed', 'interaction.entityFeed'],
  ['console cti', 'console.cti'],
]);

const MEMBERS: Readonly<Partial<Record<ApiName, string>>> = {
  opencti:
    'disableClickToDial enableClickToDial getAppViewInfo getCallCenterSettings getSoftphoneLayout hvs hvs.onWorkStart hvs.completeWork ' +
    'isSoftphonePanelVisible notifyInitializationComplete onClickToDial onNavigationChange refreshView runApex saveLog screenPop ' +
    'searchAndScreenPop setSoftphoneItemIcon setSoftphoneItemLabel setSoftphonePanelHeight setSoftphonePanelIcon setSoftphonePanelLabel ' +
    'setSoftphonePanelVisibility setSoftphonePanelWidth subscribe unsubscribe publish initialize SCREENPOP_TYPE CALL_TYPE',
  interaction:
    'getPageInfo isInConsole isVisible onFocus refreshPage refreshRelatedList runApex saveLog screenPop searchAndGetScreenPopUrl ' +
    'searchAndScreenPop setVisible cti entityFeed',
  'interaction.cti':
    'disableClickToDial enableClickToDial getCallCenterSettings getDirectoryNumbers getSoftphoneLayout notifyInitializationComplete ' +
    'onClickToDial setSoftphoneHeight setSoftphoneWidth',
  'interaction.entityFeed': 'onObjectUpdate refreshObject reloadFrame',
  'console.cti':
    'fireOnCallBegin fireOnCallEnd fireOnCallLogSaved getCallAttachedData getCallObjectIds onCallBegin onCallEnd onCallLogSaved ' +
    'onSendCTIMessage sendCTIMessage setCallAttachedData setCallObjectIds',
  console:
    'addEventListener addPushNotificationListener addToBrowserTitleQueue blinkCustomConsoleComponentButtonText chat cti closeTab ' +
    'disableTabClose fireEvent focusPrimaryTabById focusPrimaryTabByName focusSidebarComponent focusSubtabById focusSubtabByNameAndPrimaryTabId ' +
    'focusSubtabByNameAndPrimaryTabName generateConsoleUrl getEnclosingPrimaryTabId getEnclosingPrimaryTabObjectId getEnclosingTabId ' +
    'getFocusedPrimaryTabId getFocusedPrimaryTabObjectId getFocusedSubtabId getFocusedSubtabObjectId getPageInfo getPrimaryTabIds getSubtabIds ' +
    'getTabInfo getTabLink isCustomConsoleComponentWindowHidden isInConsole openConsoleUrl openPrimaryTab openSubtab openSubtabByPrimaryTabName ' +
    'presence refreshPrimaryTabById refreshPrimaryTabByName refreshSubtabById removeEventListener resetSessionTimeOut setTabIcon setTabLink ' +
    'setTabTitle setTabUnsavedChanges setTabStyle setTabTextStyle setCustomConsoleComponentButtonText setCustomConsoleComponentVisible ' +
    'ConsoleEvent TabLink',
};

const DOCUMENTED: ReadonlyMap<ApiName, ReadonlySet<string>> = new Map(
  Object.entries(MEMBERS).map(([api, names]) => [api as ApiName, new Set(names.split(' '))]),
);

/** Whether Salesforce describes `name` as a member of `api`. A constant or a nested member goes by its first part. */
export function isDocumented(api: ApiName, name: string): boolean {
  const names = DOCUMENTED.get(api);
  return names !== undefined && (names.has(name) || names.has(name.split('.', 1)[0] ?? ''));
}

/** Every documented name of any API, for a first look at a text. */
export const MEMBER_NAMES: ReadonlySet<string> = new Set(
  [...DOCUMENTED.values()].flatMap((names) => [...names]).filter((name) => !name.includes('.')),
);

const EVERYDAY = new Set(
  'subscribe unsubscribe publish initialize addEventListener removeEventListener fireEvent isVisible setVisible onFocus chat cti presence hvs closeTab'.split(
    ' ',
  ),
);

/** Names that hardly anything but Salesforce's APIs has. */
export const TELLING_NAMES: ReadonlySet<string> = new Set([...MEMBER_NAMES].filter((name) => !EVERYDAY.has(name)));

/** Names on the way to a member. */
export const PATH_NAMES: ReadonlySet<string> = new Set(['sforce', ...ROOT_APIS.keys(), 'cti', 'entityFeed']);

const CONTAINERS: Readonly<Partial<Record<ApiName, ReadonlySet<string>>>> = {
  opencti: new Set(['hvs', 'SCREENPOP_TYPE', 'CALL_TYPE']),
  console: new Set(['presence', 'chat', 'ConsoleEvent', 'ConsoleEvent.PRESENCE', 'TabLink']),
};

/** Whether the member only groups further members, `SCREENPOP_TYPE` say. */
export function isContainer(api: ApiName, name: string): boolean {
  return CONTAINERS[api]?.has(name) ?? false;
}

/** Whether the member is a constant, such as `SCREENPOP_TYPE.URL`, and not a group of them. */
export function isConstant(api: ApiName, name: string): boolean {
  return /^(?:SCREENPOP_TYPE|CALL_TYPE|ConsoleEvent|TabLink)\./.test(name) && !isContainer(api, name);
}

/** Functions that call what they are handed, later or at once. */
export const INVOKERS: ReadonlySet<string> = new Set([
  'setTimeout',
  'setInterval',
  'setImmediate',
  'requestAnimationFrame',
  'requestIdleCallback',
  'queueMicrotask',
  'nextTick',
  'addEventListener',
  'attachEvent',
  'addListener',
  'on',
  'once',
  'one',
  'bindEvent',
  'then',
  'catch',
  'finally',
  'done',
  'fail',
  'always',
  'forEach',
  'map',
  'filter',
  'some',
  'every',
  'find',
  'flatMap',
  'each',
  'subscribe',
  'tap',
  'ready',
  'click',
  'change',
  'useEffect',
]);

/** Functions that give back what they are handed in another coat, where their own code is not at hand. */
export const COATS: ReadonlySet<string> = new Set([
  'promisify',
  'promisifyAll',
  'denodeify',
  'fromCallback',
  'memoize',
  'debounce',
  'throttle',
  'once',
  'partial',
  'curry',
  'proxy',
  'bind',
  'wrap',
  'useCallback',
  'getCallback',
  'freeze',
  'seal',
  'preventExtensions',
  'toRaw',
  'markRaw',
  'createContext',
  'useContext',
]);

/** Salesforce's script files. */
export const LIBRARY_FILES: ReadonlySet<string> = new Set(['opencti_min.js', 'opencti.js', 'interaction.js', 'integration.js']);
