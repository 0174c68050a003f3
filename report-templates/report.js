// The page is complete in itself without this. It adds a switch between light and dark, and the list of all findings with its filters.
import { readData } from './report/data.js';
import { startFinder } from './report/finder.js';
import { startRepositories } from './report/repositories.js';
import { startTheme } from './report/theme.js';
import { startWaiting } from './report/waiting.js';

const data = readData();
startTheme(data);
startWaiting();
if (data) {
  startRepositories(data);
  startFinder(data);
}
