/** A badge for a README or a wall: what is left, and whether the pace is enough. */
import { paceOf } from '../pace/pace.ts';
import type { PaceInput } from './view/pace.ts';
import { paceView } from './view/pace.ts';

const HEIGHT = 20;
/** A letter of the badge’s face takes about this much. */
const LETTER = 6.6;
const SIDE = 8;

/** Colours with a contrast of 4.5 to 1 or more under white letters. */
const COLOURS = { good: '#1a7a49', bad: '#a5123f', open: '#566070' } as const;

/** Null where nothing was recorded. */
export function renderBadge(input: PaceInput): string | null {
  const view = paceView(input);
  if (!view) return null;
  const { projection, daysLeft } = paceOf(input.points, input);
  const isBad = view.icon === 'i-fail';
  const colour = COLOURS[view.icon === 'i-pass' ? 'good' : isBad ? 'bad' : 'open'];
  const label = 'Salesforce Voice';
  const text =
    projection.state === 'done' ? 'nothing left' : `${view.title.replace(/^Pace: /, '')}${daysLeft > 0 ? `, ${daysLeft} days` : ''}`;
  const [left, right] = [label, text].map((words) => Math.ceil(words.length * LETTER) + 2 * SIDE) as [number, number];
  const width = left + right;
  const name = escaped(`${label}: ${text}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${name}">
<title>${name}</title>
<rect width="${left}" height="${HEIGHT}" fill="#1c2430"/>
<rect x="${left}" width="${right}" height="${HEIGHT}" fill="${colour}"/>
<rect x="0.5" y="0.5" width="${width - 1}" height="${HEIGHT - 1}" fill="none" stroke="#8b95a3"/>
<g fill="#ffffff" font-family="Verdana, 'DejaVu Sans', sans-serif" font-size="11">
<text x="${SIDE}" y="14" textLength="${left - 2 * SIDE}">${escaped(label)}</text>
<text x="${left + SIDE}" y="14" textLength="${right - 2 * SIDE}">${escaped(text)}</text>
</g>
</svg>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
