/** Pages of one section without a script: on progress, and on what changed between two scans. */
import { createHash } from 'node:crypto';
import type { Presentation } from './presentation.ts';
import type { Comparison } from '../compare/compare.ts';
import { brandView, branded } from './view/brand.ts';
import { changesView, sideName } from './view/changes.ts';
import { paceView, type PaceInput } from './view/pace.ts';
import { count, day, visible } from './view/text.ts';
import { t } from './messages.ts';

export interface ProgressContext {
  readonly policy: string;
  readonly css: string;
  readonly pageTitle: string;
  readonly title: string;
  readonly subject: string;
  readonly asOf: string;
  readonly asOfIso: string;
  readonly tool: string;
  readonly brand: ReturnType<typeof brandView>;
  readonly pace: (NonNullable<ReturnType<typeof paceView>> & Headed) | null;
  readonly changes: (NonNullable<ReturnType<typeof changesView>> & Headed & { readonly open: boolean }) | null;
}

interface Headed {
  readonly heading: { readonly id: string; readonly number: string; readonly title: string };
}

export type ProgressTemplate = (context: ProgressContext) => string;

export interface PageParts {
  readonly template: ProgressTemplate;
  readonly css: string;
}

/** Null where nothing was recorded. */
export function renderProgress(input: PaceInput, parts: PageParts, presentation: Presentation, tool: string): string | null {
  const pace = paceView(input);
  if (!pace) return null;
  const repositories = input.points.at(-1)?.repositories ?? [];
  return page(parts, presentation, {
    pageTitle: t`Open CTI to Salesforce Voice: progress`,
    title: t`Open CTI → Salesforce Voice: progress`,
    subject: repositories.length === 1 ? (repositories[0]?.id ?? '') : count(repositories.length, 'repository', 'repositories'),
    asOf: day(input.asOf),
    asOfIso: input.asOf,
    tool,
    pace: { ...pace, heading: { id: 'pace', number: '', title: pace.title } },
    changes: null,
  });
}

/** As many of a kind as anybody reads; the comparison as JSON has them all. */
const CHANGES_IN_VIEW = 1000;

export function renderComparison(comparison: Comparison, parts: PageParts, presentation: Presentation, tool: string): string {
  const changes = changesView(comparison, CHANGES_IN_VIEW);
  const { before, after } = comparison;
  return page(parts, presentation, {
    pageTitle: t`Open CTI to Salesforce Voice: what changed`,
    title: t`Open CTI → Salesforce Voice: what changed`,
    subject: t`${sideName(before.name)} to ${sideName(after.name)}`,
    asOf: day(after.asOf),
    asOfIso: after.asOf,
    tool,
    pace: null,
    changes: changes && { ...changes, open: true, heading: { id: 'changes', number: '', title: changes.title } },
  });
}

function page({ template, css }: PageParts, { brand }: Presentation, content: Omit<ProgressContext, 'policy' | 'css' | 'brand'>): string {
  const style = branded(css.replaceAll(/\r\n?/g, '\n').trim(), brand);
  const digest = createHash('sha256').update(style, 'utf8').digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${digest}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return visible(template({ policy, css: style, brand: brandView(brand), ...content }));
}
