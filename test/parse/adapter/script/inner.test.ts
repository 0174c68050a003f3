import { describe, expect, test } from '@jest/globals';
import { readScripts } from '../../../../src/parse/adapter/script/read-scripts.ts';
import { compare, script } from './reading.ts';

const RUN: readonly (readonly [string, string])[] = [
  ['a text with parts put in', `setTimeout("sforce.interaction.screenPop('/" + id + "')", 10); // expect: call interaction screenPop`],
  ['a member that is put in', `eval('sforce.interaction.' + name + '(1)'); // expect: call interaction *`],
  ['an address', `a.href = 'javascript:sforce.interaction.setVisible(true)'; // expect: call interaction setVisible`],
  [
    'markup that a variable keeps',
    `var html = '<a onclick="sforce.interaction.setVisible(' + on + ')">'; // expect: call interaction setVisible\nbox.innerHTML = html;`,
  ],
];

const NOT_RUN: readonly (readonly [string, string])[] = [
  ['a text that is told', `console.log('sforce.interaction.setVisible(true)');`],
  ['an address that is compared', `if (a.href === 'javascript:sforce.interaction.setVisible(true)') go();`],
  ['markup that is told', `console.log('<a onclick="sforce.interaction.setVisible(true)">');`],
  ['markup that goes nowhere', `const HELP = '<a onclick="sforce.interaction.setVisible(true)">';`],
  ['half a name', `eval('sforce.interaction.set' + name + '(1)');`],
  ['the second argument of a timer', `setTimeout(run, 'sforce.interaction.setVisible(true)');`],
  ['prose', `eval('sforce.interaction.setVisible(true) is what the page calls');`],
  ['a function of ours that has the name', `function setTimeout(x) {}\nsetTimeout('sforce.interaction.setVisible(true)');`],
];

describe('script in the texts of a script', () => {
  test.each(RUN)('%s is read', (_name, text) => {
    const { found, expected } = compare({ 'a.js': text });
    expect(found).toEqual(expected);
  });

  test.each(NOT_RUN)('%s is not read', (_name, text) => {
    expect(compare({ 'a.js': text }).found).toEqual([]);
  });

  test('stands where it is written', () => {
    const text = `\n  setTimeout('var x = \\'1\\'; sforce.interaction.setVisible(true)', 1);`;
    const [use] = readScripts([script('a.js', text)]).uses;
    expect(use?.at.script.place(use.offset)).toEqual({ line: 2, column: text.split('\n')[1]!.indexOf('setVisible') + 1 });
  });
});
