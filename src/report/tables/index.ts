/** All tables, in the order in which their files are named to the user. */
import { AZURE_BOARDS } from './azure-boards.ts';
import { CALL_LOG_FIELDS } from './call-log-fields.ts';
import type { Table } from './column.ts';
import { CONNECTOR_WORK_LIST } from './connector-work-list.ts';
import { DECISIONS } from './decisions.ts';
import { EXTERNAL_SYSTEMS } from './external-systems.ts';
import { FINDINGS } from './findings.ts';
import { FOUNDATIONS } from './foundations.ts';
import { QUESTIONS } from './questions.ts';
import { REPOSITORIES } from './repositories.ts';
import { RETRIEVAL } from './retrieval.ts';
import { TASK_CONSUMERS } from './task-consumers.ts';
import { VERDICTS } from './verdicts.ts';
import { WAIVERS } from './waivers.ts';
import { WHO_AND_WHERE } from './who-and-where.ts';
import { WORK_ITEMS } from './work-items.ts';

export const TABLES: readonly Table[] = [
  FINDINGS,
  REPOSITORIES,
  VERDICTS,
  CALL_LOG_FIELDS,
  EXTERNAL_SYSTEMS,
  CONNECTOR_WORK_LIST,
  TASK_CONSUMERS,
  WHO_AND_WHERE,
  FOUNDATIONS,
  RETRIEVAL,
  WORK_ITEMS,
  QUESTIONS,
  AZURE_BOARDS,
  WAIVERS,
  DECISIONS,
];
