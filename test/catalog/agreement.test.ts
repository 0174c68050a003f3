import { describe, expect, test } from '@jest/globals';
import type { MappingRule } from '../../src/catalog/schema.ts';
import { TARGETS } from '../../src/catalog/terms.ts';
import { shippedCatalog } from '../support/catalog.ts';

const rules = new Map(
  (await shippedCatalog()).rules.flatMap((rule): [string, MappingRule][] => (rule.type === 'mapping' ? [[rule.id, rule]] : [])),
);

function ruleOf(id: string): MappingRule {
  const rule = rules.get(id);
  if (!rule) throw new Error(`no mapping rule ${id}`);
  return rule;
}

/** What must not differ for one subject in two user interfaces: the answers, the work and what is built. Bases may, where a rule says why. */
function answers(rule: MappingRule): unknown {
  return {
    verdicts: TARGETS.map((target) => rule.verdicts.find((verdict) => verdict.for.includes(target))?.verdict),
    capability: rule.capability,
    workItem: rule.workItem,
    builds: [...rule.builds].sort(),
    // How many still work in Salesforce Classic is asked for its own API only.
    questions: rule.questions.filter((id) => id !== 'classic-users').sort(),
  };
}

const ONE_SUBJECT = [
  ['lightning-disable-click-to-dial', 'classic-disable-click-to-dial'],
  ['lightning-dynamic-member', 'classic-dynamic-member'],
  ['lightning-enable-click-to-dial', 'classic-enable-click-to-dial'],
  ['lightning-get-app-view-info', 'classic-get-page-info'],
  ['lightning-get-call-center-settings', 'classic-get-call-center-settings'],
  ['lightning-get-softphone-layout', 'classic-get-softphone-layout'],
  ['lightning-is-panel-visible', 'classic-is-visible'],
  ['lightning-namespace', 'classic-namespace'],
  ['lightning-notify-initialization-complete', 'classic-notify-initialization-complete'],
  ['lightning-on-click-to-dial', 'classic-on-click-to-dial'],
  ['lightning-on-navigation-change', 'classic-on-focus'],
  ['lightning-panel-height', 'classic-set-softphone-height'],
  ['lightning-panel-visibility', 'classic-set-visible'],
  ['lightning-panel-width', 'classic-set-softphone-width'],
  ['lightning-refresh-view', 'classic-refresh-page'],
  ['lightning-run-apex', 'classic-run-apex'],
  ['lightning-save-log-other', 'classic-save-log-other'],
  ['lightning-save-log-task', 'classic-save-log'],
  ['lightning-screen-pop-record', 'classic-screen-pop-record'],
  ['lightning-screen-pop-url', 'classic-screen-pop-url'],
  ['lightning-search-and-screen-pop', 'classic-search-and-screen-pop'],
  ['lightning-unlisted-member', 'classic-unlisted-member'],
  ['library-opencti', 'library-interaction'],
] as const;

describe('one subject in two user interfaces has one answer:', () => {
  test.each(ONE_SUBJECT)('%s and %s', (lightning, classic) => {
    expect(answers(ruleOf(classic))).toEqual(answers(ruleOf(lightning)));
  });

  test.each(ONE_SUBJECT)('only of %s and %s the second asks about Salesforce Classic and opens its gate', (lightning, classic) => {
    expect([ruleOf(lightning).gate, ruleOf(classic).gate?.id]).toEqual([undefined, 'lightning']);
    expect([ruleOf(lightning), ruleOf(classic)].map((rule) => rule.questions.includes('classic-users'))).toEqual([false, true]);
  });
});

describe('every rule on the screen pop', () => {
  const pops = [...rules.values()].filter((rule) => rule.capability === 'screen-pop' && rule.workItem !== null);

  test.each(pops.map((rule) => [rule.id, rule] as const))('leads to one piece of work: %s', (_id, rule) => {
    expect(rule.workItem).toBe('screen-pop-flow');
  });

  test.each(
    pops
      .filter((rule) => rule.builds.includes('flow-screen-pop') && !rule.id.endsWith('softphone-layout'))
      .map((rule) => [rule.id, rule] as const),
  )('names the server calls without which no flow runs: %s', (_id, rule) => {
    expect(rule.builds).toEqual(expect.arrayContaining(['server-execute-omni-flow', 'server-clear-routing']));
  });
});

describe('where it is open who creates the VoiceCall of an outbound call,', () => {
  const open = [...rules.values()].filter((rule) => rule.questions.includes('outbound-call-records'));

  test.each(open.flatMap((rule) => rule.verdicts.map((verdict) => [rule.id, verdict.for.join(', '), verdict] as const)))(
    '%s shows all three sides with their sources and advises a trial, for %s',
    (_id, _for, verdict) => {
      const text = [verdict.do, ...(verdict.caveats ?? [])].join(' ');
      expect(text).toMatch(/Inbound and Transfer|inbound and transferred/);
      expect(text).toMatch(/addParticipant/);
      expect(text).toMatch(/migration guide/);
      expect(text).toMatch(/spike/);
      const addresses = verdict.sources.map(({ url }) => url ?? '').join(' ');
      for (const page of ['voice_rest_voicecalls_create', 'en-us.234.0', 'addparticipant', 'compare-opencti-voice'])
        expect(addresses).toContain(page);
    },
  );
});
