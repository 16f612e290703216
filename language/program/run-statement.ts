import type { Input } from '../evaluation/input.js';
import { isSelector, isSOp } from '../graph/nodes.js';
import type { Assignment, Draw, ForLoop, FunctionDefinition, Statement } from '../syntax/generated/ast.js';
import { bind, elements } from './containers.js';
import { toInput } from './evaluate-expression.js';
import { errorWithValue } from './reference-texts.js';
import type { Scope } from './scope.js';
import type { StatementContext } from './statement-context.js';
import { describe, RaspDict, RaspFunction, RaspList } from './value.js';
import type { Value } from './value.js';

/**
 * Runs one statement, at top level, in a block or in a function body.
 * @throws RaspError for whatever is wrong with it.
 */
export function runStatement(context: StatementContext, tree: Statement, scope: Scope): void {
    switch (tree.$type) {
        case 'Assignment': return assign(context, tree, scope);
        case 'ExpressionStatement': context.evaluate(tree.expression, scope); return;
        case 'FunctionDefinition': return define(context, tree, scope);
        case 'ForLoop': return loop(context, tree, scope);
        case 'Load': return context.load(tree, scope);
        case 'Draw': return draw(context, tree, scope);
        case 'SetExample': return context.setExample(tree.kind, exampleOf(context, context.evaluate(tree.input, scope)));
        case 'ExamplesSwitch': return context.switchExamples(tree.kind, tree.state === 'on');
        case 'SequenceDisplaySwitch': return context.switchSequenceDisplay(tree.state === 'on');
        case 'Exit': return context.exit();
        case 'ShowExample': return;
    }
}

function assign(context: StatementContext, tree: Assignment, scope: Scope): void {
    const values = tree.values.map(value => context.evaluate(value, scope));
    const [first] = values;
    if (first !== undefined) {
        bind(context, tree.targets, values.length === 1 ? first : new RaspList(values), scope, 'assignment');
    }
}

function define(context: StatementContext, tree: FunctionDefinition, scope: Scope): void {
    context.assign(tree.name, new RaspFunction(tree.name, tree.parameters, () => tree, scope, context.unit), scope);
}

function exampleOf(context: StatementContext, value: Value): Input {
    if (typeof value === 'string' || value instanceof RaspList || value instanceof RaspDict) {
        return toInput(value, context);
    }
    throw errorWithValue('type', `an example is a non-empty string, list or dict, found ${describe(value)}`, 'example not iterable:', value);
}

function loop(context: StatementContext, tree: ForLoop, scope: Scope): void {
    for (const item of elements(context, context.evaluate(tree.iterable, scope), 'for loop')) {
        context.work(1);
        bind(context, tree.variables, item, scope, 'loop');
        for (const statement of tree.statements) {
            context.runStatement(statement, scope);
        }
    }
}

function draw(context: StatementContext, tree: Draw, scope: Scope): void {
    const drawn = tree.input === undefined ? context.evaluate(tree.expression, scope) : context.evaluateUntried(tree.expression, scope);
    if (!isSOp(drawn)) {
        throw errorWithValue('type', `\`draw\` takes an s-op, found ${isSelector(drawn) ? 'a selector' : describe(drawn)}`, 'draw expects unfinished sequence, got:', drawn);
    }
    if (tree.input !== undefined) {
        context.requireValueOn(drawn, toInput(context.evaluate(tree.input, scope), context));
    }
}
