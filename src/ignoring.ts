/** Patterns in the syntax of .gitignore: those of the files themselves, of .forceignore and of `--exclude`. */
import ignore, { type Ignore } from 'ignore';

export interface Patterns {
  /** True: left out; false: taken back in by a pattern; null: no pattern says anything. `path` is relative, with a slash behind a folder. */
  readonly decide: (path: string) => boolean | null;
  /** The patterns that decide, as written. */
  readonly usable: readonly string[];
  /** Patterns that were passed over, being too costly to match. */
  readonly passedOver: number;
}

/**
 * The matcher goes back for every star. Its time grows with the length of a name for each star of a part, and with the depth of a path for each
 * `**`; these limits keep one pattern below a millisecond for one path.
 */
const MOST_STARS_IN_A_PART = 3;
const MOST_FOLDER_STARS = 3;
/** Below so many folders, patterns with more than one `**` decide nothing; what they would leave out is then read. */
const DEEPEST = 24;
const MOST_PATTERNS = 2000;
const LONGEST_PATTERN = 500;
const LONGEST_PATH = 2000;

export interface PatternOptions {
  /** Whether letter case is of no matter; by default it is, the same on every disk. */
  readonly anyCase?: boolean;
}

export function readPatterns(lines: readonly string[], { anyCase = false }: PatternOptions = {}): Patterns {
  const written = lines.filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const usable = written.filter((line) => line.length <= LONGEST_PATTERN && !hasManyStars(line)).slice(0, MOST_PATTERNS);
  const near = matcherOf(usable, anyCase);
  const far = matcherOf(
    usable.filter((line) => folderStars(line) <= 1),
    anyCase,
  );
  const decide = (path: string): boolean | null => {
    if (path.length > LONGEST_PATH || !ignore.isPathValid(path)) return null;
    const { ignored, unignored } = (isDeep(path) ? far : near).test(path);
    return ignored ? true : unignored ? false : null;
  };
  return { decide: usable.length === 0 ? () => null : decide, usable, passedOver: written.length - usable.length };
}

function matcherOf(patterns: readonly string[], anyCase: boolean): Ignore {
  return ignore({ ignorecase: anyCase, allowRelativePaths: true }).add([...patterns]);
}

function isDeep(path: string): boolean {
  let folders = 0;
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) folders++;
  return folders > DEEPEST;
}

function hasManyStars(pattern: string): boolean {
  return (
    folderStars(pattern) > MOST_FOLDER_STARS ||
    pattern.split('/').some((part) => !isFolderStar(part) && (part.match(/\*+/g)?.length ?? 0) > MOST_STARS_IN_A_PART)
  );
}

function folderStars(pattern: string): number {
  return pattern.split('/').filter(isFolderStar).length;
}

function isFolderStar(part: string): boolean {
  return /^!?\*\*+$/.test(part);
}

/** The lines of a file of patterns. */
export function patternLines(text: string): string[] {
  return text.replace(/^\ufeff/, '').split(/\r\n?|\n/);
}
