/** How reports, list views and related lists spell the fields of activities, and what filters on them say of calls. */
import type { Strength } from '../../../model/org-terms.ts';
import { type CALL_FIELDS, callField, REPORT_COLUMNS, speaksOfCalls } from '../call-fields.ts';

/** What a column shows, with the API name on Task. */
export type ActivityField =
  | { readonly is: 'call'; readonly name: (typeof CALL_FIELDS)[number] }
  | { readonly is: 'subtype' | 'type' | 'subject'; readonly name: string }
  /** A custom field; `likely` where whole words of its name speak of calls. */
  | { readonly is: 'custom'; readonly name: string; readonly likely: boolean };

const CUSTOM_FIELD = /^[A-Za-z]\w{0,120}__c$/i;

/** A field of Task by its API name. */
export function activityField(name: string): ActivityField | null {
  const call = callField(name);
  if (call) return { is: 'call', name: call };
  const plain = name.toLowerCase();
  if (plain === 'tasksubtype') return { is: 'subtype', name: 'TaskSubtype' };
  if (plain === 'type') return { is: 'type', name: 'Type' };
  if (plain === 'subject') return { is: 'subject', name: 'Subject' };
  return CUSTOM_FIELD.test(name) ? { is: 'custom', name, likely: speaksOfCalls(name) } : null;
}

/**
 * One step of a path through objects that leads to activities: `Activities`, `ActivityRelations`, `FullActivityRelations`,
 * `Activity$OwnerId`. Relationships of the org's own making (`Activities__r`) are others.
 */
const STEP = /^(?:Full|Open)?(?:Activity|Activities|ActivityRelations|ActivityHistory|ActivityHistories|Tasks?)(?:\$[A-Za-z]+)?$/i;

/** Whether a path of a custom report type ends at activities: `Contact.ActivityRelations`, `Contact.ActivityRelations*Activity`. */
export function leadsToActivities(path: string): boolean {
  return STEP.test(path.slice(Math.max(path.lastIndexOf('.'), path.lastIndexOf('*')) + 1));
}

/** The path of a column of a custom report type (`path$Field`), or null for a column of a standard one. */
export function pathOf(column: string): string | null {
  const end = column.lastIndexOf('$');
  return end > 0 ? column.slice(0, end) : null;
}

/** A column of a report. `standard`: of a report type that Salesforce ships for activities, in which columns have names of their own. */
export function reportColumn(column: string, standard: boolean): ActivityField | null {
  const path = pathOf(column);
  if (path !== null) return leadsToActivities(path) ? activityField(column.slice(path.length + 1)) : null;
  if (!standard) return null;
  const plain = column.toUpperCase();
  if (Object.hasOwn(REPORT_COLUMNS, plain)) return activityField(REPORT_COLUMNS[plain] ?? '');
  const custom = /^(?:Activity|Task)\.(\w+)$/i.exec(column)?.[1];
  if (custom !== undefined) return CUSTOM_FIELD.test(custom) ? activityField(custom) : null;
  return coded(plain);
}

/** A column of a list view, a related list or a search layout: `TASK.CALLTYPE`, `TASK.TYPE`, `Call_Reason__c`. */
export function listColumn(column: string): ActivityField | null {
  const plain = column.toUpperCase().replace(/^(?:TASK|ACTIVITY)\./, '');
  const call = /^CALL_?(TYPE|DISPOSITION|DURATION|OBJECT)(?:_?IN_?SECONDS)?$/.exec(plain)?.[1];
  if (call !== undefined) return activityField(REPORT_COLUMNS[`CALL${call}`] ?? '');
  if (CUSTOM_FIELD.test(column)) return activityField(column);
  const custom = /^(?:Activity|Task)\.(\w+__c)$/i.exec(column)?.[1];
  return custom === undefined ? coded(plain) : activityField(custom);
}

function coded(plain: string): ActivityField | null {
  if (/^(?:(?:TASK|ACTIVITY)_?)?SUBTYPE$/.test(plain)) return activityField('TaskSubtype');
  if (plain === 'TASK_TYPE' || plain === 'TYPE') return activityField('Type');
  return plain === 'SUBJECT' ? activityField('Subject') : null;
}

const TAKES = /^(?:equals|contains|startsWith|includes|)$/i;
const LEAVES_OUT = /^(?:notEqual|notContain|excludes)$/i;

/**
 * How sure it is that a filter picks calls; null where it does not. A subtype that is not task and not email leaves calls over. A filter
 * that leaves calls out is none.
 */
export function filterSays(field: ActivityField, operator: string, value: string): Strength | null {
  if (field.is === 'call') return 'certain';
  if (field.is === 'custom') return field.likely ? 'likely' : null;
  const values = value.split(',').map((item) => item.trim());
  if (field.is === 'subtype') {
    const listed = new Set(values.map((item) => item.toLowerCase()));
    if (TAKES.test(operator)) return listed.has('call') ? 'certain' : null;
    return LEAVES_OUT.test(operator) && listed.has('task') && listed.has('email') && !listed.has('call') ? 'likely' : null;
  }
  if (!TAKES.test(operator) || !values.some(speaksOfCalls)) return null;
  return field.is === 'type' ? 'likely' : 'weak';
}
