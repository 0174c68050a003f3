/** A logo as an address that holds the whole picture. Told by its bytes, not by its name. */
import { plainSvg } from './svg.ts';

/** A page may be mailed about; a logo is no reason why it could not be. */
export const LARGEST_LOGO = 200 * 1024;
const LONGEST_SIDE = 4096;

export type Logo = { readonly uri: string } | { readonly fault: string };

export function readLogo(bytes: Buffer): Logo {
  if (bytes.length > LARGEST_LOGO) return { fault: `has ${Math.ceil(bytes.length / 1024)} KiB; ${LARGEST_LOGO / 1024} KiB are the limit` };
  if (bytes.subarray(0, PNG.length).equals(PNG)) return picture('image/png', bytes, sizeOfPng(bytes));
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return picture('image/jpeg', bytes, sizeOfJpeg(bytes));
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { fault: 'is no PNG, no JPEG and no SVG in UTF-8' };
  }
  if (!/<svg[\s>]/.test(text)) return { fault: 'is no PNG, no JPEG and no SVG' };
  const svg = plainSvg(text);
  return 'fault' in svg ? svg : { uri: `data:image/svg+xml;base64,${Buffer.from(svg.text, 'utf8').toString('base64')}` };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function picture(type: string, bytes: Buffer, size: Size | null): Logo {
  if (!size || size.width === 0 || size.height === 0) return { fault: `begins as ${type} and is cut off or broken` };
  const { width, height } = size;
  if (Math.max(width, height) > LONGEST_SIDE)
    return { fault: `is ${width} by ${height} pixels; ${LONGEST_SIDE} are the limit for each side` };
  return { uri: `data:${type};base64,${bytes.toString('base64')}` };
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function sizeOfPng(bytes: Buffer): Size | null {
  if (bytes.length < 45 || bytes.toString('latin1', 12, 16) !== 'IHDR') return null;
  if (!bytes.subarray(-64).includes('IEND')) return null;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** Goes from marker to marker until the one that holds the size. */
function sizeOfJpeg(bytes: Buffer): Size | null {
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}
