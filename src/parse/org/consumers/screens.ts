/** Readers of the consumers of call Tasks that people look at: reports and screens. */
import type { TypeReader } from '../reading.ts';
import { DASHBOARD_READER } from './dashboards.ts';
import { FOLDER_READER } from './folders.ts';
import { LAYOUT_READER } from './layouts.ts';
import { LIST_VIEW_READER } from './list-views.ts';
import { QUICK_ACTION_READER } from './quick-actions.ts';
import { TASK_QUEUE_READER } from './queues.ts';
import { REPORT_TYPE_READER } from './report-types.ts';
import { REPORT_READER } from './reports.ts';
import { TIMELINE_READER } from './timelines.ts';

export const SCREEN_READERS: readonly TypeReader[] = [
  REPORT_READER,
  REPORT_TYPE_READER,
  DASHBOARD_READER,
  FOLDER_READER,
  LAYOUT_READER,
  QUICK_ACTION_READER,
  LIST_VIEW_READER,
  TIMELINE_READER,
  TASK_QUEUE_READER,
];
