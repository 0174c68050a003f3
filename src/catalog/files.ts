/**
 * Which file under `rules/` holds what. The build, the tests and `--rules` read the same folders by the same list.
 */
import { z } from 'zod';
import {
  callLogFieldSchema,
  capabilitySchema,
  checklistStepSchema,
  connectorPartSchema,
  evidenceSchema,
  formatSchema,
  foundationSchema,
  gateSchema,
  measureSchema,
  orgTypeSchema,
  openCtiApiSchema,
  questionSchema,
  readinessSchema,
  retirementSchema,
  sourceSchema,
  targetSchema,
  vendorSchema,
} from './schema.ts';

/** Data files at the top of `rules/`, one list or record each. */
export const DATA_FILES = {
  'sources.yaml': z.record(z.string(), sourceSchema),
  'targets.yaml': z.array(targetSchema),
  'capabilities.yaml': z.array(capabilitySchema),
  'gates.yaml': z.array(gateSchema),
  'questions.yaml': z.array(questionSchema),
  'evidence.yaml': z.array(evidenceSchema),
  'readiness.yaml': readinessSchema,
  'retirement.yaml': retirementSchema,
  'definition-format.yaml': formatSchema,
  'open-cti-api.yaml': openCtiApiSchema,
  'vendors.yaml': z.array(vendorSchema),
  'connector.yaml': z.array(connectorPartSchema),
  'call-log-fields.yaml': z.array(callLogFieldSchema),
  'measures.yaml': z.array(measureSchema),
  'org-types.yaml': z.array(orgTypeSchema),
  'foundations.yaml': z.array(foundationSchema),
  'checklist.yaml': z.array(checklistStepSchema),
  'mapping-rows.yaml': z.record(z.string(), z.string().min(1)),
} as const;

/** One YAML file per work item. */
export const WORK_ITEM_FOLDER = 'work-items';

/** One folder per language, with its texts in files of the same names. */
export const LANGUAGE_FOLDER = 'lang';
