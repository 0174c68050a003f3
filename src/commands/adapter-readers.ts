/** Everything that reads adapter source, loaded when there is some. */
export { readApex } from '../parse/adapter/apex.ts';
export { apexTraces } from '../parse/adapter/apex-traces.ts';
export { joinApex } from '../parse/adapter/details/index.ts';
export { readAdapter } from '../parse/adapter/read-adapter.ts';
export { readSourceFile, SOURCE_LIMITS } from '../parse/adapter/read-source.ts';
