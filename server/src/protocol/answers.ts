/** What a question in the text is answered from: completion, hovers, symbols, links. A module of its own, loaded
 *  with the first of them. */
export { completion } from './completion';
export { definition } from './definition';
export { links } from './documentLinks';
export { hover } from './hover';
export { references } from './references';
export { symbols } from './symbols';
