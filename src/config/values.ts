/** Texts to values, for the command line, the environment and the file alike. */
import { TARGETS, type TargetId } from '../catalog/terms.ts';
import type { Share } from '../discover/shares.ts';
import { FAIL_ON, type FailOn } from '../gate/terms.ts';
import { EVERY, type Every } from '../history/points.ts';
import { closestName } from '../match/spelling.ts';
import { PROGRESS_FORMATS, type ProgressFormat } from '../pace/formats.ts';
import { CSV_DIALECTS, FORMATS, type CsvDialect, type CsvOptions, type Format } from '../report/formats.ts';
import { languageCodes } from '../shipped.ts';

/** A text that is not the value it should be; the message says how to write one. */
export class BadValue extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BadValue';
  }
}

export function parseFormats(texts: readonly string[]): Format[] {
  const wanted = texts.flatMap((text) => text.split(',').map((word) => word.trim().toLowerCase()));
  const odd = wanted.find((word) => !(FORMATS as readonly string[]).includes(word));
  if (odd !== undefined) throw new BadValue(`“${odd}” is no format; use ${spokenList(FORMATS)}, several joined by commas.`);
  return FORMATS.filter((format) => wanted.includes(format));
}

function spokenList(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

export function parseProgressFormats(text: string): ProgressFormat[] {
  const wanted = text.split(',').map((word) => word.trim().toLowerCase());
  const odd = wanted.find((word) => !(PROGRESS_FORMATS as readonly string[]).includes(word));
  if (odd !== undefined) throw new BadValue(`“${odd}” is no format; use ${spokenList(PROGRESS_FORMATS)}, several joined by commas.`);
  return PROGRESS_FORMATS.filter((format) => wanted.includes(format));
}

/** Several words, each one thing that a gate fails on. */
export function parseFailOn(texts: readonly string[]): FailOn[] {
  const wanted = texts.flatMap((text) => text.split(',').map((word) => word.trim().toLowerCase())).filter((word) => word !== '');
  const odd = wanted.find((word) => !(FAIL_ON as readonly string[]).includes(word));
  if (odd !== undefined) throw new BadValue(`“${odd}” is nothing to fail on; use ${spokenList(FAIL_ON)}, several joined by commas.`);
  return FAIL_ON.filter((word) => wanted.includes(word));
}

/** A number from 0, written in digits. */
export function parseLimit(text: string): number {
  const limit = /^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (Number.isNaN(limit)) throw new BadValue(`“${text}” is no limit; write a whole number.`);
  return limit;
}

export function parseDialect(text: string): CsvDialect {
  const dialect = CSV_DIALECTS.find((one) => one === text.trim().toLowerCase());
  if (dialect === undefined) throw new BadValue(`“${text}” is no dialect; use ${CSV_DIALECTS.join(' or ')}.`);
  return dialect;
}

const DELIMITERS: Readonly<Record<string, CsvOptions['delimiter']>> = {
  ',': ',',
  comma: ',',
  ';': ';',
  semicolon: ';',
  '\t': '\t',
  '\\t': '\t',
  tab: '\t',
};

export function parseDelimiter(text: string): CsvOptions['delimiter'] {
  const delimiter = Object.hasOwn(DELIMITERS, text.toLowerCase()) ? DELIMITERS[text.toLowerCase()] : undefined;
  if (delimiter === undefined) throw new BadValue('Write “,”, “;” or “tab”.');
  return delimiter;
}

export function parseLanguage(text: string): string {
  const codes = languageCodes();
  const code = codes.find((one) => one.toLowerCase() === text.trim().toLowerCase());
  if (code === undefined)
    throw new BadValue(
      `“${text}” is no language that reports are written in; there ${codes.length === 1 ? 'is' : 'are'} ${codes.join(', ')}.`,
    );
  return code;
}

export function parseDate(text: string): string {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  if (!date || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text) {
    throw new BadValue('Write a date as year-month-day, 2027-03-31 for example.');
  }
  return text;
}

export function parsePath(text: string): string {
  if (text.trim() === '') throw new BadValue('The path is empty; write “.” for this folder.');
  return text;
}

export function parseEvery(text: string): Every {
  const every = EVERY.find((one) => one === text.trim().toLowerCase());
  if (every === undefined) throw new BadValue(`“${text}” is no length of time; use ${spokenList(EVERY)}.`);
  return every;
}

/** Node holds no larger file in one piece that it could turn into text. */
const LARGEST_SIZE = 1024 ** 3;

export function parseSize(text: string): number {
  const [, number, unit] = /^(\d{1,9}(?:\.\d{1,3})?)\s*(K|M|G)?(?:i?B)?$/i.exec(text.trim()) ?? [];
  const bytes = Math.floor(Number(number) * { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 }[(unit ?? '').toUpperCase() as 'K']);
  if (number === undefined || bytes < 1 || bytes > LARGEST_SIZE)
    throw new BadValue('Write a size as 500K, 20M or as a number of bytes, 1G at most.');
  return bytes;
}

export function parseShare(text: string): Share {
  const [, index, of] = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(text.trim()) ?? [];
  if (of === undefined || Number(index) > Number(of))
    throw new BadValue('Write which share of how many, 2/4 for the second of four; 9999 shares at most.');
  return { index: Number(index), of: Number(of) };
}

export function parsePattern(text: string): string {
  if (text.trim() === '') throw new BadValue('The pattern is empty.');
  return text;
}

export function parseTarget(text: string): TargetId {
  const target = TARGETS.find((candidate) => candidate === text);
  if (target) return target;
  const near = closestName(text, TARGETS) ?? TARGETS.find((candidate) => text !== '' && candidate.startsWith(text));
  throw new BadValue(`${near === undefined ? '' : `Did you mean ${near}? `}Targets are ${TARGETS.join(', ')}.`);
}

const FLAG_WORDS: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  1: true,
  false: false,
  no: false,
  off: false,
  0: false,
};

/** Of a variable of the environment, which knows texts only. */
export function parseFlag(text: string): boolean {
  const word = text.trim().toLowerCase();
  const value = Object.hasOwn(FLAG_WORDS, word) ? FLAG_WORDS[word] : undefined;
  if (value === undefined) throw new BadValue('Write true or false.');
  return value;
}
