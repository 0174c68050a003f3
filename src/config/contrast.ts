/** Contrast of two colours, as WCAG 2 counts it: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */

export type Rgb = readonly [red: number, green: number, blue: number];

/** `#0b57a4` or `#05a`; null for anything else. */
export function parseColour(text: string): Rgb | null {
  const [, long] = /^#([0-9a-f]{6})$/i.exec(text) ?? [];
  const [, short] = /^#([0-9a-f]{3})$/i.exec(text) ?? [];
  const digits = long ?? short?.replace(/./g, '$&$&');
  if (digits === undefined) return null;
  const channel = (at: number): number => Number.parseInt(digits.slice(at, at + 2), 16);
  return [channel(0), channel(2), channel(4)];
}

/** From 1, for equal colours, to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
