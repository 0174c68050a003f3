/**
 * What becomes of each text of a result when it is redacted. Every text that the schema knows has its entry here; a test holds the two
 * against each other, so that a field that is added later cannot slip through. What an enumeration, a constant or a day says stays.
 */

/**
 * - `keep`: the catalog’s or the program’s own.
 * - `words`: a sentence of the program with names in it; every word that is not the program’s or the catalog’s goes.
 * - `term`: a name that may be Salesforce’s own, which stays, or the client’s, which gets a pseudonym.
 * - `value`: likewise, and only switches and short numbers stay beside what is Salesforce’s.
 * - `path`: a file or folder; its ending stays.
 * - `id`, `fact`, `print`: ids of facts and findings, digests of what stands in files.
 * - `cut`: nothing of it stays.
 * - all others: a pseudonym of that kind.
 */
export type FieldKind =
  | 'keep'
  | 'words'
  | 'term'
  | 'value'
  | 'path'
  | 'fact'
  | 'fingerprint'
  | 'rule'
  | 'print'
  | 'cut'
  | 'repository'
  | 'owner'
  | 'label'
  | 'name'
  | 'host'
  | 'commit'
  | 'revision'
  | 'call-center'
  | 'vendor'
  | 'ticket'
  | 'list'
  | 'pattern';

const place = { file: 'path' } as const;
const outcome = { 'evidence[].file': 'path', 'evidence[].fingerprint': 'fingerprint', 'evidence[].text': 'words' } as const;

const route = below('routes[]', {
  'capabilities[].id': 'keep',
  ...below('foundations[]', { id: 'keep', ...outcome }),
  ...below('gates[]', { id: 'keep', question: 'keep', text: 'words', ...outcome }),
  'level.code': 'keep',
  'readiness.reason': 'keep',
  'waived.items[].id': 'keep',
  ...below('workItems[]', {
    id: 'keep',
    'decided[]': 'keep',
    'level.code': 'keep',
    'measures[].id': 'keep',
    noHours: 'keep',
    'perOccurrence[].ruleId': 'rule',
    reason: 'words',
    'replaces[]': 'keep',
    sizeReason: 'words',
  }),
});

const org = below('org', {
  apiVersion: 'keep',
  ...below('apps[]', { 'allowList[]': 'host', ...place, name: 'name', label: 'label', type: 'term', 'utilityBar.name': 'name' }),
  ...below('audiences[]', {
    'apps[].name': 'name',
    'classes[]': 'name',
    ...place,
    label: 'label',
    licence: 'term',
    'muted[]': 'term',
    name: 'name',
    'pages[]': 'name',
    'permissions[]': 'term',
    'presenceStatuses[]': 'name',
    'sets[]': 'name',
    type: 'term',
  }),
  ...below('consumers[]', {
    'fields[].file': 'path',
    'fields[].name': 'term',
    ...place,
    folder: 'name',
    label: 'label',
    name: 'name',
    namespace: 'name',
    owner: 'owner',
    'signs[].detail': 'words',
    'signs[].file': 'path',
    'signs[].sign': 'keep',
    type: 'term',
    'via[]': 'name',
  }),
  ...below('hosts[]', { ...place, label: 'label', name: 'name', type: 'term' }),
  ...below('links[]', { ...place, 'from.name': 'name', 'from.type': 'term', 'to.name': 'name', 'to.type': 'term' }),
  'manifests[]': 'path',
  'packageDirectories[]': 'path',
  ...below('types[]', { limit: 'words', type: 'term' }),
});

const definition = below('definitions[]', {
  displayName: 'call-center',
  ...below('fields[]', { name: 'term', value: 'value' }),
  ...place,
  internalName: 'call-center',
  ...below('sections[]', {
    ...below('attributes[]', { name: 'term', value: 'value' }),
    label: 'label',
    name: 'term',
    sortOrder: 'value',
    ...below('items[]', {
      ...below('attributes[]', { name: 'term', value: 'value' }),
      label: 'label',
      name: 'term',
      sortOrder: 'value',
      value: 'value',
    }),
  }),
  ...below('settings[]', { name: 'term', value: 'value' }),
  standingEvidence: 'words',
});

const finding = below('findings[]', {
  capability: 'keep',
  'chain[]': 'words',
  definition: 'call-center',
  factId: 'fact',
  ...place,
  fingerprint: 'fingerprint',
  message: 'words',
  name: 'term',
  ruleId: 'rule',
  section: 'term',
  snippet: 'cut',
  ...below('statement', { after: 'print', before: 'print', digest: 'print', within: 'print' }),
  value: 'value',
  waiver: 'keep',
  workItem: 'keep',
});

const repository = below('repos[]', {
  ...below('apexTargets[]', {
    className: 'name',
    methodName: 'name',
    'calls[].file': 'path',
    'found.file': 'path',
    'found.method.file': 'path',
  }),
  ...below('callLogs[]', { object: 'term', 'fields[].file': 'path', 'fields[].name': 'term', ...place }),
  commit: 'commit',
  ...below('connector[]', { id: 'keep', 'ruleIds[]': 'rule' }),
  'coverage[].id': 'keep',
  ...definition,
  ...below('externalSystems[]', { name: 'host', ...below('places[]', { address: 'host', ...place }) }),
  ...below('files[]', { encoding: 'keep', path: 'path', print: 'print', signature: 'print' }),
  ...finding,
  ...below('gaps[]', { evidence: 'keep', manifest: 'words', type: 'term' }),
  id: 'repository',
  label: 'label',
  lastCommit: 'keep',
  ...below('leftOut[]', { 'mentions[]': 'path', 'names[]': 'path' }),
  name: 'repository',
  ...org,
  owner: 'owner',
  ...below('problems[]', { detail: 'words', ...place }),
  ...below('questions[]', { 'answered.facts[]': 'keep', 'answered.text': 'words', id: 'keep', 'raisedBy[]': 'fingerprint' }),
  ...below('revision', { commit: 'commit', ref: 'revision' }),
  ...route,
  ...below('uncovered[]', { factId: 'fact', ...place, name: 'term' }),
  ...below('vendors[]', { 'evidence[].file': 'path', 'evidence[].text': 'words', id: 'vendor' }),
});

export const FIELDS: Readonly<Record<string, FieldKind>> = {
  asOf: 'keep',
  ...below('decisions[]', {
    capability: 'keep',
    decided: 'keep',
    decision: 'cut',
    id: 'keep',
    owner: 'owner',
    reason: 'cut',
    repository: 'repository',
    ticket: 'ticket',
    workItem: 'keep',
  }),
  ...below('given[]', {
    'callCenter.name': 'call-center',
    'component.name': 'name',
    'component.type': 'term',
    file: 'path',
    id: 'words',
    label: 'words',
    measure: 'keep',
    note: 'cut',
    told: 'value',
    value: 'words',
  }),
  lastSafeDate: 'keep',
  ...below('listProblems[]', { list: 'list', reason: 'words' }),
  'options.shard.batch': 'print',
  ...below('portfolio', {
    'adapters[].id': 'repository',
    'adapters[].repositories[].id': 'repository',
    'unused[].files[]': 'path',
    'unused[].repository': 'repository',
  }),
  ...repository,
  run: 'keep',
  'tool.version': 'keep',
  ...below('totals', route),
  ...below('waivers[]', {
    capability: 'keep',
    expires: 'keep',
    finding: 'fingerprint',
    'follows[]': 'fingerprint',
    id: 'keep',
    owner: 'owner',
    path: 'pattern',
    reason: 'cut',
    repository: 'repository',
    rule: 'rule',
    ticket: 'ticket',
  }),
};

/** Below it stands what the shipped catalog says, and rules that somebody brought; see `redactCatalog`. */
export const CATALOG = 'catalog';
/** Salesforce’s own words, which every result carries. */
export const RETIREMENT = 'retirement';

function below(prefix: string, fields: Readonly<Record<string, FieldKind>>): Record<string, FieldKind> {
  return Object.fromEntries(Object.entries(fields).map(([path, kind]) => [`${prefix}.${path}`, kind]));
}
