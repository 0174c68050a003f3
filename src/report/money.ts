/** Money as people of a language write it. Intl's tables are loaded only where there are rates. */
import { ENGLISH, language } from './language.ts';
import type { Rates } from './presentation.ts';

/** Whole units: what rests on assumed hours has no cents. */
export function wholeMoney(amount: number, rates: Rates): string {
  return written(amount, rates, 0);
}

/** A rate, with cents where it has some. */
export function rateText({ perHour, ...rates }: Rates): string {
  const isWhole = Number.isInteger(Math.round(perHour * 100) / 100);
  return written(perHour, rates, isWhole ? 0 : 2);
}

function written(amount: number, { currency, locale }: Pick<Rates, 'currency' | 'locale'>, digits: number): string {
  const { code, locale: own } = language();
  const format = new Intl.NumberFormat(locale ?? (code === ENGLISH.code ? 'en-GB' : own), {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  // Some languages part thousands by a narrow space that not every font has.
  return format.format(amount).replaceAll('\u202f', '\u00a0');
}
