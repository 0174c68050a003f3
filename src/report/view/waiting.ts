/**
 * What waits: of a large result a list for looking up begins in the page, and the rest of it stands in a `template` element, which a
 * browser neither lays out nor shows, until the script of the page brings it (`report-templates/report/waiting.js`): before anybody has
 * come so far, searches the page or prints it.
 */
import type { Context } from './context.ts';
import { t } from '../messages.ts';

/** The first row that waits has `waitsFrom`, the last `waitsTo`; between them stands the element. */
export type InTurn<Row> = Row & { waitsFrom: boolean; waitsTo: boolean };

/** So few more rows take no more room than the words about them. */
const NOT_WORTH_IT = 2;

/** For one section, whose lists `table` holds whole. */
export function waitingRoom({ limits }: Context, table: string) {
  let isUsed = false;
  return {
    inTurn: <Row extends object>(rows: readonly Row[], first: number = limits.first): InTurn<Row>[] => {
      const isLong = rows.length > first + NOT_WORTH_IT;
      isUsed ||= isLong;
      return rows.map((row, at) => ({ ...row, waitsFrom: isLong && at === first, waitsTo: isLong && at === rows.length - 1 }));
    },
    /** Visible until the script has taken over; to be asked for when all lists of the section are made. */
    pointer: (): string | null => (isUsed ? waitingText(table) : null),
  };
}

/** What is said where something waits, for readers whose browser runs no script. */
export function waitingText(table: string): string {
  return t`Each list here begins with its first rows. The script of this page, which did not run, brings the others; ${table} has all of them.`;
}
