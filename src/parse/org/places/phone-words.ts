/** Which names of components, apps and credentials speak of a phone, told by whole words and by namespaces of telephony packages. */
import { wordsOf } from '../call-fields.ts';

/** Words that mean a telephone system and little else. “Call” and “phone” are not among them: a loyalty call is a callout. */
const TELEPHONY = new Set('cti opencti telephony softphone softphones dialer dialler autodialer pbx voip ivr'.split(' '));

/** Beside them these make a utility one of a phone. */
const PHONE = new Set('call calls phone phones telephone dial dialing dialling dialpad'.split(' '));

/** Of a component that has to do with calls and is no phone: it logs, lists, scripts or reports them, or shows a number. */
const OTHER_THAN_PHONE = new Set(
  'action actions log logs logger logging list report reports reporting script scripts plan plans planner history note notes report summary survey book numbers format formatter validation validator verify verification field fields picker type mobile recording recordings disposition callback back outs out notify'.split(
    ' ',
  ),
);

/** Behind “call” at the head of a name they tell whom it calls. */
const CALLED = new Set('customer lead contact client account person number phone now me user patient caller via with from'.split(' '));

/** Namespaces of telephony packages, in lower case, as seen in orgs. */
const NAMESPACES = new Set(['talkdesk', 'rcsfl', 'nvmcontactworld', 'amazonconnect', 'ciscocjs']);

/** Of Salesforce's own making, so no phone of somebody else's. */
const OWN_OF_SALESFORCE =
  /^(?:runtime_\w+|force\w*|lightning\w*|flexipage|record_flexipage|opencti|support|scrt|console|home|notes|macros|lst|wave|sfa|native_\w+|ui|aura|ltng|flowruntime|desktopdashboards)$/i;

const CLICK_TO_DIAL = /click_?(?:2|to)_?(?:call|dial)/i;

/** Telephony vendors by the beginnings of their own domains, those that sell nothing but telephone systems. */
const VENDOR_DOMAIN = /^(?:talkdesk|ringcentral|ozonetel|newvoicemedia|natterbox|aircall|dialpad|five9|(?:my)?purecloud)/;

/** Whether a host is a telephony vendor's by its domain: `api.talkdeskapp.com`, not `talkdesk.example.com`. */
export function isVendorHost(host: string): boolean {
  const labels = host.toLowerCase().replace(/:\d+$/, '').split('.');
  const isDouble = labels.length > 2 && /^(?:com?|net|org)$/.test(labels.at(-2) ?? '') && (labels.at(-1) ?? '').length === 2;
  return VENDOR_DOMAIN.test(labels.at(isDouble ? -3 : -2) ?? '');
}

/** Whether a name says, in so many words, that it is of a telephone system. */
export function namesTelephony(name: string): boolean {
  return wordsOf(name).some((word) => TELEPHONY.has(word));
}

/** The namespace and the own name of `ns:name`, `ns__name` or `name`. */
export function splitName(name: string): { readonly namespace: string; readonly own: string } {
  const [, namespace = '', own = name] = /^([A-Za-z]\w*?)(?::|__)(\w.*)$/.exec(name) ?? [];
  return { namespace: namespace.toLowerCase() === 'c' ? '' : namespace, own };
}

/**
 * How sure it is that a component on a page is a phone: `resolved` in a utility bar by the namespace of a telephony package, `text` by the
 * words of its name, null where nothing says so. On other pages the words must say more, for there numbers are shown and calls listed.
 */
export function phoneComponent(name: string, inUtilityBar: boolean): 'resolved' | 'text' | null {
  const { namespace, own } = splitName(name);
  if (OWN_OF_SALESFORCE.test(namespace)) return null;
  if (inUtilityBar && NAMESPACES.has(namespace.toLowerCase())) return 'resolved';
  const words = wordsOf(own);
  if (CLICK_TO_DIAL.test(own) || words.some((word) => TELEPHONY.has(word))) return 'text';
  if (words.some((word) => OTHER_THAN_PHONE.has(word))) return null;
  if (inUtilityBar) return words.some((word) => PHONE.has(word)) ? 'text' : null;
  const [first = '', second = ''] = words;
  const isDialer = words.some((word) => /^dial(?:ing|ling|pad)?$/.test(word));
  return isDialer || (first === 'call' && CALLED.has(second)) ? 'text' : null;
}
