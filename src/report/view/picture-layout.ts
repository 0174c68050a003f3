/** Boxes and arrows to places on a page. Dagre settles rows and order; the rest is arithmetic, so that the same result is the same picture. */
import { Graph, layout } from '@dagrejs/dagre';
import type { Arrow, Box } from './picture.ts';
import { visible } from './text.ts';

export interface Drawing {
  width: number;
  height: number;
  boxes: DrawnBox[];
  arrows: { path: string; inferred: boolean }[];
}

interface DrawnBox {
  x: number;
  y: number;
  width: number;
  height: number;
  tone: Box['tone'];
  /** The middle, where all text stands. */
  middle: number;
  lines: { text: string; y: number; kind: 'kind' | 'name' | 'note' }[];
}

const BOX_WIDTH = 158;
const PADDING = 9;
const KIND_HEIGHT = 15;
const NAME_HEIGHT = 16;
const NOTE_HEIGHT = 15;
/** Letters to a line; what a font takes for them differs little. */
const LETTERS = 22;
const NAME_LINES = 2;
const MARGIN = 6;

export function drawBoxes(boxes: readonly Box[], arrows: readonly Arrow[]): Drawing {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 14, edgesep: 8, ranksep: 46, marginx: MARGIN, marginy: MARGIN });
  graph.setDefaultEdgeLabel(() => ({}));
  const texts = new Map(boxes.map((box) => [box.id, linesOf(box)]));
  for (const { id } of boxes) graph.setNode(id, { width: BOX_WIDTH, height: heightOf(texts.get(id) ?? []) });
  for (const { from, to } of arrows) graph.setEdge(from, to);
  layout(graph);
  const size = graph.graph();
  return {
    width: Math.ceil(Number(size.width)),
    height: Math.ceil(Number(size.height)),
    boxes: boxes.map((box) => {
      const { x, y, height } = placeOf(graph, box.id);
      return {
        x: round(x - BOX_WIDTH / 2),
        y: round(y - height / 2),
        width: BOX_WIDTH,
        height: round(height),
        tone: box.tone,
        middle: round(x),
        lines: placed(texts.get(box.id) ?? [], y - height / 2),
      };
    }),
    arrows: arrows.map(({ from, to, inferred }) => ({ path: pathOf(graph, from, to), inferred })),
  };
}

type Line = Omit<DrawnBox['lines'][number], 'y'>;

function linesOf({ kind, name, note }: Box): Line[] {
  return [
    ...(kind === '' ? [] : [{ text: cut(kind, LETTERS + 3), kind: 'kind' as const }]),
    ...wrap(name).map((text) => ({ text, kind: 'name' as const })),
    ...(note === null ? [] : [{ text: cut(note, LETTERS + 3), kind: 'note' as const }]),
  ];
}

const HEIGHTS = { kind: KIND_HEIGHT, name: NAME_HEIGHT, note: NOTE_HEIGHT } as const;

function heightOf(lines: readonly Line[]): number {
  return 2 * PADDING + lines.reduce((sum, { kind }) => sum + HEIGHTS[kind], 0);
}

/** Each line at its baseline. */
function placed(lines: readonly Line[], top: number): DrawnBox['lines'] {
  let y = top + PADDING;
  return lines.map((line) => {
    const baseline = y + HEIGHTS[line.kind] - 4;
    y += HEIGHTS[line.kind];
    return { ...line, y: round(baseline) };
  });
}

/** Broken where a reader would: between words, behind an underscore or a point, before a capital; else where it must. */
function wrap(name: string): string[] {
  const parts = visible(name).match(/[^\s_.\-/]+[_.\-/]?|[_.\-/]|\s+/gu) ?? [''];
  const pieces = parts.flatMap((part) => (Array.from(part).length > LETTERS ? inPieces(part) : [part]));
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line !== '' && Array.from(line + piece).length > LETTERS) {
      lines.push(line.trim());
      line = piece.trimStart();
    } else line += piece;
  }
  lines.push(line.trim());
  if (lines.length <= NAME_LINES) return lines;
  const last = lines.slice(NAME_LINES - 1).join('');
  return [
    ...lines.slice(0, NAME_LINES - 1),
    `${Array.from(last)
      .slice(0, LETTERS - 1)
      .join('')}…`,
  ];
}

function inPieces(word: string): string[] {
  const letters = Array.from(word);
  // Capitals inside a word are the next best place; a thousand letters without one are cut anyway.
  const camel = word.slice(0, 200).split(/(?<=[a-z0-9])(?=[A-Z])/u);
  if (camel.every((piece) => piece.length <= LETTERS) && word.length <= 200) return camel;
  return [letters.slice(0, LETTERS).join(''), letters.slice(LETTERS, 3 * LETTERS).join('')];
}

function cut(text: string, most: number): string {
  const letters = Array.from(visible(text));
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : letters.join('');
}

interface Point {
  x: number;
  y: number;
}

function placeOf(graph: Graph, id: string): Point & { height: number } {
  const { x, y, height } = graph.node(id) as Partial<Point & { height: number }>;
  return { x: x ?? 0, y: y ?? 0, height: height ?? 0 };
}

/** From the foot of one box to the head of another, through the points that keep it clear of what lies between. */
function pathOf(graph: Graph, from: string, to: string): string {
  const [start, end] = [placeOf(graph, from), placeOf(graph, to)];
  const { points = [] } = graph.edge(from, to) as { points?: Point[] };
  const down = start.y < end.y;
  const foot = (place: Point & { height: number }, below: boolean): Point => ({
    x: place.x,
    y: place.y + ((below ? 1 : -1) * place.height) / 2,
  });
  // Between two rows dagre sets a point halfway, which a straight way does not need.
  const inner = points.slice(1, -1).filter((_, index) => index % 2 === 1);
  const stops = [foot(start, down), ...inner, foot(end, !down)];
  const [first = { x: 0, y: 0 }, ...rest] = stops;
  let last = first;
  const curves = rest.map((next) => {
    const half = (last.y + next.y) / 2;
    const curve = `C${round(last.x)} ${round(half)} ${round(next.x)} ${round(half)} ${round(next.x)} ${round(next.y)}`;
    last = next;
    return curve;
  });
  return `M${round(first.x)} ${round(first.y)}${curves.join('')}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
