/** Readers of what runs on the Tasks of calls, and of the data model that it runs on. */
import type { TypeReader } from '../reading.ts';
import { FLOW_DEFINITION_READER } from './activations.ts';
import { APEX_READER } from './apex.ts';
import { FLOW_READER } from './flows.ts';
import { OBJECT_READERS } from './objects.ts';
import { WORKFLOW_READER } from './workflows.ts';

export const AUTOMATION_READERS: readonly TypeReader[] = [
  FLOW_READER,
  FLOW_DEFINITION_READER,
  WORKFLOW_READER,
  APEX_READER,
  ...OBJECT_READERS,
];
