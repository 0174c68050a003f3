/** Signs of an org's metadata to facts. */
import type { Fact } from '../../model/fact.ts';
import { maskShapes } from '../secrets.ts';
import type { ConsumerSighting, Sighting } from './reading.ts';

/** One fact for each sign of a consumer of call Tasks. */
export function consumerFacts({ component, signs, fields, active }: ConsumerSighting): Fact[] {
  return signs.map(({ sign, strength, detail, line, column, snippet }) => ({
    ...COMMON,
    kind: 'consumer',
    name: sign,
    ...masked(component.name),
    file: component.file,
    line,
    column,
    confidence: strength === 'certain' ? 'exact' : strength === 'likely' ? 'resolved' : 'text',
    traits: {
      metadata: component.type,
      fields: [...new Set(fields.map(({ name }) => name))].join(' '),
      strength,
      active: active === null ? '' : String(active),
    },
    chain: [detail],
    ...(snippet !== undefined && { snippet: maskShapes(snippet) }),
  }));
}

export function sightingFact({ kind, sign, component, value, confidence, line, column, snippet }: Sighting): Fact {
  return {
    ...COMMON,
    kind,
    name: sign,
    ...masked(value),
    file: component.file,
    line,
    column,
    confidence,
    traits: { metadata: component.type },
    ...(snippet !== undefined && { snippet: maskShapes(snippet) }),
  };
}

const COMMON = { api: 'metadata', definition: '', standing: 'open-cti', form: 'org' } as const;

function masked(text: string): Pick<Fact, 'value' | 'masked'> {
  const value = maskShapes(text.slice(0, 200));
  return { value, masked: value !== text.slice(0, 200) };
}
