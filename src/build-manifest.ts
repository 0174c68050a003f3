/** docs/package.xml: everything that an assessment wants to see, made from the catalog's list of metadata types. */
import type { Catalog, OrgType } from './catalog/schema.ts';

/** Holds adapter source whatever the org is like, and is no metadata of the org around it. */
const STATIC_RESOURCE = { type: 'StaticResource', members: ['*'] };

/** Members that stand for names which only the org knows. */
const PLACEHOLDER = /^FolderName\b/;

const API_VERSION = '66.0';

export function manifestFile({ orgTypes }: Catalog): string {
  const byName = (a: Pick<OrgType, 'type'>, b: Pick<OrgType, 'type'>): number => (a.type < b.type ? -1 : 1);
  const all = [...orgTypes, STATIC_RESOURCE].sort(byName);
  const named = all.filter(({ members }) => members.some((member) => PLACEHOLDER.test(member)));
  const whole = all.filter((type) => !named.includes(type));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!-- Made by “npm run docs”; do not edit. What to retrieve from an org for cti2voice; docs/retrieve.md says how. -->',
    '<Package xmlns="http://soap.sforce.com/2006/04/metadata">',
    ...whole.flatMap(entry),
    `    <!--`,
    `      ${named.map(({ type }) => type).join(' and ')} have to be named, folder by folder: the wildcard brings none of them. Put the names of your org in`,
    `      place of FolderName and the rest, and take away the line that opens this comment and the one that closes it.`,
    `    -->`,
    `    <!--`,
    ...named.flatMap(entry),
    `    -->`,
    `    <version>${API_VERSION}</version>`,
    '</Package>',
    '',
  ].join('\n');
}

function entry({ type, members }: Pick<OrgType, 'type' | 'members'>): string[] {
  return [
    '    <types>',
    ...members.map((member) => `        <members>${member}</members>`),
    `        <name>${type}</name>`,
    '    </types>',
  ];
}
