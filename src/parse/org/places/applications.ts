/** Apps of the org: Lightning apps with a utility bar, consoles of Salesforce Classic, and what in them speaks of Voice. */
import type { PhoneApp } from '../../../model/assessment.ts';
import { wordsOf } from '../call-fields.ts';
import { childOf, childrenOf, childText, descendants, trimmedText } from '../elements.ts';
import type { OrgReading, Sighting, TypeReader } from '../reading.ts';
import { placed, readRoot, type Rooted } from './roots.ts';
import { outsideHost } from './trusted-hosts.ts';

export const APPLICATION_READER: TypeReader = {
  types: ['CustomApplication'],
  look: /utilityBar|isServiceCloudConsole>\s*true|VoiceCall|OmniSupervisor|isOmniPinnedViewEnabled>\s*true|whitelistedDomain|customApplicationComponent>/i,
  read: (source) => readRoot(source, readApplication),
};

/** It comes with the org, used or not. */
const STANDARD_CONSOLE = /^standard__ServiceConsole$/i;

/** Apps of Salesforce’s own making list tabs that nobody chose, All Tabs every one of them. */
const STANDARD_APP = /^standard__/i;

const SUPERVISOR_TABS = new Set(['standard-OmniSupervisorLightning', 'standard-OmniSupervisor']);

function readApplication(rooted: Rooted): Partial<OrgReading> {
  const { document, root, component } = rooted;
  const isLightning = childText(document, root, 'uiType') === 'Lightning';
  const isConsole = !isLightning && childText(document, root, 'isServiceCloudConsole') === 'true';
  const bar = childOf(root, 'utilityBar');
  const barName = bar ? trimmedText(document, bar) : '';
  const isPinned = childText(document, root, 'isOmniPinnedViewEnabled') === 'true';
  const domains = isLightning ? [] : consoleDomains(rooted);
  const sightings = [
    ...(isConsole ? consoleSightings(rooted) : []),
    ...(isConsole ? domains : []),
    ...voiceSightings(rooted, isPinned, isLightning),
  ];
  // The console that comes with the org says nothing unless somebody put something into it.
  const isUntouched = isConsole && STANDARD_CONSOLE.test(component.name) && sightings.every(({ sign }) => sign === 'classic-console');
  if (isUntouched || (sightings.length === 0 && barName === '')) return {};
  const app: PhoneApp = {
    ...component,
    kind: isLightning
      ? childText(document, root, 'navType') === 'Console'
        ? 'lightning-console'
        : 'lightning-standard'
      : isConsole
        ? 'classic-console'
        : 'classic',
    utilityBar: barName === '' ? null : { name: barName, found: false },
    openCti: null,
    omniChannel: isPinned ? true : null,
    conflict: false,
    cloud: cloudOf(component.name, component.label),
    allowList: domains.map(({ value }) => value),
  };
  if (!bar || barName === '') return { apps: [app], sightings };
  const { line, column } = placed(document, bar);
  return {
    apps: [app],
    sightings,
    references: [{ from: component, relation: 'has-utility-bar', to: { type: 'FlexiPage', name: barName }, line, column }],
  };
}

function consoleSightings({ document, root, component }: Rooted): Sighting[] {
  const flag = childOf(root, 'isServiceCloudConsole') ?? root;
  const found: Sighting[] = [
    { kind: 'phone-place', sign: 'classic-console', component, value: component.name, confidence: 'exact', ...placed(document, flag) },
  ];
  for (const list of childrenOf(root, 'customApplicationComponents')) {
    for (const element of childrenOf(list, 'customApplicationComponent')) {
      const value = trimmedText(document, element);
      if (value === '' || /^Console\.BuiltInComponent\./i.test(value)) continue;
      found.push({
        kind: 'phone-place',
        sign: 'classic-console-component',
        component,
        value,
        confidence: 'exact',
        ...placed(document, element),
      });
    }
  }
  return found;
}

/** `consoleConfig/whitelistedDomains`; files of API 41.0 and older have `domainWhitelist`, with the domains in it. */
function consoleDomains({ document, root, component }: Rooted): Sighting[] {
  const found = new Map<string, Sighting>();
  const older = childrenOf(root, 'domainWhitelist').flatMap((element) => [element, ...childrenOf(element, 'domain')]);
  for (const element of [...descendants(root)].filter(({ name }) => /^whitelistedDomains?$/i.test(name)).concat(older)) {
    const at = placed(document, element);
    for (const domain of trimmedText(document, element).split(/[\s,;]+/)) {
      const host = outsideHost(domain);
      if (host === null || found.has(host)) continue;
      found.set(host, { kind: 'phone-place', sign: 'classic-console-domain', component, value: host, confidence: 'exact', ...at });
    }
  }
  return [...found.values()];
}

function voiceSightings({ document, root, component }: Rooted, isPinned: boolean, isLightning: boolean): Sighting[] {
  const found: Sighting[] = [];
  const foundation = (sign: Extract<Sighting, { kind: 'foundation' }>['sign'], value: string, at = root): void => {
    found.push({ kind: 'foundation', sign, component, value, confidence: 'exact', ...placed(document, at) });
  };
  if (isPinned) foundation('omni-channel-sidebar', component.name, childOf(root, 'isOmniPinnedViewEnabled'));
  const isChosen = isLightning || !STANDARD_APP.test(component.name);
  for (const tab of isChosen ? [...childrenOf(root, 'tabs'), ...childrenOf(root, 'tab')] : []) {
    const name = trimmedText(document, tab);
    if (found.some(({ value }) => value === name)) continue;
    if (name === 'standard-VoiceCall') foundation('voice-call-access', name, tab);
    else if (SUPERVISOR_TABS.has(name)) foundation('omni-supervisor', name, tab);
  }
  for (const override of [...childrenOf(root, 'actionOverrides'), ...childrenOf(root, 'profileActionOverrides')]) {
    const object = childOf(override, 'pageOrSobjectType');
    if (!object || trimmedText(document, object) !== 'VoiceCall' || childText(document, override, 'type') === 'Default') continue;
    const page = childText(document, override, 'content');
    if (!found.some(({ sign }) => sign === 'voice-call-page')) foundation('voice-call-page', page || component.name, object);
  }
  return found;
}

/** Sales or Service, where exactly one of the two words stands in the app's name or label. */
function cloudOf(name: string, label: string | null): PhoneApp['cloud'] {
  const words = new Set([...wordsOf(name.replace(/^standard__/i, '')), ...wordsOf(label ?? '')]);
  const isSales = words.has('sales');
  const isService = words.has('service');
  return isSales === isService ? null : isSales ? 'sales' : 'service';
}
