/** `--templates`: a folder of templates from the disk, checked before anything is scanned. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { closestName } from '../match/spelling.ts';
import type { ReportAssets } from '../report/html.ts';
import { checkTemplates, linkOwn, TemplateError, templatePaths, type OwnFile } from '../report/own-templates.ts';
import { shippedTemplates } from '../shipped.ts';
import { printable } from '../terminal.ts';

const MOST_BYTES = 1024 * 1024;

const HINT = 'docs/templates.md says which files there are and what data each one gets.';

/** @throws UserError that lists every fault as `file:line reason` */
export async function ownAssets(folder: string, workingDirectory: string, language: string): Promise<ReportAssets> {
  const shown = (path: string): string => `${folder.replace(/[/\\]+$/, '')}/${path}`;
  const absolute = resolve(workingDirectory, folder);
  const info = await stat(absolute).catch(() => null);
  if (!info?.isDirectory()) throw new UserError(`There is no folder “${folder}” to take templates from.`, HINT);
  // Those that are not the user's own speak the language of the report.
  const shipped = await shippedTemplates(language);
  const known = templatePaths(shipped);
  const paths = await filesIn(absolute, folder);
  if (paths.length === 0) throw new UserError(`The folder “${folder}” holds no template.`, HINT);
  const unknown = paths.filter((path) => !known.includes(path));
  if (unknown.length > 0) {
    const list = unknown.map((path) => {
      const near = nearest(path, known);
      return `${shown(path)} is no file of a report${near === null ? '' : `; did you mean ${near}?`}`;
    });
    throw new UserError(list.map(printable).join('\n'), HINT);
  }
  const files: OwnFile[] = [];
  for (const path of paths) files.push({ path, text: await textOf(join(absolute, path), shown(path)) });
  const faults = checkTemplates(files, shipped);
  const listed = (all: typeof faults): string =>
    all.map(({ path, line, reason }) => `${shown(path)}:${line} ${printable(reason)}`).join('\n');
  if (faults.length > 0) throw new UserError(`The templates in “${folder}” are not right:\n${listed(faults)}`, HINT);
  const assets = linkOwn(files, shipped);
  return {
    ...assets,
    template: (context) => {
      try {
        return assets.template(context);
      } catch (error) {
        if (!(error instanceof TemplateError)) throw error;
        throw new UserError(`The templates in “${folder}” do not make a page:\n${listed([error.fault])}`, HINT);
      }
    },
  };
}

/** Of the folder and of `partials` in it; what systems leave about begins with a dot. */
async function filesIn(absolute: string, shown: string): Promise<string[]> {
  try {
    const top = await readdir(absolute, { withFileTypes: true });
    const partials = top.some((entry) => entry.name === 'partials') ? await readdir(join(absolute, 'partials')) : [];
    return [...top.filter(({ name }) => name !== 'partials').map(({ name }) => name), ...partials.map((name) => `partials/${name}`)]
      .filter((path) => !/(?:^|\/)\./.test(path))
      .sort();
  } catch {
    throw new UserError(`The folder “${shown}” could not be read.`, HINT);
  }
}

/** By its own name, whatever folder it was put in. */
function nearest(path: string, known: readonly string[]): string | null {
  const nameOf = (one: string): string => one.slice(one.lastIndexOf('/') + 1);
  const near = closestName(path, known) ?? closestName(nameOf(path), known.map(nameOf));
  return near === null ? null : (known.find((one) => one === near || nameOf(one) === near) ?? null);
}

async function textOf(path: string, shown: string): Promise<string> {
  const info = await stat(path).catch(() => null);
  if (!info?.isFile()) throw new UserError(`“${shown}” is no file.`, HINT);
  if (info.size > MOST_BYTES) throw new UserError(`“${shown}” has more than 1 MiB.`, HINT);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch {
    throw new UserError(`“${shown}” could not be read as UTF-8 text.`, 'Save it as UTF-8, and make it readable.');
  }
}
