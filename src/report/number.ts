import { ENGLISH, figureIn, language } from './language.ts';

/**
 * Numbers as the report writes them: a comma between thousands, at most two digits behind the point.
 * Written here and not by Intl, whose tables take longer to load than a scan takes, and whose output may change with Node's release.
 */
export function formatNumber(value: number, digits?: number): string {
  const fixed = digits === undefined ? String(Math.round(value * 100) / 100) : value.toFixed(digits);
  const [whole = '', fraction] = fixed.split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  const english = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  const own = language();
  return own.code === ENGLISH.code ? english : figureIn(own, english);
}
