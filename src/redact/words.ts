/**
 * Words of the sentences that the program makes itself, as far as the catalog's own texts do not hold them. A word that is in neither list
 * is taken for a name: a word too few costs a gap in a sentence, and a word too many would cost a secret, so nothing here names anybody.
 */
export const OWN_WORDS: ReadonlySet<string> = new Set(
  `above confidence drives finding findings forgiving parser text across alternate animation append archive bare body bytes callee calling caught cells closed comment commit computes condition
  contradicts controller copies damaged declaration decorator demands dialled dialler document encrypted entries expressions extends facts
  faults filters final finally first follow follows formula global given group groups handed header helper high hyphens indications info
  insert instruction larger lists main manifest manifests mark markup matched max merge migrate module names nested not notify null once
  override packed parameter parent parse people plain processing protected quotation reach reads remain require returns revision revisions
  role root runs scan scripts select self sets several slash strict string sum super tag task text unpacked updated url usual vanished
  verification via virtual webservice withheld words writes wrong xml`.split(/\s+/),
);

/** Names of Salesforce's own, and of formats, that stand in the middle of a sentence. */
export const OWN_PROPER: ReadonlySet<string> = new Set(
  `A API APIs Activity Amazon Apex Aura Base64 CSV CTI Canvas Classic Client Connect Console Edition Enterprise Experience Flow Given
  Government Cloud HTML HTTP HTTPS I JSON JavaScript Lightning Log Call Object Omni-Channel Open Performance Professional Sales Salesforce
  Service Setup SOAP Task Tasks Toolkit TypeScript URL Unlimited VoiceCall Visualforce Voice XML ZIP UTF-8 UTF-16`.split(/\s+/),
);
