/** Why a file of a repository is not read, in the order in which reports tell it. Apart from the schema, so that discovering loads no validator. */
export const LEFT_OUT_REASONS = ['tool-folder', 'vendored', 'git-ignored', 'excluded', 'too-large', 'no-source'] as const;
