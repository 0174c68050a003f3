/** With what the page is made: templates, shipped or of the user's own, and how the result is presented. */
import type { Format } from '../report/formats.ts';
import type { ReportAssets } from '../report/html.ts';
import { PLAIN, type Presentation } from '../report/presentation.ts';

export interface Page {
  /** Null for the shipped ones. */
  readonly assets: ReportAssets | null;
  readonly presentation: Presentation;
  /** Style and script in files beside the page. */
  readonly splitAssets: boolean;
}

export const SHIPPED_PAGE: Page = { assets: null, presentation: PLAIN, splitAssets: false };

/** @throws UserError if templates are wanted that are not there or broken */
export async function pageFor(
  {
    formats,
    templates,
    presentation,
    splitAssets,
    language,
  }: Pick<Page, 'presentation' | 'splitAssets'> & {
    readonly formats: readonly Format[];
    readonly templates: string | null;
    readonly language: string;
  },
  workingDirectory: string,
): Promise<Page> {
  if (templates === null || !formats.includes('html')) return { assets: null, presentation, splitAssets };
  // The compiler of templates is only needed here.
  const { ownAssets } = await import('./own-templates.ts');
  return { assets: await ownAssets(templates, workingDirectory, language), presentation, splitAssets };
}
