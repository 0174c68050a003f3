import type { Catalog, Foundation, MappingRule, WorkItem } from '../../src/catalog/schema.ts';
import { TARGETS, type FactKind } from '../../src/catalog/terms.ts';
import type { Scanned } from '../../src/assess/assess.ts';
import type { Definition, Finding, Org, RetrievedType, TaskConsumer } from '../../src/model/assessment.ts';

const SOURCE = { title: 'A page', read: '2026-11-22' };

/** A catalog of a handful of entries, so that a test says itself what it rests on. */
export function smallCatalog(more: Partial<Catalog> = {}): Catalog {
  return {
    version: '0',
    targets: [],
    capabilities: [
      { id: 'call-log', name: 'Call log', description: 'x', weight: 60, evidence: ['adapter-source', 'task-consumers'] },
      { id: 'users-and-access', name: 'Users', description: 'x', weight: 40, evidence: ['access'] },
    ],
    gates: [],
    questions: [],
    evidence: ['call-center-definitions', 'adapter-source', 'task-consumers', 'access', 'client-facts'].map((id) => ({
      id,
      name: id,
      shows: id,
      read: id !== 'client-facts',
    })),
    workItems: [],
    readiness: {
      name: 'x',
      explanation: 'x',
      values: {
        obsolete: 1,
        'carries-over': 1,
        rename: 1,
        reconfigure: 1,
        unknown: 0.5,
        rewrite: 0,
        redesign: 0,
        'no-equivalent': 0,
      },
    },
    retirement: { date: '2028-02-28', statement: 'x', sources: [SOURCE] },
    format: {
      reservedWords: [],
      maxNameLength: 1,
      maxLabelLength: 1,
      sections: [],
      items: [],
      settings: [],
      fields: [],
      sources: [SOURCE],
    },
    openCtiApi: { apis: [], sources: [SOURCE] },
    vendors: [],
    connectorParts: [],
    callLogFields: [],
    measures: [
      { id: 'call-centers', name: 'call centers', singular: 'call center', evidence: ['call-center-definitions'] },
      { id: 'task-reports', name: 'reports on call Tasks', singular: 'report on call Tasks', evidence: ['task-consumers'] },
      { id: 'users', name: 'users', singular: 'user', evidence: [] },
    ],
    orgTypes: [
      { type: 'Report', evidence: 'task-consumers', shows: 'x', members: ['unfiled$public', 'R&D'], sources: [SOURCE] },
      { type: 'Flow', evidence: 'task-consumers', shows: 'x', members: ['*'], sources: [SOURCE] },
      { type: 'Profile', evidence: 'access', shows: 'x', members: ['*'], sources: [SOURCE] },
    ],
    foundations: [],
    checklist: [],
    rules: [],
    ...more,
  };
}

export function foundation(id: string, more: Partial<Foundation> = {}): Foundation {
  return { id, name: id, for: [...TARGETS], why: 'x', shownBy: [id], types: ['Flow'], basis: 'documented', sources: [SOURCE], ...more };
}

/** A rule on facts of a kind, by name; it leads to a redesign and to the work item where one is named. */
export function ruleOn(kind: FactKind, name: string, more: Partial<MappingRule> = {}): MappingRule {
  return {
    id: `on-${name}`,
    type: 'mapping',
    title: `On ${name}`,
    capability: 'call-log',
    rows: [],
    standing: ['open-cti'],
    match: [{ kind, name }],
    examples: { match: [], clean: [] },
    custom: false,
    workItem: null,
    questions: [],
    builds: [],
    verdicts: [{ for: [...TARGETS], verdict: 'redesign', equivalent: 'x', do: 'x', caveats: [], basis: 'documented', sources: [SOURCE] }],
    origin: 'shipped',
    ...more,
  };
}

export function workItem(id: string, more: Partial<WorkItem> = {}): WorkItem {
  return {
    id,
    title: id,
    description: 'x',
    capability: 'call-log',
    rows: [],
    per: 'org',
    standing: true,
    evidence: ['call-center-definitions'],
    sizedBy: [],
    drivers: 'x',
    reasoning: 'x',
    hours: [{ for: [...TARGETS], hours: { small: [1, 2, 3], medium: [10, 20, 30], large: [100, 200, 300] } }],
    sources: [],
    ...more,
  };
}

export function finding(kind: FactKind, name: string, more: Partial<Finding> = {}): Finding {
  const at = `${kind}-${name}-${more.line ?? 1}-${more.file ?? ''}`;
  return {
    fingerprint: `f1-${at}:on-${name}`,
    factId: `f1-${at}`,
    ruleId: `on-${name}`,
    type: 'mapping',
    kind,
    api: 'metadata',
    name,
    definition: '',
    file: 'x.xml',
    line: 1,
    column: 1,
    value: '',
    confidence: 'exact',
    capability: 'call-log',
    workItem: null,
    ...more,
  };
}

export function definition(internalName: string, standing: Definition['standing'] = 'open-cti'): Definition {
  return {
    file: `${internalName}.callCenter`,
    line: 1,
    column: 1,
    form: 'import',
    standing,
    standingEvidence: '',
    wellFormed: true,
    internalName,
    displayName: internalName,
    sections: [],
    customSettings: null,
    settings: [],
    fields: [],
  };
}

export function consumer(type: string, name: string, more: Partial<TaskConsumer> = {}): TaskConsumer {
  const at = { file: `${name}.xml`, line: 1, column: 1 };
  const signs = [{ sign: 'report-call-column', strength: 'certain' as const, detail: 'x', ...at }];
  const whose = { folder: null, owner: null, active: null, via: [], namespace: null };
  return { type, name, label: null, ...at, strength: 'certain', signs, fields: [], ...whose, ...more };
}

export function org(states: Readonly<Record<string, RetrievedType['state']>>, more: Partial<Org> = {}): Org {
  return {
    formats: ['source'],
    apiVersion: '62.0',
    packageDirectories: [],
    manifests: [],
    types: Object.entries(states).map(([type, state]) => ({
      type,
      components: state === 'all' || state === 'some' ? 3 : 0,
      state,
      limit: null,
    })),
    activityReports: 0,
    logACallLayouts: 0,
    consumers: [],
    apps: [],
    hosts: [],
    audiences: [],
    links: [],
    ...more,
  };
}

export function scanned(more: Partial<Scanned> = {}): Scanned {
  return {
    id: 'r',
    name: 'r',
    problems: [],
    files: [{ path: 'A.callCenter', signature: null, encoding: 'utf-8', content: 'definition' }],
    filesSeen: 1,
    definitions: [definition('A')],
    findings: [],
    uncovered: [],
    callLogs: [],
    externalSystems: [],
    apexTargets: [],
    vendors: [],
    org: null,
    ...more,
  };
}
