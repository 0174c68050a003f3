import { parse } from '@babel/parser';
import { expect, test } from '@jest/globals';
import { cleanScript, dialectOf, type Dialect } from '../../../../src/parse/adapter/markup/merge-fields.ts';

const page: Dialect = { merge: true, server: false, braces: false, expressions: false };
const server: Dialect = { merge: false, server: true, braces: false, expressions: false };
const template: Dialect = { merge: false, server: false, braces: true, expressions: false };
const jsp: Dialect = { merge: false, server: true, braces: false, expressions: true };

/** Cleans, and holds the two promises of every cleaning: the same length, and the same line breaks outside texts. */
function clean(text: string, dialect: Dialect = page): string {
  const cleaned = cleanScript(text, dialect);
  expect(cleaned).toHaveLength(text.length);
  return cleaned;
}

const parses = (text: string): boolean => {
  parse(text, { sourceType: 'script', allowReturnOutsideFunction: true });
  return true;
};

test.each([
  ['as a value', 'var id = {!Account.Id};\nsforce.opencti.enableClickToDial();'],
  ['as an argument', 'run({!JSENCODE(name)}, {!count});'],
  ['as a statement on its own line', '{!REQUIRESCRIPT("/support/console/30.0/integration.js")}\nvar a = 1;'],
  ['as a statement before another on the same line', '{!setup} var a = 1;'],
  ['as an object’s value', 'var o = { a: {!x}, b: {!y} };'],
  ['as an object’s whole content', 'var o = { {!pairs} };'],
  ['as one of an object’s properties', 'var o = { a: 1, {!more} };'],
  ['as a property’s name', 'var o = { {!key}: 1 };'],
  ['as an array’s content', 'var list = [{!items}];'],
  ['as a condition', 'if ({!isAdmin}) { start(); }'],
  ['as a function that is called', '{!handler}(event);'],
  ['as an object whose member is called', '{!namespace}.start();'],
  ['as a part of a name', 'acct_{!suffix} = 1; var {!ns}__Bar = 2; {!ns}{!sub}.run();'],
  ['behind a dot', 'window.{!name} = 1;'],
  ['behind return', 'function f() { return {!value}; }'],
  ['with braces and quotes inside', `var a = {!IF(x, '}', "{")};`],
  ['with the quote of the text that it stands in', `var a = '{!IF(ok, 'yes', 'no')}';`],
  ['with a line break inside a text', `var a = '{!IF(ok,\n  1, 2)}';`],
  ['whose quotes do not pair', "var a = {!don't}; b({!x});"],
  ['over several lines', 'var a = {!IF(ok,\n  1,\n  2)};\nb();'],
  ['in a template text', 'var a = `{!x}-${b}`;'],
  ['in a comment', '// {!x\nvar a = 1; /* {!y */ var b = 2;'],
  ['in a regular expression’s neighbourhood', 'var r = /[{!]/.test({!x});'],
])('a merge field %s leaves script that parses', (_, text) => {
  expect(parses(clean(text))).toBe(true);
});

test('code around a merge field stays as it is, at the same offsets', () => {
  const text = 'call({!a}, "{!b}");\r\nsforce.opencti.screenPop({ type: {!t} });';
  const cleaned = clean(text);
  expect(cleaned.indexOf('screenPop')).toBe(text.indexOf('screenPop'));
  expect(cleaned).toContain('"{!b}"');
  expect(cleaned.match(/\r\n/g)).toHaveLength(1);
});

test('a merge field that is never closed is left alone', () => {
  const text = 'var a = "{!open"; run();';
  expect(clean(text)).toBe(text);
});

test.each([
  ['a value', server, 'var a = <%= user.id %>; b();'],
  ['a statement', server, '<% if (x) { %>\nstart();\n<% } %>'],
  ['a value in PHP', server, 'var a = <?php echo json_encode($x); ?>;'],
  ['a short value in PHP', server, 'var a = <?= $x ?>, b = "<?= $y ?>";'],
  ['a value with the quote of its text', server, "var a = '<%= t('hello') %>';"],
  ['a value of a template', template, 'var a = {{ user.id }}; b({{{raw}}});'],
  ['a block of a template', template, '{{#if admin}}\nstart();\n{{/if}}\n{% if a %}b();{% endif %}'],
  ['an expression of JSP', jsp, 'var a = ${user.id}, b = #{bean.name};'],
  ['an element of JSP', jsp, '<c:if test="${a > b}">\nstart();\n</c:if>'],
  ['an element of Visualforce', page, '<apex:repeat value="{!list}" var="i">\nadd("{!i}");\n</apex:repeat>'],
])('%s made by a server leaves script that parses', (_, dialect, text) => {
  expect(parses(clean(text, dialect))).toBe(true);
});

test.each([
  ['an HTML comment', '\n<!--\nvar a = 1;\n//-->\n'],
  ['an HTML comment whose end is no comment of script', '<!-- hidden\nvar a = 1;\n-->'],
  ['a CDATA section', '<![CDATA[\nvar a = 1 < 2;\n]]>'],
  ['a CDATA section in comments', '//<![CDATA[\nvar a = 1;\n//]]>'],
])('%s around script is taken off', (_, text) => {
  expect(parse(clean(text), { sourceType: 'module' }).program.body).toHaveLength(1);
});

test('references that XML resolves are resolved in code and kept in texts', () => {
  expect(clean('if (a &lt; 1 &amp;&amp; b&nbsp;!== "&nbsp;") c();')).toBe('if (a <    1 &&         b      !== "&nbsp;") c();');
});

test('script without anything of a page is handed back as it is', () => {
  const text = 'var a = { b: !c }; // it\'s\nvar t = `${a}`; var r = /"/;';
  expect(cleanScript(text, page)).toBe(text);
});

test('the make of a page is told by its ending and its content', () => {
  expect(dialectOf('a/b.page', '').merge).toBe(true);
  expect(dialectOf('a/b.html', '<div>').merge).toBe(false);
  expect(dialectOf('a/b.resource', '<apex:page>').merge).toBe(true);
  expect(dialectOf('a/b.erb', '<%= x %>').server).toBe(true);
  expect(dialectOf('a/b.html', '<?xml version="1.0"?>').server).toBe(false);
  expect(dialectOf('a/b.jsp', '').expressions).toBe(true);
});

test('a text of nothing but beginnings takes no time to speak of', () => {
  for (const dialect of [page, server, template, jsp]) {
    for (const beginning of ['{!', '<%', '{{', '${', '<apex:a ', "'{!", '/*', '`${', '{!"', '/']) {
      expect(cleanScript(beginning.repeat(100_000), dialect)).toHaveLength(beginning.length * 100_000);
    }
  }
});
