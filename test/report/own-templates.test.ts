/** Templates of a user's own without the disk: what the shipped ones do, a copy of them does for every kind of result. */
import { runInThisContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import Handlebars from 'handlebars';
import { renderHtml } from '../../src/report/html.ts';
import { checkTemplates, linkOwn, rawSlots, templatePaths, type OwnFile, type Shipped } from '../../src/report/own-templates.ts';
import { COMPILE_OPTIONS } from '../../src/report/templates.ts';
import { portfolioAssessment } from '../support/portfolio-assessment.ts';
import { readTemplate, reportAssets, templateNames } from '../support/report-assets.ts';
import { adapterAssessment, orgAssessment, sampleAssessment } from '../support/sample-assessment.ts';

const nameOf = (path: string): string => path.replace(/^partials\//, '').replace(/\.hbs$/, '');
const shipped: Shipped = {
  assets: reportAssets(),
  specs: Object.fromEntries(
    templateNames().map((path) => {
      const source = Handlebars.precompile(readTemplate(path), COMPILE_OPTIONS) as string;
      return [nameOf(path), runInThisContext(`(${source})`) as unknown];
    }),
  ),
  raw: Object.fromEntries(templateNames().map((path) => [nameOf(path), rawSlots(readTemplate(path))])),
};
const copies: OwnFile[] = templatePaths(shipped).map((path) => ({
  path,
  text: path === 'report.js' ? shipped.assets.js : readTemplate(path),
}));

describe('copies of all shipped templates', () => {
  test('have no fault', () => {
    expect(copies.length).toBeGreaterThan(40);
    expect(checkTemplates(copies, shipped)).toEqual([]);
  });

  test.each([
    ['definitions', sampleAssessment()],
    ['definitions, a target', sampleAssessment('amazon-connect')],
    ['an adapter', adapterAssessment()],
    ['an adapter, a target', adapterAssessment('partner-telephony-own')],
    ['an org', orgAssessment()],
    ['an org alone, a target', orgAssessment('partner-telephony-own', true)],
    ['a portfolio', portfolioAssessment(4)],
  ])('give the shipped page: %s', (_, assessment) => {
    expect(renderHtml(assessment, linkOwn(copies, shipped))).toBe(renderHtml(assessment, shipped.assets));
  });
});

test('what a template prints unescaped is found however it is written', () => {
  expect(rawSlots('{{a}} {{{b}}} {{#if c}}{{&d}}{{else}}{{~{e.f}~}}{{/if}} {{#each g}}{{{this}}}{{/each}}')).toEqual([
    'b',
    'd',
    'e.f',
    'this',
  ]);
  expect(shipped.raw['report']).toEqual(expect.arrayContaining(['css', 'js']));
});
