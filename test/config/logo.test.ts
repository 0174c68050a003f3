import { describe, expect, test } from '@jest/globals';
import { readLogo } from '../../src/config/logo.ts';
import { plainSvg } from '../../src/config/svg.ts';
import { contrast, parseColour, type Rgb } from '../../src/config/contrast.ts';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
/** Markers as far as the one that holds the size. */
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0001108001000200301220002110103110100', 'hex');

const svg = (inner: string, root = 'viewBox="0 0 8 8"'): string => `<svg xmlns="http://www.w3.org/2000/svg" ${root}>${inner}</svg>`;

describe('a picture of points', () => {
  test('is told by its bytes and taken as it is', () => {
    expect(readLogo(PNG)).toEqual({ uri: `data:image/png;base64,${PNG.toString('base64')}` });
    expect(readLogo(JPEG)).toEqual({ uri: `data:image/jpeg;base64,${JPEG.toString('base64')}` });
  });

  test.each([
    ['a cut PNG', PNG.subarray(0, 40), /cut off or broken/],
    ['a PNG without a head', Buffer.concat([PNG.subarray(0, 8), Buffer.alloc(80)]), /cut off or broken/],
    ['a huge PNG', Buffer.concat([PNG.subarray(0, 16), Buffer.from([0, 0, 0x20, 0]), PNG.subarray(20)]), /is 8192 by 1 pixels; 4096/],
    ['a cut JPEG', JPEG.subarray(0, 22), /cut off or broken/],
    ['a GIF', Buffer.from('GIF89a\x01\x00\x01\x00\xff', 'latin1'), /is no PNG, no JPEG and no SVG/],
    ['a text', Buffer.from('hello'), /is no PNG, no JPEG and no SVG/],
    ['nothing', Buffer.alloc(0), /is no PNG/],
  ])('is refused as %s', (_, bytes, reason) => {
    expect((readLogo(bytes) as { fault: string }).fault).toMatch(reason);
  });
});

describe('an SVG', () => {
  test('loses what drawing programs leave for themselves, and nothing that is drawn', () => {
    const made = plainSvg(
      `\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n<!-- made -->${svg(
        '<metadata><rdf:RDF xmlns:rdf="http://x"><a/></rdf:RDF></metadata><draw:view xmlns:draw="http://d"><script/></draw:view><style>.a{fill:url(#g)}</style><defs><linearGradient id="g"><stop offset="0"/></linearGradient></defs><g draw:label="x" class="a" fill="url(#g)"><use xlink:href="#g"/><text>R&amp;D &lt; 1</text></g>',
        'viewBox="0 0 8 8" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:draw="http://d"',
      )}`,
    );
    expect(made).toEqual({
      text: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8" xmlns:xlink="http://www.w3.org/1999/xlink"><style>.a{fill:url(#g)}</style><defs><linearGradient id="g"><stop offset="0"></stop></linearGradient></defs><g class="a" fill="url(#g)"><use xlink:href="#g"></use><text>R&amp;D &lt; 1</text></g></svg>',
    });
  });

  test.each([
    ['a script', svg('<script>x</script>'), /holds <script>/],
    ['a script in another case', svg('<SCRIPT>x</SCRIPT>'), /holds <SCRIPT>/],
    ['a foreign object', svg('<foreignObject><b/></foreignObject>'), /holds <foreignObject>/],
    ['an animation', svg('<a><set attributeName="href" to="x"/></a>'), /holds <a>.*holds <set>/],
    ['a handler', svg('<path onload="x"/>'), /holds the handler onload/],
    ['a handler at the root', svg('', 'viewBox="0 0 1 1" ONLOAD="x"'), /holds the handler ONLOAD/],
    ['a link elsewhere', svg('<use href="https://example.com/a.svg#b"/>'), /refers to something outside/],
    ['a script as an address', svg('<use href="javascript:x"/>'), /refers to something outside/],
    ['an address in references', svg('<use href="&#106;avascript:x"/>'), /refers to something outside/],
    ['a picture from elsewhere', svg('<image href="https://example.com/a.png"/>'), /refers to something outside/],
    ['a picture that is an SVG', svg('<image href="data:image/svg+xml;base64,AAAA"/>'), /refers to something outside/],
    ['a fill from elsewhere', svg('<path fill="url(https://example.com/#a)"/>'), /refers to something outside/],
    ['a fill in references', svg('<path fill="&#117;rl(//x)"/>'), /holds a reference in fill/],
    ['a style that imports', svg('<style>@import "//x"</style>'), /holds a style with/],
    ['a style that escapes', svg('<path style="fill:u\\72l(//x)"/>'), /holds a style with/],
    ['a style that fetches', svg('<style>a{fill:url(//x)}</style>'), /holds a style that refers/],
    ['a style in CDATA', svg('<style><![CDATA[a{fill:url(//x)}]]></style>'), /holds a style that refers/],
    ['entities', `<!DOCTYPE svg [<!ENTITY a "b">]>${svg('&a;')}`, /declares entities \(line 1\)/],
    ['a style sheet', `<?xml-stylesheet href="x"?>${svg('')}`, /takes in a style sheet/],
    ['something cut off', svg('<g>').replace('</svg>', ''), /no well-formed XML/],
    ['no size', svg('', 'width="8"'), /has no size/],
    ['no namespace', '<svg viewBox="0 0 8 8"></svg>', /does not name the namespace/],
    ['another namespace', '<svg xmlns="http://x" viewBox="0 0 8 8"></svg>', /another meaning/],
    ['many uses', svg('<use href="#a"/>'.repeat(21)), /more than 20 <use>/],
    ['many elements', svg('<g/>'.repeat(5001)), /more than 5000 elements/],
    ['great depth', svg(`${'<g>'.repeat(70)}${'</g>'.repeat(70)}`), /nested more than 64 deep/],
    ['HTML', '<html><svg viewBox="0 0 1 1"></svg></html>', /begins with <html>/],
  ])('is refused for %s', (_, text, reason) => {
    expect((plainSvg(text) as { fault: string }).fault).toMatch(reason);
  });

  test('is refused with the line', () => {
    expect(plainSvg(svg('\n\n<script/>'))).toEqual({ fault: 'holds <script> (line 3)' });
  });
});

test('contrast is that of WCAG', () => {
  const of = (one: string, other: string): string => contrast(parseColour(one) as Rgb, parseColour(other) as Rgb).toFixed(2);
  expect(of('#000', '#fff')).toBe('21.00');
  expect(of('#777777', '#ffffff')).toBe('4.48');
  expect(of('#ffffff', '#767676')).toBe('4.54');
  expect(of('#ff0000', '#ffffff')).toBe('4.00');
  expect(['#12345', 'red', '#1234567', '123456'].map(parseColour)).toEqual([null, null, null, null]);
});
