/** Bytes to text, by byte-order mark first, then by what the XML declaration says, else UTF-8. */
import { s } from '../model/sentence.ts';
import { isAscii } from 'node:buffer';

export interface Decoded {
  readonly text: string;
  /** The encoding that was used, in lower case. */
  readonly encoding: string;
  /** Why the text may not be what was meant; absent when all is well. */
  readonly fault?: string;
  /** Bytes were replaced, so that something is missing. */
  readonly lossy?: true;
}

/** UTF-32 by its mark or its first `<`, and EBCDIC by its `<?xm`: encodings of XML that are recognised and not read. */
export function isUnreadEncoding(bytes: Uint8Array): boolean {
  return [
    [0xff, 0xfe, 0x00, 0x00],
    [0x00, 0x00, 0xfe, 0xff],
    [0x3c, 0x00, 0x00, 0x00],
    [0x00, 0x00, 0x00, 0x3c],
    [0x4c, 0x6f, 0xa7, 0x94],
  ].some((head) => startsWith(bytes, head));
}

/** Returns null for bytes that are no text: a NUL where no UTF-16 explains it. */
export function decode(bytes: Uint8Array): Decoded | null {
  const wide = wideEncoding(bytes);
  if (wide) return decodeAs(bytes, wide);
  if (bytes.includes(0)) return null;
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return decodeAs(bytes, 'utf-8');

  const declared = declaredEncoding(bytes);
  if (declared === null || declared === 'utf-8') return isAscii(bytes) ? asciiText(bytes) : decodeAs(bytes, 'utf-8');
  if (declared.startsWith('utf-16')) {
    const decoded = decodeAs(bytes, 'utf-8');
    return { ...decoded, fault: decoded.fault ?? s`The XML declaration says UTF-16, but the bytes are not; they were read as UTF-8.` };
  }
  if (!isKnown(declared)) {
    const decoded = decodeAs(bytes, 'utf-8');
    return { ...decoded, fault: decoded.fault ?? s`The XML declaration names an encoding that is not known; the file was read as UTF-8.` };
  }
  return decodeAs(bytes, declared);
}

/** The same in UTF-8, and quicker. */
function asciiText(bytes: Uint8Array): Decoded {
  return { text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'), encoding: 'utf-8' };
}

/** UTF-16 by its byte-order mark, or by a first `<` that is two bytes wide. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0x3c, 0x00])) return 'utf-16le';
  if (startsWith(bytes, [0xfe, 0xff]) || startsWith(bytes, [0x00, 0x3c])) return 'utf-16be';
  return null;
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 200)).toString('latin1');
  const match = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head);
  return match?.[1]?.toLowerCase() ?? null;
}

function isKnown(label: string): boolean {
  try {
    return Boolean(new TextDecoder(label));
  } catch {
    return false;
  }
}

/**
 * Bytes 80 to 9F of windows-1252 (https://encoding.spec.whatwg.org/index-windows-1252.txt). Some releases of Node decode them as
 * control characters.
 */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function decodeAs(bytes: Uint8Array, encoding: string): Decoded {
  if (new TextDecoder(encoding).encoding === 'windows-1252') {
    const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
    return { text: latin1.replace(/[\u0080-\u009f]/g, (character) => WINDOWS_1252[character.charCodeAt(0) - 0x80] ?? character), encoding };
  }
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
  } catch {
    return {
      text: new TextDecoder(encoding).decode(bytes),
      encoding,
      lossy: true,
      fault: s`Some bytes are not valid ${encoding.toUpperCase()}; they were replaced by a mark.`,
    };
  }
}

function startsWith(bytes: Uint8Array, head: readonly number[]): boolean {
  return head.every((byte, index) => bytes[index] === byte);
}
