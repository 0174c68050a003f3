/** What the readers of adapter source hand to each other. Pure data; nothing here knows a rule or the disk. */
import type { CallLog, Contact, Problem } from '../../model/assessment.ts';
import type { Fact } from '../../model/fact.ts';
import type { Position } from '../lines.ts';

/** A stretch of script: a whole file, a script element, an event attribute, a Lightning controller. */
export interface Script {
  /** Relative to the repository; `file.resource!/inner/path.js` for a member of an archive. */
  readonly file: string;
  /** What stands there. Offsets of every later step are offsets into this text. */
  readonly text: string;
  /** The same text, of the same length, with merge fields and template tags replaced by names; `text` itself where there are none. */
  readonly clean: string;
  /** The place in the file of an offset of `text`. */
  readonly place: (offset: number) => Position;
  readonly form: 'file' | 'block' | 'attribute' | 'aura';
  /** By the file's ending; `unknown` is tried as both. */
  readonly language: 'javascript' | 'typescript' | 'unknown';
  /** `test`: a test or a mock. `typing`: declarations only; nothing in it is a use. */
  readonly context?: 'test' | 'typing';
  /** Scripts of the same page share their names; null for a file of its own. */
  readonly page: string | null;
}

/** A method of an Apex class, as far as runApex needs it. Lines and columns are 1-based. */
export interface ApexMethod extends Position {
  readonly name: string;
  readonly global: boolean;
  readonly webService: boolean;
  readonly static: boolean;
}

export interface ApexClass extends Position {
  readonly file: string;
  readonly name: string;
  readonly global: boolean;
  readonly methods: readonly ApexMethod[];
}

/** A contact with a system outside, before contacts of one system are put together. */
export interface ContactSighting extends Contact {
  /** Host with port, in lower case; null where the address is an expression. */
  readonly host: string | null;
  /** The expression, shortened, credentials masked; used as the system's name where there is no host. */
  readonly expression: string;
}

/** A page of the org that could be a softphone: a Visualforce page, or an HTML page. */
export interface PageSighting {
  readonly file: string;
  /** The page's API name (Visualforce), or the path. */
  readonly name: string;
  readonly kind: 'visualforce' | 'html';
}

/** A static resource that a page loads as script; the place is that of its name. */
export interface ResourceInclude extends Position {
  readonly name: string;
  readonly file: string;
  /** Of a zipped resource: the path of the member that is loaded. */
  readonly member?: string;
  readonly snippet?: string;
}

/** A script that a page loads by a relative path; the two share their names. */
export interface ScriptInclude extends Position {
  readonly file: string;
  /** The path as written. */
  readonly path: string;
}

/** A place where a text names Open CTI. */
export interface MentionPlace extends Position {
  /** The name, and nothing of what stands around it. */
  readonly word: string;
}

/** What one file shows by itself. */
export interface SourceReading {
  readonly path: string;
  readonly content: 'adapter' | 'metadata' | 'mention' | 'library-copy' | 'archive' | 'other';
  readonly encoding: string;
  /** SHA-256 over the text with credentials masked, hexadecimal; null where nothing could be read. */
  readonly signature: string | null;
  /** By which near-identical files are known; null for a text too short to compare. */
  readonly print: string | null;
  readonly scripts: readonly Script[];
  /** Whole facts that need no script to be understood: components, library loads in markup, states of the file (kind `check`). */
  readonly facts: readonly Fact[];
  readonly contacts: readonly ContactSighting[];
  readonly callLogs: readonly CallLog[];
  readonly apex: readonly ApexClass[];
  readonly pages: readonly PageSighting[];
  /** Static resources that a page loads as script, by name; one of them may be a copy of Salesforce's library. */
  readonly resourceIncludes?: readonly ResourceInclude[];
  readonly problems: readonly Problem[];
  /** Where the text names Open CTI, given where it shows neither script nor fact. Never more than a thousand. */
  readonly mentions?: readonly MentionPlace[];
  /** Scripts that the file's markup loads by a relative path. */
  readonly localScripts?: readonly ScriptInclude[];
}
