/** What an address in a definition leads to, as far as its text says. Nothing is looked up. */

export type AddressKind =
  /** No address yet; it may be typed in Setup. */
  | 'empty'
  /** A page of a managed package, `/apex/ns__Page`: nobody but its vendor sees the code. */
  | 'managed-package'
  /** Any other page inside Salesforce, by a relative address or by `/apex/` on its host. */
  | 'salesforce-page'
  /** A host that only the machine or network where it was typed can reach. */
  | 'local'
  /** A public host without https. */
  | 'insecure'
  /** A public host with https. */
  | 'web'
  /** Neither a path nor an address: a placeholder, a slip, another protocol. */
  | 'unreadable';

export interface Address {
  readonly kind: AddressKind;
  readonly host: string | null;
  /** The package's namespace, for `managed-package`. */
  readonly namespace: string | null;
  /** Whether a user name or password stands in it; both are masked by now. */
  readonly hasUserInfo: boolean;
}

/** Loopback, link-local and private ranges (RFC 1122, RFC 1918, RFC 3927, RFC 4193, RFC 4291) and names that no public DNS holds (RFC 6762, RFC 8375). */
const LOCAL_HOST =
  /^(?:.*\.(?:localhost|local|internal|intranet|lan|corp|home|home\.arpa)|0\.0\.0\.0|(?:127|10|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01]))\.[\d.]+|\[(?:::1|fe80:.*|f[cd][0-9a-f]{2}:.*)\]|[^.[\]]+)$/i;

const PACKAGE_PAGE = /\/apex\/([a-z][a-z0-9]*(?:_[a-z0-9]+)*)__[a-z]/i;

export function readAddress(text: string): Address {
  const value = text.trim();
  const nothing = { host: null, namespace: null, hasUserInfo: false };
  if (value === '') return { kind: 'empty', ...nothing };
  const relative = /^\/(?!\/)/.test(value) || /^apex\//i.test(value);
  const url = relative || isPlaceholder(value) || !/^https?:\/\//i.test(value) || !URL.canParse(value) ? null : new URL(value);
  const host = url === null || url.hostname === '' ? null : url.hostname.replace(/\.$/, '');
  const hasUserInfo = url !== null && (url.username !== '' || url.password !== '');
  if (!relative && host === null) return { kind: 'unreadable', ...nothing };

  const path = url === null ? `/${value.replace(/^\//, '').replace(/[?#].*$/s, '')}` : url.pathname;
  const namespace = PACKAGE_PAGE.exec(path)?.[1] ?? null;
  const kindOf = (): AddressKind => {
    if (host !== null && LOCAL_HOST.test(host)) return 'local';
    if (url?.protocol === 'http:') return 'insecure';
    if (namespace !== null) return 'managed-package';
    return relative || /\/apex\//i.test(path) ? 'salesforce-page' : 'web';
  };
  return { kind: kindOf(), host, namespace, hasUserInfo };
}

/** Text that a sample or a template put there for somebody to replace. */
export function isPlaceholder(value: string): boolean {
  return /\{\{[^{}]+\}\}|\$\{[^{}]+\}|<\s*(?:your|my|enter|insert|the|host|domain|server|url|company|org)[^<>]*>|https?:\/\/domain:port\b|\b(?:your|my)[-_. ]?(?:own[-_. ]?)?(?:hosted[-_. ]?)?(?:domain|host|server|company|instance|org)\b|\b(?:CHANGE|REPLACE)[-_ ]?ME\b|\bTODO\b/i.test(
    value,
  );
}
