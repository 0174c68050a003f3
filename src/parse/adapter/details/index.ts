/** From scripts and their uses to everything that a rule or an inventory needs. */
export { apexCalls, joinApex, type ApexCall } from './apex-calls.ts';
export { argumentChecks } from './arguments.ts';
export { callLogs } from './call-logs.ts';
export { contacts } from './contacts.ts';
export { useFacts } from './facts.ts';
export { handMade } from './hand-made.ts';
export { settingReads } from './settings.ts';
export { groupSystems } from './systems.ts';
export { traces } from './traces.ts';
