/** Copies of libraries that many pages carry. What they are able to reach is not what the adapter reaches. */
import type { Script } from '../reading.ts';

const NAMES =
  'jquery|zepto|typeahead|selectivizr|bootstrap|popper|angular|react|react-dom|vue|ember|d3|moment|lodash|underscore|backbone|knockout|handlebars|mustache|' +
  'modernizr|respond|html5shiv|require|prototype|dojo|yui|signalr|sockjs|socket\\.io|select2|datatables|fullcalendar|chart|highcharts|libphonenumber|' +
  'axios|polyfill|core-js|babel-polyfill|ckeditor|tiny_?mce|mootools|ext-all|jsgantt';
const BY_PATH = new RegExp(`(?:^|[/_!.-])(?:${NAMES})(?:js)?(?:[.-][\\w.-]{0,40})?\\.(?:js|resource)$`, 'i');
const BY_HEADER = new RegExp(`^\\s*/[/*][*!\\s]*(?:@license[\\s*]*)?(?:@preserve[\\s*]*)?(?:the )?(?:${NAMES})\\b`, 'i');
/** Names that an adapter may well put into those of its own files; only the library's plain name counts. */
const BY_NAME = /(?:^|\/)(?:cometd|forcetk)(?:[.-](?:min|\d[\w.]{0,20}))?\.(?:js|resource)$/i;

/** Folders that nobody gives to code of his own; above all editors and charts, which come in a hundred files. */
const FOLDERS =
  'tiny_?mce|ckeditor|fckeditor|jquery[._-]?ui|jquery[._-]?mobile|amcharts|highcharts|fusioncharts|datatables|fullcalendar|font-?awesome|' +
  'pdfjs|mathjax|syntaxhighlighter|development-bundle';
const BY_FOLDER = new RegExp(`(?:^|/)(?:${FOLDERS})(?:[._-]?(?:js|\\d[\\w.-]{0,20}))?(?:\\.(?:resource|zip)!)?/`, 'i');

/** Whether a script is such a copy, by its name, its folder or its first comment. */
const known = new WeakMap<Script, boolean>();

export function isWellKnownLibrary(script: Script): boolean {
  const before = known.get(script);
  if (before !== undefined) return before;
  const is = looksWellKnown(script);
  known.set(script, is);
  return is;
}

function looksWellKnown({ file, text }: Script): boolean {
  return BY_PATH.test(file) || BY_NAME.test(file) || BY_FOLDER.test(file) || BY_HEADER.test(text.slice(0, 300));
}
