import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { templatesPage } from '../../src/build-template-docs.ts';
import { readTemplate, templateNames } from '../support/report-assets.ts';
import { adapterAssessment } from '../support/sample-assessment.ts';

const templates = Object.fromEntries(templateNames().map((name) => [name, readTemplate(name)]));
const page = templatesPage(adapterAssessment(), templates);

describe('the page on templates', () => {
  test('has a row for every template, with what it gets and reads', () => {
    for (const name of templateNames()) expect(page.split(`\n| \`${name}\` |`)).toHaveLength(2);
    expect(page).toContain('| `partials/heading.hbs` | `gates.heading`');
    expect(page).toMatch(
      /\| `partials\/cost-sum\.hbs` \| `work\.routes\[\]\.cost`, `work\.otherRoutes\[\]\.cost` \| `rate`, `low`, `likely`, `high` \|/,
    );
  });

  test('has the data as a tree, with what may be missing', () => {
    expect(page).toMatch(/\nbrand: or nothing\n {2}name: text or nothing\n/);
    expect(page).toMatch(
      /\ntargets\n {2}title: text\n {2}rate: text or nothing\n {2}columns\[\]\n {4}name: text\n {4}chosen: true or false\n/,
    );
  });

  test('is what the templates say now', () => {
    const committed = readFileSync('docs/templates.md', 'utf8');
    for (const name of templateNames()) expect(committed).toContain(`\n| \`${name}\` |`);
  });
});
