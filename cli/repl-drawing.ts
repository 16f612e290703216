import { flowScene } from '../language/drawing/flow-scene.js';
import { flowSvg } from '../language/drawing/flow-svg.js';
import { flowText } from '../language/drawing/flow-text.js';
import { sessionNames } from '../language/drawing/session-names.js';
import type { Input } from '../language/evaluation/input.js';
import type { Selector, SOp } from '../language/graph/nodes.js';
import type { Session } from '../language/program/session.js';
import { printable } from './terminal.js';
import { Unwritable, writeNew } from './write-whole.js';

export interface ReplDrawing {
    readonly node: SOp | Selector;
    readonly input: Input;
    readonly name: string | undefined;
    /** Whether the flow is told as text, too. */
    readonly hasText: boolean;
}

/** Writes the flow of a node as an SVG into a folder, under a name that nothing has. @returns what is printed: where it is */
export function drawIntoFolder(session: Session, folder: string, { node, input, name, hasText }: ReplDrawing): string {
    const made = flowScene(node, session.evaluationOn(input), { policy: 'early', shared: false, names: sessionNames(session), ...name === undefined ? {} : { title: name } });
    if (!made.ok) {
        return `${made.message}\n`;
    }
    return (hasText ? `${flowText(made.scene)}\n` : '') + written(folder, name ?? 'drawing', flowSvg(made.scene));
}

function written(folder: string, name: string, svg: string): string {
    try {
        return `drawn in ${writeNew(folder, name, '.svg', `${svg}\n`)}\n`;
    } catch (error) {
        if (!(error instanceof Unwritable)) {
            throw error;
        }
        return `${printable(error.message)}\n`;
    }
}
