/** What the readers of an org's metadata hand to each other. Pure data; nothing here knows a rule or the disk. */
import type { Audience, Org, PhoneApp, PhoneHost, Problem } from '../../model/assessment.ts';
import type { Confidence, Fact } from '../../model/fact.ts';
import type { FieldUse, Relation, Strength } from '../../model/org-terms.ts';
import type { Position } from '../lines.ts';
import type { XmlDocument } from '../xml.ts';
import type { SIGNS } from './signs.ts';
import type { OrgPath } from './types.ts';

/** One file of an org's metadata, before it is read. */
export interface OrgSource extends OrgPath {
  /** Relative to the repository; `retrieve.zip!/unpackaged/…` for a member of a zipped retrieve. */
  readonly path: string;
  /** Decoded, without byte-order mark. */
  readonly text: string;
}

/** The same with its markup, parsed when it is first asked for. A broken file has faults, and a tree as far as it goes. */
export interface OrgDocument extends OrgSource {
  readonly markup: () => XmlDocument;
}

/** A component of the org, and where its file or its part of a file begins. */
export interface Component extends Position {
  /** Metadata type as the Metadata API spells it. */
  readonly type: string;
  /** Full name: `Task.Call_Reason__c`, `Calls/Daily_Calls`, `Task-Task Layout`. Escapes of file names are opened. */
  readonly name: string;
  readonly label: string | null;
  readonly file: string;
}

/** One sign that a component uses call Tasks, which becomes a fact of that name; rules/org/ has a rule for each. */
export interface Sign extends Position {
  readonly sign: (typeof SIGNS)['consumer'][number];
  readonly strength: Strength;
  /** A sentence without a full stop that says what was seen: “Groups by the column CALLDISPOSITION”. Quotes no free text of the file. */
  readonly detail: string;
  readonly snippet?: string;
}

/** A field of the call log that a component uses, by its API name on Task. */
export interface UsedField extends Position {
  readonly name: string;
  readonly use: FieldUse;
}

/** A component that uses call Tasks, as its own file shows it. */
export interface ConsumerSighting {
  readonly component: Component;
  readonly signs: readonly Sign[];
  readonly fields: readonly UsedField[];
  readonly folder: string | null;
  readonly active: boolean | null;
}

/** Anything else of the org that becomes a fact. `sign` is the fact's name. */
export type Sighting = Position & {
  readonly component: Component;
  /** What stands there, without free text; the component's name where nothing else says more. */
  readonly value: string;
  readonly confidence: Confidence;
  readonly snippet?: string;
} & (
    | { readonly [K in keyof typeof SIGNS]: { readonly kind: K; readonly sign: (typeof SIGNS)[K][number] } }[Exclude<
        keyof typeof SIGNS,
        'consumer'
      >]
    /** The sign is the namespace. */
    | { readonly kind: 'package'; readonly sign: string }
  );

/** One part of the org names another. Ends are resolved when all files are read. */
export interface Reference extends Position {
  readonly from: Component;
  readonly relation: Relation;
  readonly to: { readonly type: string; readonly name: string };
}

/** Custom fields of Task or Event that a file names, whether or not anything of calls is known of them yet. */
export interface NamedField extends UsedField {
  readonly component: Component;
}

/**
 * A utility bar (a FlexiPage of type UtilityBar), whatever it holds. An app's `utilityBar.name` is the bar's `component.name`, letter case
 * aside. The join puts the two together, and gives, at the place of the app:
 * - phone-place `app-with-softphone` where the bar holds Open CTI, `app-with-both-phones` instead where Omni-Channel is there as well;
 * - phone-place `utility-bar-without-app` (at the bar's `openCti`) for a bar with Open CTI that no app here names;
 * - foundation `omni-channel-in-app` where the app's bar holds Omni-Channel (at the bar's `omniChannel`);
 * - the app's `utilityBar.found`, `openCti`, `omniChannel` and `conflict`.
 * Already given by the reader of the bar: `other-phone-component`, one for each of `otherPhones`.
 */
export interface UtilityBar {
  readonly component: Component;
  /** Where the component is named; null where the bar does not hold it. */
  readonly openCti: Position | null;
  readonly omniChannel: Position | null;
  /** Phones of vendors or of the org's own making, by name as written: `talkdesk:CtiUtilBar`, `branchDialer`. */
  readonly otherPhones: readonly (Position & { readonly name: string })[];
}

/**
 * A host that the org lets in or reaches, of which the file does not say whether it is the phone's. It becomes a sighting of kind
 * phone-place with this `sign` once the join knows the host from the adapter or a definition. The reader gives no sighting for it itself.
 */
export interface HostCandidate extends Position {
  readonly component: Component;
  /** In lower case, with its port where one is written; `*.example.com` as written. */
  readonly host: string;
  readonly sign: 'trusted-phone-host' | 'phone-credential' | 'phone-connected-app';
  readonly snippet: string;
}

/** A folder of reports or dashboards, and who manages it. */
export interface OrgFolder {
  /** `ReportFolder` or `DashboardFolder`; its name is what the full names of its contents begin with. */
  readonly component: Component;
  /** Groups and roles that manage the folder; null where none does. Never a person. */
  readonly owner: string | null;
}

/** What one file says of whether a component runs that stands in another: a trigger's sidecar, the definition of a flow's versions. */
export interface Activation {
  readonly type: 'ApexTrigger' | 'Flow';
  readonly name: string;
  readonly file: string;
  readonly active: boolean;
  /** The version of a flow that runs, 0 for none; null for a trigger. */
  readonly version: number | null;
}

/** What one file shows by itself. Every list may be empty. */
export interface OrgReading {
  readonly consumers: readonly ConsumerSighting[];
  readonly sightings: readonly Sighting[];
  readonly references: readonly Reference[];
  /**
   * Apps as their own files show them: every app with a utility bar, each Classic console, and apps with a sign of Voice. Of a Lightning app
   * `openCti` is null and `conflict` false until the join has seen its bar; `omniChannel` is true already where the app pins the
   * Omni-Channel sidebar. The join drops apps that turn out to hold nothing of the phone: no Open CTI, no Omni-Channel, no other phone
   * in the bar, no Classic console, no sighting of their own.
   */
  readonly apps: readonly PhoneApp[];
  readonly bars: readonly UtilityBar[];
  readonly hostCandidates: readonly HostCandidate[];
  /**
   * Message channels of the org. Who uses one stands in `references` (`uses-channel`, from a bundle or page; read of all bundles and
   * pages); the join gives `phone-message-channel`, at the channel, where the user is adapter source or a host of the phone.
   */
  readonly channels: readonly Component[];
  /**
   * Pages, bundles and Canvas apps of the phone. The join gives phone-place `adapter-host` for one of role `adapter` that a definition
   * names, or that a Lightning page holds. References `hosts-adapter` from a FlexiPage are candidates only, to every page and own
   * component that stands on it: the join drops those whose end is no host.
   */
  readonly hosts: readonly PhoneHost[];
  /** Pages that load the toolkit of the Classic console and show nothing of a phone: they handle tabs, and host no adapter. */
  readonly consolePages: readonly Component[];
  /**
   * What profiles, sets and groups hold of what was wanted. Fragments of one decomposed permission set have the same type and name;
   * `mergeAudiences` of access/audiences.ts puts them together. Groups come whole, whatever they bundle: the join drops those that bundle
   * no set among the audiences and have no sighting of their own. The audience of a MutingPermissionSet lists what it takes away; it
   * counts through groups only.
   */
  readonly audiences: readonly Audience[];
  /** Uses of custom activity fields that only the adapter's call log can tell for a call's: they become consumers if it writes them. */
  readonly fields: readonly NamedField[];
  /** Put into the rest by `settleActivations` of consumers/activations.ts, which also leaves one version of each flow. */
  readonly activations: readonly Activation[];
  readonly folders: readonly OrgFolder[];
  /** Reports on activities that can hold Tasks, whether or not anything in them speaks of calls. */
  readonly activityReports: readonly Component[];
  /** Layouts that offer Log a Call, which they do by default. */
  readonly logACallLayouts: readonly Component[];
  readonly problems: readonly Problem[];
}

/**
 * One file to what it shows. Never throws on what a stranger wrote; what it cannot read is a problem. Faults of the markup itself are named
 * by the dispatcher. `wanted` is empty for all readers but the deferred ones.
 */
export type OrgReader = (source: OrgDocument, wanted: Wanted) => Partial<OrgReading>;

/** Which files a reader reads. */
export interface TypeReader {
  readonly types: readonly string[];
  /** Looked for in the bytes, as Latin-1, before anything is parsed; null reads every file of the types. Must run in linear time. */
  readonly look: RegExp | null;
  /**
   * For types whose files are the greater part of an org, and which no other reader takes: what of the bytes can matter, with every line where
   * it stood. Null where nothing can; the bytes themselves where the file has to be read as a whole. A reader that asks an excerpt for its
   * markup is given the whole instead.
   */
  readonly excerpt?: (bytes: Buffer, file: OrgPath & { readonly path: string }, wanted: Wanted) => Buffer | null;
  /** Read last, when it is known what to look for: profiles and permission sets by the thousand. */
  readonly deferred?: true;
  readonly read: OrgReader;
}

/** What the access readers look for; known once all other files were read. Names in lower case. */
export interface Wanted {
  readonly apps: ReadonlySet<string>;
  readonly pages: ReadonlySet<string>;
  readonly classes: ReadonlySet<string>;
  readonly presenceStatuses: ReadonlySet<string>;
}

/** The org of one repository: what goes to the rules, and what stands in the result. `written` and links to the adapter are filled in later. */
export interface OrgOfRepository {
  readonly facts: readonly Fact[];
  /** Null where no file of the repository is metadata of an org. */
  readonly org: Org | null;
  readonly problems: readonly Problem[];
}

/** With what goes for every file of the repository, metadata or not. */
export interface OrgWithDeployment extends OrgOfRepository {
  /** Whether a .forceignore leaves a file out of deployments. */
  readonly isLeftOut: (path: string) => boolean;
}
