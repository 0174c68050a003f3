/**
 * How a result is shown, apart from the result: whose report it is, and what an hour costs.
 *
 * None of it is part of the assessment. A result is joined, compared and handed on; rates are nobody's business there, and a logo in each of
 * a hundred shares serves nobody. The same result with the same presentation gives the same page.
 */
export interface Brand {
  /** The consultancy. */
  readonly name: string | null;
  /** A `data:` address. */
  readonly logo: string | null;
  /** Colours as `#rrggbb`; null keeps the page's own. */
  readonly accent: { readonly light: string | null; readonly dark: string | null };
  readonly client: string | null;
  readonly author: string | null;
  /** A few words under the title; line breaks part paragraphs. */
  readonly cover: string | null;
  readonly disclaimer: string | null;
}

export interface RoleRate {
  readonly name: string;
  readonly perHour: number;
  /** Per cent of the hours. */
  readonly share: number;
}

export interface Rates {
  /** ISO 4217. */
  readonly currency: string;
  /** Language tag for the way in which money is written. */
  /** Null for that of the report’s language. */
  readonly locale: string | null;
  /** One rate, or the mean of the roles by their shares. */
  readonly perHour: number;
  /** Empty where one rate stands for everybody. */
  readonly roles: readonly RoleRate[];
}

export interface Presentation {
  readonly brand: Brand | null;
  readonly rates: Rates | null;
}

/** Nobody's brand, and no money anywhere. */
export const PLAIN: Presentation = { brand: null, rates: null };
