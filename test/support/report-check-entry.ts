/** What scripts/report-check.mjs needs of the project, in one bundle. */
export { renderHtml, renderSplitHtml } from '../../src/report/html.ts';
export { largeAssessment, manyOf } from './large-assessment.ts';
export { portfolioAssessment } from './portfolio-assessment.ts';
