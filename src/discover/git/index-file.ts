/** Git's list of the files that it keeps, read without running git. Forms of it that are seldom give null and are left to git itself. */

const FIXED = 62;
const LONG_NAME = 0xfff;

/** Paths in an index of version 2, 3 or 4 with ids of 20 bytes; null for anything else, a damaged file included. */
export function indexedPaths(bytes: Buffer): Set<string> | null {
  try {
    return readIndex(bytes);
  } catch {
    // It ends too early.
    return null;
  }
}

function readIndex(bytes: Buffer): Set<string> | null {
  const version = bytes.readUInt32BE(4);
  if (bytes.toString('latin1', 0, 4) !== 'DIRC' || version < 2 || version > 4) return null;
  const count = bytes.readUInt32BE(8);
  const paths = new Set<string>();
  let at = 12;
  let before: Buffer = Buffer.alloc(0);
  for (let entry = 0; entry < count; entry++) {
    const mode = bytes.readUInt32BE(at + 24);
    // A sparse index holds folders.
    if ((mode & 0o170000) === 0o040000) return null;
    const flags = bytes.readUInt16BE(at + 60);
    let name = at + FIXED + (version > 2 && (flags & 0x4000) !== 0 ? 2 : 0);
    if (version === 4) {
      // A path is what it does not share with the one before it.
      let byte = bytes.readUInt8(name++);
      let cut = byte & 127;
      while (byte & 128) {
        byte = bytes.readUInt8(name++);
        cut = (cut + 1) * 128 + (byte & 127);
      }
      const end = bytes.indexOf(0, name);
      if (end < 0 || cut > before.length) return null;
      before = Buffer.concat([before.subarray(0, before.length - cut), bytes.subarray(name, end)]);
      at = end + 1;
    } else {
      const length = flags & 0xfff;
      const end = length < LONG_NAME ? name + length : bytes.indexOf(0, name);
      if (end < name || bytes.readUInt8(end) !== 0) return null;
      before = bytes.subarray(name, end);
      at += (Math.floor((end - at) / 8) + 1) * 8;
    }
    paths.add(before.toString('utf8'));
  }
  // Extensions in lower case must be understood: a split index, for one.
  while (at + 8 <= bytes.length - 20) {
    if (bytes.readUInt8(at) >= 97) return null;
    at += 8 + bytes.readUInt32BE(at + 4);
  }
  return paths;
}
