import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { shippedTexts } from '../support/catalog.ts';

/**
 * The lines of our mapping by part, written down here a second time so that none can go missing in silence. A line that answers for several
 * methods at once stands with all their ids, joined by a plus.
 */
const LINES: Readonly<Record<string, string>> = {
  'The definition file': `
    DEF-ROOT DEF-REQHVCC DEF-INTERNALNAME DEF-DISPLAYNAME DEF-DESCRIPTION DEF-ADAPTERURL DEF-ADAPTERURL-VF DEF-ADAPTERURL-HTTP
    DEF-USEAPI DEF-USEAPI-FALSE DEF-HEIGHT DEF-WIDTH DEF-COMPAT-CLASSIC DEF-COMPAT-BOTH DEF-COMPAT-LEX DEF-CANVASNS DEF-CANVASAPI
    DEF-STANDBYURL DEF-TIMEOUT DEF-OUTSIDE DEF-LONGDIST DEF-INTL DEF-SEC-DIAL DEF-SEC-CUSTOM DEF-ITEM-CUSTOM DEF-ITEM-REQCUSTOM
    DEF-VERSION DEF-META DEF-NEW-CERT DEF-NEW-VENDOR DEF-USERS DEF-DIRNUM DEF-SPLAYOUT-FIELDS DEF-SPLAYOUT-POP`,
  'Open CTI for Lightning Experience': `
    LEX-SCRIPT LEX-ENABLEC2D LEX-DISABLEC2D LEX-ONC2D LEX-APPVIEW LEX-ONNAV LEX-GETSETTINGS LEX-GETLAYOUT LEX-NOTIFYINIT
    LEX-REFRESH LEX-RUNAPEX LEX-SAVELOG LEX-SAVELOG-OTHER LEX-SP-SOBJECT LEX-SP-URL LEX-SP-OBJECTHOME LEX-SP-LIST LEX-SP-SEARCH
    LEX-SP-NEWREC LEX-SP-FLOW LEX-SEARCHPOP LEX-ICON-ITEM LEX-LABEL-ITEM LEX-HEIGHT LEX-WIDTH LEX-ICON-PANEL LEX-LABEL-PANEL
    LEX-VISIBILITY LEX-ISVISIBLE LEX-PUBLISH LEX-SUBSCRIBE LEX-UNSUBSCRIBE LEX-HVS-START LEX-HVS-DONE LEX-INIT LEX-UNKNOWN`,
  'Open CTI for Salesforce Classic': `
    CL-SCRIPT CL-CTI-ENABLEC2D+CL-CTI-DISABLEC2D+CL-CTI-ONC2D CL-CTI-GETSETTINGS CL-CTI-GETDIRNUM CL-CTI-GETLAYOUT
    CL-CTI-NOTIFYINIT CL-CTI-SETHEIGHT+CL-CTI-SETWIDTH CL-PAGEINFO CL-ONFOCUS CL-ISINCONSOLE CL-ISVISIBLE+CL-SETVISIBLE
    CL-REFRESHOBJECT+CL-REFRESHPAGE+CL-REFRESHRELATED CL-RELOADFRAME CL-RUNAPEX CL-SAVELOG CL-SCREENPOP CL-SEARCHPOP CL-SEARCHURL
    CL-OBJUPDATE CL-ENTITYFEED`,
  'The Classic console': `
    CON-BEGIN CON-END CON-LOGSAVED CON-ONBEGIN CON-ONEND CON-ONLOG CON-GETIDS+CON-SETIDS CON-GETDATA+CON-SETDATA
    CON-SEND+CON-ONSEND CON-PRESENCE`,
  'Behaviour of the adapter that no API name shows': `
    BEH-PRESENCE BEH-ONCALL BEH-CALLCTL BEH-TRANSFER BEH-DISPOSITION BEH-CUSTOMUI BEH-POSTMESSAGE BEH-RECORDING BEH-PCIPAUSE
    BEH-TRANSCRIPT BEH-SUPERVISOR BEH-IVRDATA BEH-ROUTING BEH-DEVICE BEH-COOKIES BEH-CALLBACK BEH-DIALER BEH-TASKREPORT
    BEH-EXTERNAL BEH-CALLSTATUS BEH-ADAPTERTOOLKIT`,
};

const rows = Object.keys(
  parse((await shippedTexts()).find(({ path }) => path === 'mapping-rows.yaml')?.text ?? '') as Record<string, string>,
);
const lines = Object.values(LINES).flatMap((part) => part.trim().split(/\s+/));

describe('the rows that the catalog accounts for', () => {
  test.each([
    ['The definition file', 34],
    ['Open CTI for Lightning Experience', 36],
    ['Open CTI for Salesforce Classic', 20],
    ['The Classic console', 10],
    ['Behaviour of the adapter that no API name shows', 21],
  ] as const)('come from as many lines of the mapping as it has on %s', (part, count) => {
    expect(LINES[part]?.trim().split(/\s+/)).toHaveLength(count);
  });

  test('leave out no line, and no method of a line that groups several', () => {
    const wanted = lines.flatMap((line) => line.split('+'));
    expect(wanted.filter((id) => !rows.includes(id))).toEqual([]);
    expect(rows.filter((id) => !wanted.includes(id))).toEqual([]);
    expect(new Set(wanted).size).toBe(wanted.length);
  });

  test('are as many as the head of their file says', () => {
    expect([lines.length, lines.filter((line) => line.includes('+')).length, rows.length]).toEqual([121, 7, 130]);
  });
});
