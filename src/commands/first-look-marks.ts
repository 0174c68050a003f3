/** What tells at a glance that a file has to be read. */

/** Files whose hosts are listed although they never speak of Open CTI. */
export const NAMES_HOSTS = /\.(?:cspTrustedSite|remoteSite|corsWhitelistOrigin|app)(?:-meta\.xml)?$|(?:^|\/)IframeWhiteListUrl[^/]*$/i;

/** A longer script is a library or data, no part of an adapter that wraps Open CTI. */
export const LONGEST_KEPT = 400_000;

/** The mark of a zip. The archive's own reader is loaded only when there is one. */
export function isArchive(bytes: Buffer): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/** Profiles and permission sets: a large part of an org's bytes, and neither definition nor script. They are read after everything else. */
export function isReadLast(path: string): boolean {
  return /\.(?:profile|permissionset)(?:-meta\.xml)?$/i.test(path);
}
