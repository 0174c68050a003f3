import { describe, expect, test } from '@jest/globals';
import { CONSUMER_ACTIONS, TARGETS } from '../../src/catalog/terms.ts';
import type { MappingRule } from '../../src/catalog/schema.ts';
import { SIGNS } from '../../src/parse/org/signs.ts';
import { ORG_TYPES } from '../../src/parse/org/types.ts';
import { shippedCatalog } from '../support/catalog.ts';

const catalog = await shippedCatalog();
const rules = catalog.rules.filter((rule): rule is MappingRule => rule.type === 'mapping' && rule.id.startsWith('org-'));
const signs = Object.entries(SIGNS).flatMap(([kind, names]) => names.map((name) => [kind, name] as const));

describe('the signs of an org', () => {
  test.each(signs)('of kind %s: %s has a rule of its own name that takes it', (kind, name) => {
    const rule = rules.find(({ id }) => id === `org-${name}`);
    expect(rule?.match).toMatchObject([{ kind, api: 'metadata', name }]);
  });

  test('are all that rules on an org name', () => {
    const known = new Set(signs.map(([kind, name]) => `${kind} ${name}`));
    const named = rules.flatMap(({ match }) =>
      match.flatMap(({ kind, name }) => [name ?? []].flat().map((one) => `${String(kind)} ${one}`)),
    );
    expect(named.filter((one) => !known.has(one))).toEqual([]);
  });

  test('of one kind that have several rules are told apart by conditions of which one always holds', () => {
    const names = rules.flatMap(({ match }) => match.flatMap(({ name }) => [name ?? []].flat()));
    const several = [...new Set(names.filter((name, index) => names.indexOf(name) < index))];
    expect(several).toEqual(['dashboard-call-report']);
    const strengths = rules.flatMap(({ match }) =>
      match.flatMap((one) => (one.name === several[0] ? (one.where?.['strength']?.in ?? []) : [])),
    );
    expect(strengths.sort()).toEqual(['certain', 'likely', 'weak']);
  });

  test('of packages have one rule, which names no namespace: vendors.yaml knows them', () => {
    const packages = rules.filter(({ match }) => match.some(({ kind }) => kind === 'package'));
    expect(packages.map(({ id, match }) => [id, match[0]?.name])).toEqual([['org-package', undefined]]);
    expect(catalog.vendors.flatMap(({ namespaces }) => namespaces)).toEqual(
      expect.arrayContaining(['amazonconnect', 'nvmcontactworld', 'rcsfl', 'talkdesk', 'zoom_app']),
    );
  });
});

describe('what must happen to a consumer of call Tasks', () => {
  const consumers = rules.filter(({ match }) => match.some(({ kind }) => kind === 'consumer'));

  test('stands in every rule on one, and in no other', () => {
    expect(consumers.filter(({ consumerAction }) => !CONSUMER_ACTIONS.some((action) => action === consumerAction))).toEqual([]);
    expect(rules.filter((rule) => rule.consumerAction !== undefined && !consumers.includes(rule))).toEqual([]);
  });

  test('is left to a person, and is no work yet, where only a name speaks of calls', () => {
    const weak = consumers.filter(({ id }) => id.endsWith('named-for-calls'));
    expect(weak.map(({ id }) => id)).toEqual(['org-dashboard-report-named-for-calls', 'org-report-named-for-calls']);
    for (const rule of weak) expect([rule.consumerAction, rule.workItem]).toEqual(['decide', null]);
  });

  test('is never more than our reading with native telephony', () => {
    const bases = consumers.flatMap(({ verdicts }) =>
      verdicts.flatMap((verdict) => (verdict.for.includes('native') ? [verdict.basis] : [])),
    );
    expect(bases).not.toContain('documented');
  });

  test('makes the row of the mapping on reports and automations a matter of rules', () => {
    expect(consumers.filter(({ rows }) => rows.includes('BEH-TASKREPORT')).length).toBeGreaterThan(15);
  });
});

describe('gates', () => {
  const gated = rules.flatMap(({ id, gate }) => (gate ? [`${gate.id} ${gate.outcome}: ${id}`] : []));

  test('are settled by the settings of Omni-Channel alone; a Classic console and a licence leave theirs open', () => {
    expect(gated.sort()).toEqual([
      'licence unknown: org-voice-permission-set',
      'lightning unknown: org-classic-console',
      'omni-channel fail: org-omni-channel-off',
      'omni-channel pass: org-omni-channel-on',
    ]);
  });
});

describe('the metadata types that an assessment wants', () => {
  const read = new Set(ORG_TYPES.filter(({ child, type }) => !child && !type.endsWith('Folder')).map(({ type }) => type));

  test.each(catalog.orgTypes.map(({ type }) => type))('%s is one that is read, spelt as the reader spells it', (type) => {
    expect(read).toContain(type);
  });

  test('leave out no known type, but flow definitions of old API versions and such that no sign is told from', () => {
    const wanted = new Set(catalog.orgTypes.map(({ type }) => type));
    expect([...read].filter((type) => !wanted.has(type)).sort()).toEqual([
      'CallCoachingMediaProvider',
      'CallCtrAgentFavTrfrDest',
      'ChannelObjectLinkingRule',
      'ConversationVendorFieldDef',
      'FlowDefinition',
      'WorkSkillRouting',
    ]);
  });

  test('name one by one what no wildcard brings', () => {
    const members = new Map(catalog.orgTypes.map((type) => [type.type, type.members]));
    expect(members.get('CustomObject')).toEqual(['Activity', 'Task', 'Event', 'VoiceCall']);
    for (const type of ['Report', 'Dashboard']) expect(members.get(type)).not.toContain('*');
  });
});

describe('foundations', () => {
  test.each(TARGETS)('are told for %s, Omni-Channel first', (target) => {
    const needed = catalog.foundations.filter((foundation) => foundation.for.includes(target));
    expect(needed[0]?.shownBy).toEqual(['omni-channel-on']);
    expect(needed.length).toBeGreaterThanOrEqual(target === 'native' ? 4 : 12);
  });

  test('of native telephony are never documented', () => {
    const native = catalog.foundations.filter((foundation) => foundation.for.includes('native'));
    expect(native.filter(({ basis }) => basis === 'documented')).toEqual([]);
  });

  test('that rest on permission sets given to people can never be proved absent by files', () => {
    const types = new Set(catalog.orgTypes.map(({ type }) => type));
    const given = catalog.foundations.filter(({ shownBy }) => shownBy.includes('voice-permission-set'));
    expect(given.map((foundation) => foundation.types.every((type) => types.has(type)))).toEqual([false, false]);
  });

  test('are not shown by what a wildcard brings where Voice is off, such as a layout of VoiceCall', () => {
    expect(catalog.foundations.flatMap(({ shownBy }) => shownBy)).not.toContain('voice-call-layout');
  });
});
