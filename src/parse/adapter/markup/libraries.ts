/** Salesforce's libraries as addresses name them, and scripts that a page loads from its own repository. */
import type { Fact } from '../../../model/fact.ts';
import type { Position } from '../../lines.ts';
import type { ResourceInclude, ScriptInclude } from '../reading.ts';
import { resolveReferences, type Resolved } from './references.ts';
import { attributeOf, type MarkupScan, type Tag, type TagAttribute } from './scan.ts';
import { snippetAt, sourceFact } from './source-fact.ts';

export interface LibraryName {
  /** `opencti_min.js@57.0`; `@*` where the version does not stand there. */
  readonly name: string;
  readonly version: string;
  /** Offset of the file's name in the text. */
  readonly offset: number;
}

/** The libraries that a text names by their address. Two of the names are too common to count without their path. */
export function librariesIn(text: string): LibraryName[] {
  const found: LibraryName[] = [];
  let from = 0;
  for (const match of text.matchAll(/(?<![\w-])(?:opencti(?:_min)?|interaction|integration)\.js/gi)) {
    const file = match[0].toLowerCase();
    const before = text.slice(Math.max(from, match.index - 400), match.index);
    from = match.index + match[0].length;
    const path = /support\/(?:api|console)\/(?!.*support\/(?:api|console)\/)(.*)$/is.exec(before)?.[1];
    const isOwn = file === 'opencti_min.js' || (file === 'opencti.js' && /lightning\/$/i.test(before));
    if (path === undefined && !isOwn) continue;
    const version = /^v?(\d{1,3}(?:\.\d)?)\/(?:lightning\/)?$/i.exec(path ?? '')?.[1];
    const said = version === undefined ? '' : version.includes('.') ? version : `${version}.0`;
    found.push({ name: `${file}@${said === '' ? '*' : said}`, version: said, offset: match.index });
  }
  return found;
}

export interface Loads {
  readonly facts: readonly Fact[];
  readonly resourceIncludes: readonly ResourceInclude[];
  readonly localScripts: readonly ScriptInclude[];
}

/** The whole of a short value; of a list the address that an offset stands in. */
function addressAt(value: string, offset: number): string {
  if (value.length <= 200) return value;
  const before = /[^\s,'"]*$/.exec(value.slice(Math.max(0, offset - 200), offset))?.[0] ?? '';
  return before + (/^[^\s,'"]*/.exec(value.slice(offset, offset + 200))?.[0] ?? '');
}

/** No page loads more. */
const MOST_INCLUDES = 1000;

/** The attribute by which a tag loads script; undefined for other tags. */
export function scriptSource(tag: Tag): TagAttribute | undefined {
  switch (tag.name) {
    case 'script':
      return attributeOf(tag, 'src');
    case 'apex:includescript':
      return attributeOf(tag, 'value');
    case 'ltng:require':
      return attributeOf(tag, 'scripts');
    default:
      return undefined;
  }
}

export function loadsOf(file: string, scan: MarkupScan, place: (offset: number) => Position): Loads {
  const facts: Fact[] = [];
  const resourceIncludes: ResourceInclude[] = [];
  const localScripts: ScriptInclude[] = [];
  for (const tag of scan.tags) {
    const source = scriptSource(tag);
    if (!source?.value) continue;
    if (facts.length + resourceIncludes.length + localScripts.length > MOST_INCLUDES) break;
    const resolved = resolveReferences(source.value, source.valueStart);
    const libraries = librariesIn(resolved.value);
    for (const { name, version, offset } of libraries) {
      facts.push(
        sourceFact(file, scan.text, place, resolved.offsetAt(offset), {
          kind: 'script-load',
          api: 'library',
          name,
          value: addressAt(resolved.value, offset),
          traits: { version },
        }),
      );
    }
    const resources = resourcesIn(file, resolved).map(({ offset, ...include }) => ({
      ...include,
      ...place(offset),
      snippet: snippetAt(scan.text, offset),
    }));
    resourceIncludes.push(...resources);
    if (libraries.length > 0 || resources.length > 0) continue;
    for (const match of resolved.value.matchAll(/[^\s,'"(){}]+/g)) {
      const path = match[0].replace(/[?#].*$/s, '');
      if (!/\.[cm]?js$/i.test(path) || /^(?:[a-z][a-z0-9+.-]*:)?\/\//i.test(path)) continue;
      localScripts.push({ file, path, ...place(resolved.offsetAt(match.index)) });
    }
  }
  return { facts, resourceIncludes, localScripts };
}

type FoundResource = Omit<ResourceInclude, 'line' | 'column'> & { readonly offset: number };

const BY_EXPRESSION =
  /\$Resource\s*(?:\.\s*|\[\s*['"])(\w+)['"]?\]?(?:\s{0,20}(?:,\s{0,20}['"]\/?([^'"]{1,300})['"]|[+&]\s{0,20}['"]\/?([^'"]{1,300})['"]|\}\/([^\s,'"]{1,300})))?/gi;
const BY_PATH = /(?<!\w)resource\/(?:\d+\/)?([A-Za-z]\w*)(?:\/([^\s,'"?#]{1,300}))?/gi;

/** `{!$Resource.Name}`, `{!URLFOR($Resource.Name, 'js/a.js')}`, `/resource/Name/js/a.js`. */
function resourcesIn(file: string, { value, offsetAt }: Resolved): FoundResource[] {
  return [...value.matchAll(BY_EXPRESSION), ...value.matchAll(BY_PATH)].map((match) => {
    const name = match[1] ?? '';
    const member = match[2] ?? match[3] ?? match[4];
    const offset = offsetAt(match.index + match[0].indexOf(name, 8));
    return { file, name, ...(member !== undefined && { member }), offset };
  });
}
