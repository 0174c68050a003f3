/** Demo adapters beside a real one that nothing names: shown, and in no figure over all files. */
import type { Context } from './context.ts';
import { count, list, plural } from './text.ts';
import { t } from '../messages.ts';

const MOST_FILES = 5;

/** Null where there is none. */
export function unusedView({ assessment, several }: Context) {
  const { unused } = assessment.portfolio;
  if (unused.length === 0) return null;
  const name = (id: string): string => assessment.repos.find((repo) => repo.id === id)?.name ?? id;
  return { rows: unused.map(({ repository, files }) => ({ name: several ? name(repository) : null, files: list(files, MOST_FILES) })) };
}

/** The same on the first page. */
export function unusedNotice({ assessment }: Context): { text: string; href: string } | null {
  const { unused } = assessment.portfolio;
  if (unused.length === 0) return null;
  const files = unused.reduce((sum, entry) => sum + entry.files.length, 0);
  const of = t`${count(files, 'file')} of ${plural(unused.length, 'a demo adapter', 'demo adapters')}`;
  return { text: t`${of} that no definition opens ${plural(files, 'is', 'are')} left out of these figures.`, href: '#unused-demos' };
}
