/**
 * The words that rules, results and reports share. They stand apart from the schema so that a scan,
 * whose catalog was checked when the tool was built, need not load what checks it.
 */

/** The five ways to Salesforce Voice. Two of them are partner telephony: a connector you build, or a vendor's package. */
export const TARGETS = [
  'partner-telephony-own',
  'partner-telephony-packaged',
  'amazon-connect',
  'partner-telephony-amazon-connect',
  'native',
] as const;

/** From the mildest to the hardest. Readiness takes the worst of a capability, so the order is part of the contract. */
export const VERDICTS = ['obsolete', 'carries-over', 'rename', 'reconfigure', 'unknown', 'rewrite', 'redesign', 'no-equivalent'] as const;

/** How sure a verdict is: Salesforce says so, we infer it, we looked and found none, or nobody has confirmed it. */
export const BASES = ['documented', 'inferred', 'none-found', 'unconfirmed'] as const;

/** What a parser or a check can put before the rules. */
export const FACT_KINDS = [
  /** A whole call center definition; the name is its form, `import` or `metadata`. */
  'definition',
  /** A section; the name is its internal name. */
  'definition-section',
  /** An item; the name is its internal name. */
  'definition-item',
  /** A key of the `customSettings` JSON. */
  'definition-setting',
  /** A child element of the Metadata API's `CallCenter`, `adapterUrl` say. */
  'definition-field',
  /** A documented item that a definition does not hold where its absence means something. */
  'missing-item',
  /** A documented constraint that a definition does not keep; the name is the check's. */
  'check',
] as const;

export const SIZES = ['small', 'medium', 'large'] as const;

/** What the verdict of a gate can be, in the order in which one outweighs the other. */
export const GATE_OUTCOMES = ['pass', 'unknown', 'fail'] as const;

export type TargetId = (typeof TARGETS)[number];
export type VerdictId = (typeof VERDICTS)[number];
export type Basis = (typeof BASES)[number];
export type FactKind = (typeof FACT_KINDS)[number];
export type Size = (typeof SIZES)[number];
export type GateOutcome = (typeof GATE_OUTCOMES)[number];
