/** Which fields are a call's: the four that only calls fill, the subtype, and custom fields by the words of their names. */

/**
 * Standard fields of Task for calls, with the column names that reports on activities use for them
 * (https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_task.htm; column names as
 * seen in reports).
 */
export const CALL_FIELDS = ['CallType', 'CallDisposition', 'CallDurationInSeconds', 'CallObject'] as const;

export const REPORT_COLUMNS: Readonly<Record<string, (typeof CALL_FIELDS)[number]>> = {
  CALLTYPE: 'CallType',
  CALLDISPOSITION: 'CallDisposition',
  CALLDURATION: 'CallDurationInSeconds',
  CALLOBJECT: 'CallObject',
};

const CALL_WORDS = new Set(
  'call calls called calling caller callback callbacks cti dial dialed dialled dialer dialing phone telephone telephony softphone recording recordings ucid disposition dispositions ani dnis ivr voicemail'.split(
    ' ',
  ),
);

/** `Call_DurationInSeconds__c` to `call duration in seconds`: split at underscores, points, hyphens and changes of case. */
export function wordsOf(name: string): string[] {
  return name
    .slice(0, 300)
    .replace(/__(?:c|r|mdt|e|x|b|pc)$/i, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}

/** Whether whole words of a name speak of calls. “Recall”, “Locally” and “Activities” do not. */
export function speaksOfCalls(name: string): boolean {
  return wordsOf(name).some((word) => CALL_WORDS.has(word));
}

/** The standard call field that a name means, letter case aside; null where it means none. */
export function callField(name: string): (typeof CALL_FIELDS)[number] | null {
  const wanted = name.toLowerCase();
  return CALL_FIELDS.find((field) => field.toLowerCase() === wanted) ?? null;
}
