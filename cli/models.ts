/** The commands about models: a bundle of their own, so that no other command carries the compiler along. */
export { apply } from './apply.js';
export { compile } from './compile.js';
export { reproduce } from './reproduce.js';
export { train } from './train.js';
