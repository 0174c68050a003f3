/** Patterns in the syntax of .gitignore: those of the files themselves and those of `--exclude`. */
import ignore, { type Ignore } from 'ignore';

export interface Patterns {
  /** True: left out; false: taken back in by a pattern; null: no pattern says anything. `path` is relative, with a slash behind a folder. */
  readonly decide: (path: string) => boolean | null;
  /** Patterns that were passed over, being too costly to match. */
  readonly passedOver: number;
}

/** The time that the matcher takes grows steeply with the stars of a pattern; nobody needs as many as this. */
const MOST_STARS = 6;
const MOST_STARS_IN_A_PART = 3;
const MOST_PATTERNS = 2000;
const LONGEST_PATTERN = 500;
const LONGEST_PATH = 2000;

export function readPatterns(lines: readonly string[]): Patterns {
  const written = lines.filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const usable = written.filter((line) => line.length <= LONGEST_PATTERN && !hasManyStars(line)).slice(0, MOST_PATTERNS);
  // The same on every disk, whether or not it tells letter case.
  const matcher: Ignore = ignore({ ignorecase: false, allowRelativePaths: true }).add(usable);
  const decide = (path: string): boolean | null => {
    if (path.length > LONGEST_PATH) return null;
    const { ignored, unignored } = matcher.test(path);
    return ignored ? true : unignored ? false : null;
  };
  return { decide: usable.length === 0 ? () => null : decide, passedOver: written.length - usable.length };
}

/** The lines of a file of patterns. */
export function patternLines(text: string): string[] {
  return text.replace(/^\ufeff/, '').split(/\r\n?|\n/);
}

function hasManyStars(pattern: string): boolean {
  const stars = (text: string): number => text.match(/\*+/g)?.length ?? 0;
  return stars(pattern) > MOST_STARS || pattern.split('/').some((part) => stars(part) > MOST_STARS_IN_A_PART);
}
