/**
 * RASP for programs in TypeScript and JavaScript: parse and run a program, evaluate its s-ops and selectors on
 * many inputs, run decoder loops, compare s-ops. Pure: it runs in Node and in a browser, reads no files and keeps
 * no clock. See docs/api.md for a walk through it.
 */
export { openProgram, problemsOf, namesOf } from './api/open-program.js';
export type { NameKind, OpenOptions, ProgramName, ProgramProblem } from './api/open-program.js';
export { compare, decode, evaluateEach, evaluateMany } from './api/evaluate-many.js';
export type { Comparison, CompareOptions, Difference, EvaluateOptions, InputResult } from './api/evaluate-many.js';
export { inputOf } from './api/input-like.js';
export type { InputItemLike, InputLike } from './api/input-like.js';
export type { SelectorResult, SOpResult, TypedResult } from './api/typed-results.js';
export type { Decoded, DecodeOptions } from './batch/decode.js';
export { readJsonInput } from './batch/json-input.js';
export type { Cost, LayerCost } from './cost/cost.js';
export { BitMatrix } from './evaluation/bit-matrix.js';
export type { Column, ColumnType } from './evaluation/column.js';
export { Input } from './evaluation/input.js';
export { limits } from './limits.js';
export type { LoadedFile, LoadHost, UnreadableFile } from './program/load-host.js';
export { Program } from './program/program.js';
export { Float } from './values/atom.js';
export type { Atom } from './values/atom.js';
export { Cancelled, RaspError } from './values/error.js';
export type { ErrorCategory } from './values/error.js';
