import { GrammarUtils } from 'langium';
import type { AstNode } from 'langium';
import { isName } from '../syntax/generated/ast.js';
import type { Expression, FunctionDefinition, Statement } from '../syntax/generated/ast.js';
import { rangeOf } from '../syntax/ranges.js';
import type { SetBy } from './occurrence.js';
import type { NamePlace, NameRecorder } from './name-recorder.js';

/** Tells the names of a whole statement, in the order in which it reads and sets them. */
export function readNames(tree: Statement, recorder: NameRecorder): void {
    switch (tree.$type) {
        case 'Assignment': {
            tree.values.forEach(value => { readExpression(value, recorder); });
            const extent = rangeOf(tree);
            placesOf(tree, 'targets').forEach(place => { recorder.write(place, 'assignment', extent); });
            return;
        }
        case 'ExpressionStatement': readExpression(tree.expression, recorder); return;
        case 'FunctionDefinition': readFunction(tree, recorder); return;
        case 'ForLoop':
            readExpression(tree.iterable, recorder);
            recorder.loop(() => {
                writeAll(tree, 'variables', 'loop', recorder);
                tree.statements.forEach(statement => { readNames(statement, recorder); });
            });
            return;
        case 'Load': {
            const path = GrammarUtils.findNodeForProperty(tree.$cstNode, 'path');
            recorder.load(tree.path, path?.offset ?? 0, path?.end ?? 0);
            return;
        }
        case 'Draw':
            readExpression(tree.expression, recorder);
            readOptional(tree.input, recorder);
            return;
        case 'SetExample': readExpression(tree.input, recorder); return;
        case 'ShowExample': case 'ExamplesSwitch': case 'SequenceDisplaySwitch': case 'Exit': return;
    }
}

function readFunction(tree: FunctionDefinition, recorder: NameRecorder): void {
    const [place] = placesOf(tree, 'name');
    // A function knows itself, since its body runs once the name is set.
    const name = place === undefined ? undefined : recorder.write(place, 'function', rangeOf(tree));
    recorder.functionBody(name, () => {
        writeAll(tree, 'parameters', 'parameter', recorder);
        tree.statements.forEach(statement => { readNames(statement, recorder); });
        tree.results.forEach(result => { readExpression(result, recorder); });
    });
}

function readOptional(tree: Expression | undefined, recorder: NameRecorder): void {
    if (tree !== undefined) {
        readExpression(tree, recorder);
    }
}

/** The same of an expression that belongs to no statement of the file. */
export function readExpression(tree: Expression, recorder: NameRecorder): void {
    const read = (part: Expression): void => { readExpression(part, recorder); };
    switch (tree.$type) {
        case 'Name': recorder.read(placeOf(tree, tree.name)); return;
        case 'IntLiteral': case 'FloatLiteral': case 'StringLiteral': return;
        case 'Parenthesized': read(tree.expression); return;
        case 'Binary': read(tree.left); read(tree.right); return;
        case 'Unary': read(tree.operand); return;
        case 'Membership': read(tree.element); read(tree.container); return;
        case 'Ternary': read(tree.consequence); read(tree.condition); read(tree.alternative); return;
        case 'Call':
            if (isName(tree.callee)) {
                recorder.read(placeOf(tree.callee, tree.callee.name), true);
            } else {
                read(tree.callee);
            }
            tree.arguments.forEach(read);
            return;
        case 'Index': read(tree.target); read(tree.index); return;
        case 'ListExpression': readComprehension(tree, tree.iterable, recorder, () => { tree.items.forEach(read); }); return;
        case 'DictExpression': readComprehension(tree, tree.iterable, recorder, () => { tree.entries.forEach(({ key, value }) => { read(key); read(value); }); }); return;
        case 'Select': read(tree.keys); read(tree.queries); return;
        case 'Aggregate': read(tree.selector); read(tree.values); readOptional(tree.default, recorder); return;
        case 'Range': case 'Zip': tree.arguments.forEach(read); return;
        case 'Round': case 'Indicator': case 'Len': read(tree.argument); return;
    }
}

function readComprehension(tree: AstNode, iterable: Expression | undefined, recorder: NameRecorder, body: () => void): void {
    if (iterable === undefined) {
        body();
        return;
    }
    readExpression(iterable, recorder);
    recorder.comprehension(() => {
        writeAll(tree, 'variables', 'comprehension', recorder);
        body();
    });
}

function writeAll(tree: AstNode, property: string, setBy: SetBy, recorder: NameRecorder): void {
    placesOf(tree, property).forEach(place => { recorder.write(place, setBy); });
}

function placesOf(tree: AstNode, property: string): NamePlace[] {
    return GrammarUtils.findNodesForProperty(tree.$cstNode, property).map(({ text, offset }) => ({ name: text, start: offset }));
}

function placeOf(tree: AstNode, name: string): NamePlace {
    return { name, start: rangeOf(tree).start };
}
