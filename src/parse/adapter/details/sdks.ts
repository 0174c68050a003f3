/** Starts of vendors' SDKs: calls that connect the page to a phone system without an address of their own in the code. */
import type { Node } from 'estree';
import type { ParsedScript } from '../script/types.ts';
import { addressesOf, type Address } from './addresses.ts';
import type { Finder } from './finder.ts';
import { memberValues, recordsAt } from './expressions.ts';
import { bare, globalPathOf, pathOf, startOf, type Call } from './nodes.ts';

interface Sdk {
  /** The end of the call's path, joined by dots. */
  readonly call: RegExp;
  readonly made?: true;
  /** Member of an argument object that holds the address. */
  readonly address?: string;
}

/** Short on purpose: starts that name a vendor's own objects, or a SIP stack. */
const SDKS: readonly Sdk[] = [
  { call: /(?:^|\.)Twilio\.Device\.setup$/ },
  { call: /(?:^|\.)Twilio\.(?:Device|Voice\.Device)$/, made: true },
  { call: /(?:^|\.)(?:Twilio\.)?Flex\.(?:Manager\.create|runDefault)$/ },
  { call: /(?:^|\.)connect\.core\.initCCP$/, address: 'ccpUrl' },
  { call: /(?:^|\.)connect\.agentApp\.initApp$/ },
  { call: /(?:^|\.)(?:SIP\.(?:UA|UserAgent)|JsSIP\.UA)$/, made: true, address: 'uri' },
  { call: /(?:^|\.)SIPml\.Stack$/, made: true, address: 'websocket_proxy_url' },
  { call: /^(?:sipRegister|(?:window|globalThis|self)\.sipRegister)$/, address: 'realm' },
  { call: /(?:^|\.)(?:VonageClient|NexmoClient|TelnyxRTC|Plivo|PlivoBrowserSDK|RingCentral\.SDK)$/, made: true },
  { call: /(?:^|\.)Desktop\.config\.init$/ },
];

/** Modules that a vendor's desktop runs: who takes them in is started by the vendor's own page. */
export const SDK_MODULE = /^(?:@twilio\/)?flex-plugin$/;

const SIP_HOST = /^(?:sips?:)?(?:[^@\s/]{0,100}@)?([a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d{1,5})?)$/i;

/** Whether a call starts an SDK; if so, it is noted. */
export function sdkContact(call: Call, at: ParsedScript, finder: Finder): boolean {
  const path = globalPathOf(call.callee);
  if (!path || path[0] === 'sforce') return false;
  const name = path.join('.');
  const sdk = SDKS.find((candidate) => candidate.call.test(name) && (candidate.made === true) === (call.type === 'NewExpression'));
  if (!sdk) return false;
  const offset = startOf(call.callee);
  const member = sdk.address;
  const values =
    member === undefined ? [] : call.arguments.flatMap((argument) => memberValues(recordsAt(argument, at, finder.evaluator), member));
  let found = false;
  for (const value of values) {
    // A SIP realm is a host by itself, an account has it behind the sign.
    const hosts = finder.evaluator.texts(value.node, value.at).flatMap((text) => SIP_HOST.exec(text)?.[1]?.toLowerCase() ?? []);
    const addresses: Address[] =
      hosts.length > 0
        ? hosts.map((host) => ({ host, expression: host, shown: host, confidence: 'resolved' }))
        : addressesOf(value.node, value.at, finder);
    for (const address of addresses) finder.add('sdk', 'out', at, offset, address);
    found ||= addresses.length > 0;
  }
  if (found) return true;
  finder.add('sdk', 'out', at, offset, { host: null, expression: name, shown: name, confidence: 'exact' });
  return true;
}

/** An SDK that is an object of the page, and is taken from there. */
const SDK_OBJECTS: readonly RegExp[] = [/(?:^|\.)Microsoft\.CCaaS\.EmbedSDK$/];

/** Whether a member is an SDK's object. */
export function sdkObject(node: Node): string | null {
  const path = pathOf(bare(node));
  if (!path) return null;
  const name = path.filter((part) => part !== 'window').join('.');
  return SDK_OBJECTS.some((pattern) => pattern.test(name)) ? name : null;
}
