/** The page on progress: the section on pace by itself, without a script. */
import { createHash } from 'node:crypto';
import type { Presentation } from './presentation.ts';
import { brandView, branded } from './view/brand.ts';
import { paceView, type PaceInput } from './view/pace.ts';
import { day, visible } from './view/text.ts';

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
  readonly pace: NonNullable<ReturnType<typeof paceView>> & {
    readonly heading: { readonly id: string; readonly number: string; readonly title: string };
  };
}

export type ProgressTemplate = (context: ProgressContext) => string;

/** Null where nothing was recorded. */
export function renderProgress(
  input: PaceInput,
  { template, css }: { readonly template: ProgressTemplate; readonly css: string },
  { brand }: Presentation,
  tool: string,
): string | null {
  const pace = paceView(input);
  if (!pace) return null;
  const style = branded(css.replaceAll(/\r\n?/g, '\n').trim(), brand);
  const digest = createHash('sha256').update(style, 'utf8').digest('base64');
  const repositories = input.points.at(-1)?.repositories ?? [];
  const subject = repositories.length === 1 ? (repositories[0]?.id ?? '') : `${repositories.length} repositories`;
  return visible(
    template({
      policy: `default-src 'none'; style-src 'sha256-${digest}'; img-src data:; base-uri 'none'; form-action 'none'`,
      css: style,
      pageTitle: 'Open CTI to Salesforce Voice: progress',
      title: 'Open CTI → Salesforce Voice: progress',
      subject,
      asOf: day(input.asOf),
      asOfIso: input.asOf,
      tool,
      brand: brandView(brand),
      pace: { ...pace, heading: { id: 'pace', number: '', title: pace.title } },
    }),
  );
}
