/** What text in a cell cannot hold, whichever program opens it. */

/** Tabs and line breaks stay. No other control character can be shown, and several end a text or a file for those who read it. */
export function withoutControls(text: string): string {
  return text.replace(CONTROLS, '');
}

// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** At most so many UTF-16 code units; what is cut says how long it was. */
export function cutTo(most: number, text: string): string {
  if (text.length <= most) return text;
  const mark = ` … (cut; ${text.length} characters)`;
  return text.slice(0, most - mark.length).replace(/[\uD800-\uDBFF]$/, '') + mark;
}
