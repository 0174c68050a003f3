/** What the tables for issue trackers share: ids that stay, labels without blanks, and descriptions that stand alone. */
import { createHash } from 'node:crypto';
import type { Source } from '../../catalog/schema.ts';
import type { Finding, RepositoryRecord } from '../../model/assessment.ts';
import { t } from '../messages.ts';
import { formatNumber } from '../number.ts';
import type { Column } from './column.ts';

/** An issue as a tracker takes it: an epic, or a task under one. */
export interface Issue {
  /** Names it from scan to scan, in words. */
  readonly key: string;
  readonly type: 'Epic' | 'Task';
  readonly summary: string;
  readonly description: string;
  readonly labels: readonly string[];
  /** Key of the epic above it; null for an epic. */
  readonly parent: string | null;
  /** As the list of repositories says, each once. */
  readonly owners: readonly string[];
}

/** The columns that every tracker wants. */
export function issueColumns<Row>(issueOf: (row: Row) => Issue): Column<Row>[] {
  return [
    {
      name: 'id',
      type: 'integer',
      description: 'Number of the issue: the same in every scan, whatever else changes. For Jira’s “Issue ID”.',
      cell: (row) => idOf(issueOf(row).key),
    },
    { name: 'type', description: '`Epic` or `Task`. Epics come first.', cell: (row) => issueOf(row).type },
    { name: 'summary', description: 'One line of 255 characters at most.', cell: (row) => shorten(issueOf(row).summary, LONGEST_SUMMARY) },
    {
      name: 'description',
      description: 'Plain text that stands alone: what, why, basis, sources and places.',
      cell: (row) => shorten(issueOf(row).description, LONGEST_DESCRIPTION, true),
    },
    {
      name: 'labels',
      description: 'Joined by blanks; none holds a blank. One of them is made of the key, so that an issue can be found again by it.',
      cell: (row) => labelsOf(issueOf(row)).join(' '),
    },
    {
      name: 'parent',
      type: 'integer',
      description: 'The `id` of the epic above it; empty for an epic.',
      cell: (row) => {
        const { parent } = issueOf(row);
        return parent === null ? null : idOf(parent);
      },
    },
    {
      name: 'owner',
      description: 'The owner whom a list of repositories names, where all repositories behind it have the same one.',
      cell: (row) => {
        const { owners } = issueOf(row);
        return owners.length === 1 ? (owners[0] ?? '') : '';
      },
    },
    { name: 'owners', description: 'All owners of repositories behind it, joined by “; ”.', cell: (row) => issueOf(row).owners.join('; ') },
    { name: 'key', description: 'The same identity as `id`, in words.', cell: (row) => issueOf(row).key },
  ];
}

/** Jira takes no longer summary. */
const LONGEST_SUMMARY = 255;
/** Below what Jira takes by default and Excel can hold, with room for what a dialect adds. */
const LONGEST_DESCRIPTION = 30_000;

/** Nine digits: trackers want a number, and spreadsheets write longer ones with an exponent. */
export function idOf(key: string): number {
  return 100_000_000 + (createHash('sha256').update(key, 'utf8').digest().readUInt32BE(0) % 900_000_000);
}

export function labelsOf({ key, labels }: Issue): string[] {
  return [...new Set(['cti2voice', `cti2voice-${key}`, ...labels].map((label) => label.replace(/[^\p{L}\p{N}._-]+/gu, '-')))];
}

/** Cut where it is too long, with a mark; on one line unless `lines` lets it have several. */
function shorten(text: string, most: number, lines = false): string {
  const shown = lines ? text : text.replace(/\s+/gu, ' ').trim();
  if (shown.length <= most) return shown;
  const cut = shown.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '');
  return `${cut}…`;
}

/** Parts of a description, each under its heading; those without text are left out. */
export function describe(parts: readonly (readonly [heading: string, text: string | readonly string[]])[]): string {
  return parts
    .flatMap(([heading, text]) => {
      const lines = typeof text === 'string' ? tidyLines(text) : text.map((line) => `* ${tidyLines(line)}`).join('\n');
      return lines === '' ? [] : [heading === '' ? lines : `${heading}:\n${lines}`];
    })
    .join('\n\n');
}

/** One kind of line break, and no line that a spreadsheet has to break by itself. */
function tidyLines(text: string): string {
  return text
    .split(/\r\n?|\n/)
    .map((line) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE).replace(/[\uD800-\uDBFF]$/, '')}…` : line))
    .join('\n');
}

const LONGEST_LINE = 8000;

export function sourceLines(sources: readonly Source[]): string[] {
  return [...new Set(sources.map(({ title, url, note }) => [title, url, note].filter((part) => part !== undefined).join(' – ')))];
}

/** Where it was found; beyond the first few, how many more there are. */
export function placeLines(places: readonly { readonly repo: RepositoryRecord; readonly finding: Finding }[]): string[] {
  const lines = [
    ...new Set(places.map(({ repo, finding: { file, line, name } }) => `${repo.id}: ${file}:${line} ${name}`.replace(/\s+/gu, ' '))),
  ];
  const rest = lines.length - MOST_PLACES;
  return rest > 0 ? [...lines.slice(0, MOST_PLACES), t`and ${formatNumber(rest)} more; findings.csv has all of them`] : lines;
}

const MOST_PLACES = 25;
