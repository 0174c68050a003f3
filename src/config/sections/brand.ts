/** `brand`: whose report it is. */
import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import type { Brand } from '../../report/presentation.ts';
import { contrast, parseColour, type Rgb } from '../contrast.ts';
import { LARGEST_LOGO, readLogo } from '../logo.ts';
import { section, type Place } from '../section.ts';

/** What the accent stands on in report.css, and how far it must stand apart from it: links are text. */
export const BACKGROUNDS = { light: ['#ffffff', '#f6f7f8'], dark: ['#15181d', '#1c2026'] } as const;
const LEAST_CONTRAST = 4.5;

const line = (most: number) =>
  z
    .string('must be a text')
    .trim()
    .min(1, 'must not be empty')
    .max(most, `must not be longer than ${most.toLocaleString('en-GB')} characters`);

const colour = (mode: keyof typeof BACKGROUNDS) =>
  z
    .string('must be a colour in quotes, "#0b57a4" for example')
    .superRefine((text, context) => {
      const rgb = parseColour(text);
      const message = rgb ? faultOf(rgb, mode) : 'must be a colour in quotes, "#0b57a4" for example';
      if (message !== null) context.addIssue({ code: 'custom', message });
    })
    .transform((text) => (text.length === 4 ? text.replace(/[0-9a-f]/gi, '$&$&') : text).toLowerCase())
    .optional();

function faultOf(rgb: Rgb, mode: keyof typeof BACKGROUNDS): string | null {
  const [worst] = BACKGROUNDS[mode]
    .map((background) => ({ background, ratio: contrast(rgb, parseColour(background) ?? [0, 0, 0]) }))
    .sort((a, b) => a.ratio - b.ratio);
  if (!worst || worst.ratio >= LEAST_CONTRAST) return null;
  // Cut, not rounded: 4.497 is not 4.5.
  const ratio = (Math.floor(worst.ratio * 100) / 100).toFixed(2);
  return `has a contrast of ${ratio} to 1 with ${worst.background}, on which links stand in ${mode} mode; WCAG AA asks for ${LEAST_CONTRAST}`;
}

export const brand = section({
  schema: z
    .strictObject({
      name: line(120).optional().describe('The consultancy.'),
      logo: line(4096)
        .optional()
        .describe(`A PNG, JPEG or SVG file of at most ${LARGEST_LOGO / 1024} KiB, from the folder of this file.`),
      colours: z
        .strictObject({
          accent: z
            .strictObject({ light: colour('light'), dark: colour('dark') }, 'must have light, dark or both')
            .optional()
            .describe('Links and marks, in light and in dark mode; each is checked against the page’s backgrounds.'),
        })
        .optional(),
      client: line(200).optional().describe('For whom the report is made.'),
      author: line(200).optional().describe('By whom it is made.'),
      cover: line(2000).optional().describe('A few words under the title.'),
      disclaimer: line(4000).optional().describe('At the end of the report.'),
    })
    .describe('Whose report it is.'),
  prepare: async (given, place): Promise<Brand> => ({
    name: given.name ?? null,
    logo: given.logo === undefined ? null : await logoOf(given.logo, place),
    accent: { light: given.colours?.accent?.light ?? null, dark: given.colours?.accent?.dark ?? null },
    client: given.client ?? null,
    author: given.author ?? null,
    cover: given.cover ?? null,
    disclaimer: given.disclaimer ?? null,
  }),
});

async function logoOf(file: string, { folder, say }: Place): Promise<string | null> {
  const refuse = (reason: string): null => {
    say(['logo'], `“${file}” ${reason}`);
    return null;
  };
  const path = isAbsolute(file) ? file : resolve(folder, file);
  const info = await stat(path).catch(() => null);
  if (!info?.isFile()) return refuse('is no file that is there');
  // Before it is read: it may be a film.
  if (info.size > LARGEST_LOGO) return refuse(`has ${Math.ceil(info.size / 1024)} KiB; ${LARGEST_LOGO / 1024} KiB are the limit`);
  const bytes = await readFile(path).catch(() => null);
  if (!bytes) return refuse('could not be read');
  const logo = readLogo(bytes);
  return 'fault' in logo ? refuse(logo.fault) : logo.uri;
}
