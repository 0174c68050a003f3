/** The address of a remote to a name that says nothing of who uses it. */

/** Takes scheme, user info, port, a query and `.git` off a remote's address. A path on this machine gives null: it would say too much. */
export function normaliseRemote(url: string): string | null {
  const scp = /^(?:[^@/\s]+@)?([A-Za-z0-9.-]+):(?!\/\/|:)([^\s@]+)$/.exec(url);
  let host: string;
  let path: string;
  if (scp && !/^[A-Za-z]$/.test(scp[1] ?? '')) {
    host = scp[1] ?? '';
    path = scp[2] ?? '';
  } else {
    let parsed: URL;
    try {
      parsed = new URL(url);
    } catch {
      return null;
    }
    if (!/^(?:https?|ssh|git|git\+ssh):$/.test(parsed.protocol)) return null;
    host = parsed.hostname;
    path = decoded(parsed.pathname);
  }
  const name = path
    .replace(/[?#].*$/, '')
    .replace(/^\/+|\/+$/g, '')
    .replace(/\.git$/i, '')
    // A home folder names its user.
    .replace(/^~[^/]*/, '~');
  return host === '' || name === '' ? null : `${host.toLowerCase()}/${name}`;
}

/** Percent escapes opened; as written where they are none. */
function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
