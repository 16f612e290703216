import { extname } from 'node:path';
import { selectorSource } from '../language/drawing/attention-source.js';
import { attentionGridSvg, attentionSvg } from '../language/drawing/attention-svg.js';
import { flowDot } from '../language/drawing/dot.js';
import { flowScene } from '../language/drawing/flow-scene.js';
import { flowSvg } from '../language/drawing/flow-svg.js';
import { ProgramNames } from '../language/drawing/program-names.js';
import type { FlowScene } from '../language/drawing/scene.js';
import type { Evaluation } from '../language/evaluation/evaluation.js';
import type { Input } from '../language/evaluation/input.js';
import { isSelector, isSOp } from '../language/graph/nodes.js';
import { readCommandInput } from '../language/program/typed-input.js';
import { schedules } from './draw-options.js';
import type { DrawOptions } from './draw-options.js';
import { messageOf } from './evaluate.js';
import { noGraphNode } from './names.js';
import { openNames } from './open-names.js';
import { PictureTooLarge, renderPng } from './png.js';
import { inputText } from './results-text.js';
import { complain, exitCodes } from './terminal.js';
import type { Terminal } from './terminal.js';
import { Unwritable, writeWhole } from './write-whole.js';

type Format = 'svg' | 'png' | 'dot';

/** `rasp draw`: writes a picture of an s-op or selector. @returns the exit code */
export async function draw(terminal: Terminal, file: string, name: string, options: DrawOptions): Promise<number> {
    const format = formatOf(options);
    if (typeof format !== 'string') {
        complain(terminal, format.problem);
        return exitCodes.usage;
    }
    let given: Input | undefined;
    try {
        given = options.input === undefined ? undefined : readCommandInput(options.input);
    } catch (error) {
        complain(terminal, `--input ${options.input === '' ? '""' : options.input ?? ''}: ${messageOf(error)}`);
        return exitCodes.usage;
    }
    const opened = await openNames(terminal, file, [name]);
    const [entry] = opened?.chosen ?? [];
    if (opened === undefined || entry === undefined || 'problem' in entry) {
        return exitCodes.problems;
    }
    const { value, examples } = entry;
    if (!isSOp(value) && !isSelector(value)) {
        complain(terminal, `${opened.source.label}: ${noGraphNode(name, value)}`);
        return exitCodes.problems;
    }
    const input = given ?? examples[isSelector(value) ? 'selector' : 's-op'];
    const evaluation = opened.program.evaluationOn(input);
    const made = flowScene(value, evaluation, {
        policy: schedules[options.schedule] ?? 'early', shared: options.shared ?? false, names: new ProgramNames(opened.program), title: name
    });
    if (!made.ok) {
        complain(terminal, `${name}: ${made.message}`);
        return exitCodes.problems;
    }
    const picture = pictureOf(made.scene, format, options);
    try {
        await write(terminal, picture, format, options);
    } catch (error) {
        if (!(error instanceof Unwritable || error instanceof PictureTooLarge)) {
            throw error;
        }
        complain(terminal, error.message);
        return exitCodes.problems;
    }
    return tellFailure(terminal, evaluation, value, `${name}(${inputText(input)})`);
}

/** The format that the options ask for, or what is wrong with them. */
function formatOf({ format, output, attention }: DrawOptions): Format | { readonly problem: string } {
    const ending = output === undefined ? '' : extname(output).slice(1).toLowerCase();
    const chosen = format ?? (output === undefined ? 'svg' : ending);
    if (!isFormat(chosen)) {
        return { problem: `-o ${output ?? ''}: ${ending === '' ? 'it has no ending that says the format' : `.${ending} is no format of pictures`}; expected .svg, .png or .dot, or --format` };
    }
    if (chosen === 'png' && output === undefined) {
        return { problem: '--format png: a PNG is written to a file, give it with -o' };
    }
    if (chosen === 'dot' && attention === true) {
        return { problem: '--attention: matrices are drawn as SVG or PNG; DOT holds the flow alone' };
    }
    return chosen;
}

function isFormat(text: string): text is Format {
    return text === 'svg' || text === 'png' || text === 'dot';
}

function pictureOf(scene: FlowScene, format: Format, { attention, open, fold, upTo }: DrawOptions): string {
    if (format === 'dot') {
        return flowDot(scene);
    }
    if (attention === true) {
        const alone = scene.heads.find(({ id, aggregates }) => id === scene.target && aggregates.length === 0);
        return alone === undefined ? attentionGridSvg(scene) : attentionSvg(selectorSource(alone, scene.tokens.length), { tokens: scene.tokens });
    }
    return flowSvg(scene, { opened: open === true ? 'all' : new Set(), folded: fold === true ? 'all' : new Set(), ...upTo === undefined ? {} : { upTo } });
}

async function write(terminal: Terminal, picture: string, format: Format, { output, scale }: DrawOptions): Promise<void> {
    if (output === undefined) {
        terminal.out(`${picture.trimEnd()}\n`);
    } else if (format === 'png') {
        const { bytes, missing } = await renderPng(picture, scale);
        writeWhole(terminal.cwd, output, bytes);
        if (missing.length > 0) {
            terminal.err(`${output}: the font of PNGs has no ${missing.join(' ')}; in an SVG the viewer's fonts show them\n`);
        }
    } else {
        writeWhole(terminal.cwd, output, `${picture.trimEnd()}\n`);
    }
}

/** Says that what was drawn fails on the input; the picture shows where. @returns the exit code */
function tellFailure(terminal: Terminal, evaluation: Evaluation, value: Parameters<Evaluation['check']>[0], call: string): number {
    const failure = evaluation.check(value);
    if (failure === undefined) {
        return exitCodes.ok;
    }
    complain(terminal, `${call} has no value: ${failure.error.message}; the picture shows where`);
    return exitCodes.problems;
}
