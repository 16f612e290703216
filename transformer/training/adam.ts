import type { Tape } from './differentiation/tape.js';

/** As PyTorch's. */
export const adamBetas = [0.9, 0.999] as const;
export const adamEpsilon = 1e-8;

/** What Adam is told at each step: both are single float32s. */
export interface AdamScalars {
    readonly stepSize: number;
    readonly epsilon: number;
}

/** The scalars of step `step`, counted from 1, with the corrections for moments that began at 0. */
export function adamScalars(learningRate: number, step: number): AdamScalars {
    const first = 1 - adamBetas[0] ** step;
    const second = Math.sqrt(1 - adamBetas[1] ** step);
    return { stepSize: learningRate * second / first, epsilon: adamEpsilon * second };
}

export interface AdamState {
    readonly parameters: string;
    readonly firstMoment: string;
    readonly secondMoment: string;
}

/** One step of Adam on all parameters at once; `stepSize` and `epsilon` name the scalars. */
export function adamStep(tape: Tape, state: AdamState, gradient: string, stepSize: string, epsilon: string): AdamState {
    const rest = (beta: number): string => tape.graph.float(Math.fround(1 - beta));
    const towards = (moment: string, target: string, beta: number): string => tape.node('Add', [moment, tape.node('Mul', [tape.node('Sub', [target, moment]), rest(beta)])]);
    const firstMoment = towards(state.firstMoment, gradient, adamBetas[0]);
    const secondMoment = towards(state.secondMoment, tape.node('Mul', [gradient, gradient]), adamBetas[1]);
    const size = tape.node('Add', [tape.node('Sqrt', [secondMoment]), epsilon]);
    const change = tape.node('Mul', [tape.node('Div', [firstMoment, size]), stepSize]);
    return { parameters: tape.node('Sub', [state.parameters, change]), firstMoment, secondMoment };
}
