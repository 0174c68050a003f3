/** Hosts that call center definitions name: the adapter page, a standby page, and what vendors keep in items of their own. */
import { readAddress } from '../../model/address.ts';
import type { Definition } from '../../model/assessment.ts';
import { isOutside } from './hosts.ts';
import type { ContactSighting } from './reading.ts';

const LONGEST_ADDRESS = 200;

/** One sighting a value that is a web address. Salesforce's own hosts are no system outside. */
export function definitionContacts(definitions: readonly Definition[]): ContactSighting[] {
  return definitions.flatMap(({ file, standing, sections, settings, fields }) => {
    if (standing !== 'open-cti') return [];
    return [...sections.flatMap((section) => section.items), ...settings, ...fields].flatMap(({ name, value, line, column }) => {
      const text = value.trim();
      const { host, kind } = readAddress(text);
      if (host === null || kind === 'unreadable' || !isOutside(host)) return [];
      const url = new URL(text);
      const sighting: ContactSighting = {
        host: url.host.toLowerCase(),
        expression: name,
        means: 'definition',
        direction: 'out',
        address: `${url.protocol}//${url.host}${url.pathname === '/' ? '' : url.pathname}`.slice(0, LONGEST_ADDRESS),
        file,
        line,
        column,
        confidence: 'exact',
      };
      return [sighting];
    });
  });
}
