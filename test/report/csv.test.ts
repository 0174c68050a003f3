import { describe, expect, test } from '@jest/globals';
import { renderFindingsCsv, renderRepositoriesCsv, renderVerdictsCsv } from '../../src/report/csv.ts';
import type { Assessment } from '../../src/model/assessment.ts';
import { sampleAssessment } from '../support/sample-assessment.ts';

/** RFC 4180 to the letter, written out here because libraries forgive more than a spreadsheet does. */
function parseStrictly(text: string): string[][] {
  const rows: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const row: string[] = [];
    for (;;) {
      let field = '';
      if (text[at] === '"') {
        at++;
        while (text[at] !== '"' || text[at + 1] === '"') {
          if (at >= text.length) throw new Error('a quoted field has no end');
          field += text[at];
          at += text[at] === '"' ? 2 : 1;
        }
        at++;
      } else {
        while (at < text.length && !',\r\n'.includes(text[at] ?? '')) {
          if (text[at] === '"') throw new Error(`a quote stands in a bare field at ${at}`);
          field += text[at++];
        }
      }
      row.push(field);
      if (text[at] === ',') at++;
      else break;
    }
    if (!text.startsWith('\r\n', at)) throw new Error(`a record does not end in CRLF at ${at}`);
    at += 2;
    rows.push(row);
  }
  return rows;
}

function withValue(value: string): Assessment {
  const copy = structuredClone(sampleAssessment());
  for (const repo of copy.repos) for (const finding of repo.findings) finding.value = value;
  return copy;
}

describe('a table', () => {
  test.each(['a\nb', 'a\rb', 'a\r\nb', 'a"b', 'a,b', ' a ', '', '‮ rtl', 'ü€'])(
    'keeps the value %j in one cell of a strict reader',
    (value) => {
      const assessment = withValue(value);
      const [header = [], ...rows] = parseStrictly([...renderFindingsCsv(assessment)].join(''));
      expect(rows).toHaveLength(assessment.totals.findings);
      expect(new Set(rows.map((row) => row.length))).toEqual(new Set([header.length]));
      expect(new Set(rows.map((row) => row[header.indexOf('value')]))).toEqual(new Set([value]));
    },
  );

  test.each(['=1+1', '+1', '-1', '@a', '\t=1', '  =1', 'a\n=1', '\u00a0=1', '＝1'])(
    'defuses %j, which a spreadsheet would run',
    (value) => {
      const [header = [], ...rows] = parseStrictly([...renderFindingsCsv(withValue(value))].join(''));
      for (const row of rows) expect(row[header.indexOf('value')]).not.toMatch(/(^|\n)[\s\u00a0]*[=+\-@＝]/);
    },
  );

  test('has a row for each repository, and one for each rule and target', () => {
    const assessment = sampleAssessment();
    expect(parseStrictly([...renderRepositoriesCsv(assessment)].join(''))).toHaveLength(1 + assessment.repos.length);
    const mapping = assessment.catalog.rules.filter((rule) => rule.type === 'mapping');
    expect(parseStrictly([...renderVerdictsCsv(assessment)].join(''))).toHaveLength(1 + 5 * mapping.length);
  });
});
