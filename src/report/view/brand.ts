/** Whose report it is: beside the title, and at the foot. */
import type { Brand } from '../presentation.ts';
import { t } from '../messages.ts';

export function brandView(brand: Brand | null) {
  if (!brand) return null;
  const { name, logo, client, author, cover, disclaimer } = brand;
  return {
    name,
    logo,
    /** The name stands beside the logo, so that it need not be read twice. */
    logoText: name === null ? t`Logo` : '',
    client,
    author,
    cover: paragraphs(cover),
    disclaimer: paragraphs(disclaimer),
    /** What stands above the title, where anything does. */
    hasHead: name !== null || logo !== null,
    hasPeople: client !== null || author !== null,
  };
}

/** A line break begins a new one. */
function paragraphs(text: string | null): string[] {
  return (text ?? '').split(/[\r\n]+/).flatMap((line) => line.trim() || []);
}

/** The page's style with the brand's colours behind it; they are checked where they are read. */
export function branded(css: string, brand: Brand | null): string {
  const { light, dark } = brand?.accent ?? { light: null, dark: null };
  if (light === null && dark === null) return css;
  const [, ownLight = light, ownDark = dark] = OWN_ACCENT.exec(css) ?? [];
  return `${css}\n:root {\n  --accent: light-dark(${light ?? ownLight}, ${dark ?? ownDark});\n}`;
}

/** The one of the two that the brand leaves out stays the page's own. */
const OWN_ACCENT = /--accent:\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/i;
