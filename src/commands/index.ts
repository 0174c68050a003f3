/** All commands, so that the bundle holds them in one piece: each further file costs a start more than its contents. */
export { showConfig } from './config.ts';
export { inForce } from './in-force.ts';
export { initOrgFacts } from './init.ts';
export { merge } from './merge.ts';
export { report } from './report.ts';
export { checkRules, listRules, showRule } from './rules.ts';
export { scan } from './scan.ts';
