/** YAML that still knows where each of its parts stands. */
import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml';

export interface YamlFault {
  readonly line: number;
  readonly reason: string;
}

export interface PlacedYaml {
  readonly value: unknown;
  /** The line of the deepest part of a path that stands there: of its key, where it has one. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
}

/** Gives the first fault of a text that is no YAML. */
export function readPlacedYaml(text: string): PlacedYaml | YamlFault {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, uniqueKeys: true });
  const broken = document.errors[0];
  if (broken) return { line: counter.linePos(broken.pos[0]).line, reason: `is no valid YAML: ${broken.message}` };
  try {
    return {
      value: document.toJS({ maxAliasCount: 0 }) as unknown,
      lineOf: (path) => counter.linePos(offsetOf(document, path)).line,
    };
  } catch {
    return { line: 1, reason: 'uses YAML aliases, which are not taken here' };
  }
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent: unknown = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const name = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(name));
      if (pair && isNode(pair.key) && pair.key.range) return pair.key.range[0];
    }
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  const root = document.contents;
  return isNode(root) && root.range ? root.range[0] : 0;
}
