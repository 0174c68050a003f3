/**
 * Elements made one by one. Text becomes text and nothing else: no markup is ever read from data.
 *
 * @import { Term } from './data.js'
 * @typedef {Node | string | null | undefined | false} Child
 */

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string>} attributes
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  for (const child of children) if (child) element.append(child);
  return element;
}

/** @param {Term} mark */
export function makeMark(mark) {
  return make('span', { class: `mark tone-${mark.tone} ${mark.icon}` }, mark.word);
}

/** Code between backticks stands apart; a sentence with an odd one is left as it is. @param {string} step */
export function makeStep(step) {
  const parts = step.split('`');
  return parts.length % 2 === 0 ? [step] : parts.map((part, at) => (at % 2 === 1 ? make('code', {}, part) : part));
}

const LOCALE = document.documentElement.lang || 'en';
const format = new Intl.NumberFormat(LOCALE);

/**
 * Puts values in the places of a sentence.
 * @param {string | undefined} sentence
 * @param {Record<string, string | number>} values
 */
export function fill(sentence, values) {
  return (sentence ?? '').replaceAll(/\{(\w+)\}/g, (_, name) => {
    const value = values[name];
    return typeof value === 'number' ? format.format(value) : (value ?? '');
  });
}
