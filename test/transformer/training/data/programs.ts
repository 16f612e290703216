import { findTarget } from '../../../../language/batch/targets';
import { isSOp } from '../../../../language/graph/nodes';
import type { Selector, SOp } from '../../../../language/graph/nodes';
import { openProgram, problemsOf } from '../../../../language/index';
import type { Program } from '../../../../language/index';
import { SelectorNames } from '../../../../language/program/selector-names';
import type { TypedValue } from '../../../../transformer/model/transformer';
import { Dataset } from '../../../../transformer/training/data/dataset';
import type { BatchResult } from '../../../../transformer/training/data/dataset';
import type { Batch } from '../../../../transformer/training/data/batch';
import type { DatasetOptions } from '../../../../transformer/training/data/dataset-options';

/** @throws Error for a program with errors */
export function programOf(text: string, example = 'hello'): Program {
    const program = openProgram(text, { example });
    const errors = problemsOf(program).filter(({ severity }) => severity === 'error');
    if (errors.length > 0) {
        throw new Error(errors.map(({ message }) => message).join('\n'));
    }
    return program;
}

export function sopOf(program: Program, name: string): SOp {
    const { node } = findTarget(program, name);
    if (!isSOp(node)) {
        throw new Error(`${name} is no s-op`);
    }
    return node;
}

export function selectorText(program: Program, selector: Selector): string {
    return new SelectorNames(program).nameOf(selector);
}

export function typed(tokens: string | readonly (string | number | boolean)[]): TypedValue[] {
    return Array.from(tokens, value => ({ type: typeof value === 'string' ? 'string' : typeof value === 'boolean' ? 'bool' : 'int', value }));
}

/** Data for an s-op on few short inputs over `abc`, but for what is said otherwise. */
export function optionsFor(program: Program, name: string, own: Partial<DatasetOptions> = {}): DatasetOptions {
    return {
        node: sopOf(program, name), name, alphabet: typed('abc'), lengths: { least: 1, most: 9 },
        sizes: { train: 100, validation: 20, test: 20 }, batchSize: 8, seed: 1, sample: 100, ...own
    };
}

/** @throws Error where there can be no such data */
export function opened(options: DatasetOptions): Dataset {
    const result = Dataset.open(options);
    if (!result.ok) {
        throw new Error(result.message);
    }
    return result.dataset;
}

/** @throws Error where there is none */
export function batchIn(result: BatchResult): Batch {
    if (!result.ok || result.batch === undefined) {
        throw new Error(result.ok ? 'an empty batch' : result.message);
    }
    return result.batch;
}
