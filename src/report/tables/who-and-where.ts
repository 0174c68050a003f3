import type { Audience, PhoneApp, PhoneHost, RepositoryRecord } from '../../model/assessment.ts';
import { distinct, table, yesNo, type Column } from './column.ts';

/** An app, a page or component, or an audience: one of the three is there. */
interface WhoAndWhereRow {
  readonly repo: RepositoryRecord;
  readonly part: PhoneApp | PhoneHost | Audience;
  readonly app?: PhoneApp;
  readonly host?: PhoneHost;
  readonly audience?: Audience;
}

const WHO_AND_WHERE_COLUMNS: readonly Column<WhoAndWhereRow>[] = [
  { name: 'repository', description: 'Id of the repository.', cell: ({ repo }) => repo.id },
  {
    name: 'what',
    description: '`app`, `host` (a page or component in which the phone lives or from which it is dialed) or `audience` (who opens it).',
    cell: ({ app, host }) => (app ? 'app' : host ? 'host' : 'audience'),
  },
  { name: 'type', description: 'Metadata type, as the Metadata API spells it.', cell: ({ part }) => part.type },
  { name: 'name', description: 'Full name in the Metadata API.', cell: ({ part }) => part.name },
  { name: 'label', description: 'The name that people see; empty where the file holds none.', cell: ({ part }) => part.label ?? '' },
  { name: 'file', description: 'Path in the repository, with forward slashes.', cell: ({ part }) => part.file },
  { name: 'line', type: 'integer', description: 'Line, counted from 1.', cell: ({ part }) => part.line },
  {
    name: 'kind',
    description:
      'Of an app `lightning-console`, `lightning-standard`, `classic-console` or `classic`; of a host `adapter`, `softphone`, `click-to-dial` or `voice`.',
    cell: ({ app, host }) => app?.kind ?? host?.role ?? '',
  },
  { name: 'cloud', description: 'Of an app: `sales` or `service`, where its file tells.', cell: ({ app }) => app?.cloud ?? '' },
  { name: 'utility_bar', description: 'Of an app: its utility bar.', cell: ({ app }) => app?.utilityBar?.name ?? '' },
  {
    name: 'utility_bar_found',
    type: 'boolean',
    description: '`no` where the file of the utility bar is not here, so that nobody can tell what it holds.',
    cell: ({ app }) => yesNo(app?.utilityBar?.found ?? null),
  },
  {
    name: 'open_cti',
    type: 'boolean',
    description: 'Of an app: whether it holds the softphone of Open CTI; empty where nothing shows it.',
    cell: ({ app }) => yesNo(app?.openCti ?? null),
  },
  {
    name: 'omni_channel',
    type: 'boolean',
    description: 'Of an app: whether it holds Omni-Channel; empty where nothing shows it.',
    cell: ({ app }) => yesNo(app?.omniChannel ?? null),
  },
  {
    name: 'conflict',
    type: 'boolean',
    description: '`yes` where an app holds both phones.',
    cell: ({ app }) => (app?.conflict ? 'yes' : ''),
  },
  {
    name: 'allow_list',
    description: 'Of a console of Salesforce Classic: domains that it lets in, joined by “; ”.',
    cell: ({ app }) => distinct(app?.allowList ?? []),
  },
  {
    name: 'licence',
    description: 'Of an audience: its licence, where its file names one.',
    cell: ({ audience }) => audience?.licence ?? '',
  },
  {
    name: 'opens_apps',
    description: 'Of an audience: apps that it opens, joined by “; ”.',
    cell: ({ audience }) => distinct(audience?.apps.map(({ name }) => name) ?? []),
  },
  {
    name: 'default_apps',
    description: 'Those of the apps that open by default.',
    cell: ({ audience }) => distinct(audience?.apps.flatMap((app) => (app.default ? [app.name] : [])) ?? []),
  },
  {
    name: 'opens_pages',
    description: 'Visualforce pages of the phone that it opens.',
    cell: ({ audience }) => distinct(audience?.pages ?? []),
  },
  {
    name: 'opens_classes',
    description: 'Apex classes of the phone that it opens.',
    cell: ({ audience }) => distinct(audience?.classes ?? []),
  },
  {
    name: 'permissions',
    description: 'User permissions and objects of the phone, by their API names.',
    cell: ({ audience }) => distinct(audience?.permissions ?? []),
  },
  {
    name: 'presence_statuses',
    description: 'Presence statuses that it may use.',
    cell: ({ audience }) => distinct(audience?.presenceStatuses ?? []),
  },
  {
    name: 'bundles',
    description: 'Of a permission set group: the sets that it bundles.',
    cell: ({ audience }) => distinct(audience?.sets ?? []),
  },
  {
    name: 'mutes',
    description: 'Of a permission set group: the muting sets that take rights away.',
    cell: ({ audience }) => distinct(audience?.muted ?? []),
  },
];

/** Apps, then pages and components, then who opens them, repository by repository. */
export const WHO_AND_WHERE = table<WhoAndWhereRow>({
  name: 'who-and-where',
  title: 'Who and where',
  what: 'One row per app, page or component of the phone, and per profile, permission set or group that opens it. Columns that do not fit a row are empty in it.',
  columns: WHO_AND_WHERE_COLUMNS,
  rows: ({ repos }) =>
    repos.flatMap((repo) => [
      ...(repo.org?.apps ?? []).map((app) => ({ repo, part: app, app })),
      ...(repo.org?.hosts ?? []).map((host) => ({ repo, part: host, host })),
      ...(repo.org?.audiences ?? []).map((audience) => ({ repo, part: audience, audience })),
    ]),
});
