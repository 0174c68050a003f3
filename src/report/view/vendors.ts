/** The vendor whose adapter this seems to be, with what shows it and what is known of its offer. */
import type { VendorMatch } from '../../model/assessment.ts';
import type { Context } from './context.ts';
import { placeList } from './place-list.ts';
import { byKey, list } from './text.ts';
import { VENDOR_CONFIDENCE } from './words.ts';
import { inWords, t } from '../messages.ts';

const ORDER: readonly VendorMatch['confidence'][] = ['high', 'medium', 'low'];

/** Null where none was recognised. */
export function vendorsView(context: Context) {
  const { assessment, sources } = context;
  const matches = assessment.repos.flatMap((repo) => repo.vendors.map((match) => ({ match, repo })));
  if (matches.length === 0) return null;
  const rank = (same: typeof matches): number => Math.min(...same.map(({ match }) => ORDER.indexOf(match.confidence)));
  const groups = [...byKey(matches, ({ match }) => match.id).values()].toSorted((x, y) => rank(x) - rank(y));
  const nameOf = (id: string): string => assessment.catalog.vendors.find((vendor) => vendor.id === id)?.name ?? id;
  return {
    title: t`Vendor: ${list(
      groups.map((same) => nameOf(same[0]?.match.id ?? '')),
      3,
    )}`,
    several: groups.length > 1,
    rows: groups.map((same) => {
      const id = same[0]?.match.id ?? '';
      const record = assessment.catalog.vendors.find((vendor) => vendor.id === id);
      const { word, meaning } = inWords(VENDOR_CONFIDENCE[ORDER[rank(same)] ?? 'low']);
      return {
        name: nameOf(id),
        confidence: word,
        confidenceMeaning: meaning,
        offer: record?.offer ?? null,
        basis: record ? sources.basis(record.basis, record.sources) : null,
        evidence: placeList(
          context,
          same.flatMap(({ match, repo }) => match.evidence.map((at) => ({ at, repo, text: at.text, note: null }))),
        ),
      };
    }),
  };
}
