// Takes the picture of the report that the README shows. Needs Chromium; CHROMIUM may name one.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { root } from './load.mjs';

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 880 }, colorScheme: 'light' });
await page.goto(pathToFileURL(join(root, 'samples', 'report', 'report.html')).href);
await page.screenshot({ path: join(root, 'docs', 'images', 'report.png') });
await browser.close();
