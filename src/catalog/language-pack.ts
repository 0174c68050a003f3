/** A language as the build hands it to the program: `dist/lang-<code>.json`. */

export interface LanguageSettings {
  /** What its speakers call it. */
  readonly name: string;
  /** `de`, `pt-BR`. */
  readonly locale: string;
  readonly decimal: string;
  readonly thousands: string;
  /** January to December. */
  readonly months: readonly string[];
  /** Holds `{day}`, `{month}` and `{year}`. */
  readonly date: string;
}

export interface LanguagePack extends LanguageSettings {
  readonly code: string;
  /** The catalog’s texts by their English. */
  readonly texts: Readonly<Record<string, string>>;
  /** The report’s own words by their English. */
  readonly messages: Readonly<Record<string, string>>;
  /** Those of the messages that stand in the record, where they are found by the English that they made. */
  readonly sentences: readonly string[];
  /** Texts whose translation is another one at this address than elsewhere. */
  readonly at: Readonly<Record<string, { readonly english: string; readonly text: string }>>;
}
