import type { AstNode } from 'langium';
import { RaspError } from '../values/error.js';
import type { Evaluation } from '../evaluation/evaluation.js';
import { Failure } from '../evaluation/evaluation.js';
import type { Input } from '../evaluation/input.js';
import type { Graph } from '../graph/graph.js';
import { isSelector, isSOp } from '../graph/nodes.js';
import type { GraphNode, Origin, Selector, SOp } from '../graph/nodes.js';
import { limits, limitText } from '../limits.js';
import type { Expression, Load, Statement } from '../syntax/generated/ast.js';
import type { ParsedStatement } from '../syntax/parse.js';
import { rangeOf } from '../syntax/ranges.js';
import { Evaluations } from './evaluations.js';
import { evaluateExpression } from './evaluate-expression.js';
import { FileLoader, LoadedFileError } from './load.js';
import { namesSetBy } from './names-set.js';
import { AlreadyTold, LocatedError, MissingNameError, ProblemCollector } from './problem-collector.js';
import type { Place, Problem, Unit } from './problem.js';
import { alwaysReserved, undefinedMessage } from './reserved-names.js';
import { ReferenceTexts } from './reference-texts.js';
import { runStatement } from './run-statement.js';
import { Scope } from './scope.js';
import type { SessionOptions } from './session-options.js';
import type { ExampleKind, ProgramState } from './state.js';
import type { StatementContext } from './statement-context.js';
import { Missing, RaspList, Shown } from './value.js';
import type { RaspFunction, Value } from './value.js';
import { WorkMeter } from './work-meter.js';

/** What making a node counts as. */
const stepsPerNode = 8;
/** Warnings of one statement that are told; more would say the same again. */
const mostWarnings = 100;

/** Runs trees: the one context of all that is in this room. What it changes is in the state, so that it can be taken back. */
export class Interpreter implements StatementContext {
    readonly graph: Graph;
    readonly anywhere: Selector;
    readonly state: ProgramState;
    evaluations = new Evaluations(operations => { this.meter.evaluated(operations); });
    readonly loader: FileLoader;
    /** The last value of each expression of this file that was evaluated, by its tree, with the statement that ran. */
    private readonly values = new WeakMap<AstNode, { readonly value: Value; readonly by: { readonly undone: boolean } | undefined }>();
    unit: Unit;
    problems: ProblemCollector;
    readonly reference: ReferenceTexts;
    private readonly options: SessionOptions;
    private readonly meter: WorkMeter;
    private trying: boolean;
    /** Whether something outside the program is evaluated. */
    private apart = false;
    private calls: Place[] = [];
    private at: AstNode | undefined;
    private depth = 0;
    private warnings = 0;

    constructor(options: SessionOptions, graph: Graph, state: ProgramState) {
        this.options = options;
        this.graph = graph;
        this.state = state;
        this.meter = new WorkMeter(state, options.checkpoint);
        this.anywhere = options.foundation.anywhere;
        this.trying = options.mode !== 'library';
        this.unit = { uri: options.uri, statement: { text: '', tree: undefined, problems: [], sharesLine: false } };
        this.loader = new FileLoader(options);
        this.problems = new ProblemCollector(false);
        this.reference = new ReferenceTexts(state, options, steps => { this.work(steps); });
    }

    get length(): SOp {
        return this.options.foundation.length();
    }

    /** Runs a top-level statement and gathers what is wrong with it in `problems`. Throws nothing but `Cancelled`. */
    runTopLevel(statement: ParsedStatement): void {
        this.resetWork();
        this.problems = new ProblemCollector(this.options.mode === 'prompt');
        this.unit = { uri: this.options.uri, statement };
        this.runParsed(statement, this.state.globals);
    }

    /** Gives the next statement or request its whole allowance of steps and operations. */
    resetWork(): void {
        this.meter.reset();
        this.warnings = 0;
    }

    /** Runs a statement of this file or of one that it loads. */
    runParsed(statement: ParsedStatement, scope: Scope): void {
        if (statement.problems.length > 0 || statement.tree === undefined) {
            this.problems.syntax(statement);
            this.poison(statement, scope, false);
            return;
        }
        const { unit, depth, trying, at } = this;
        const calls = this.calls.length;
        try {
            this.runStatement(statement.tree, scope);
        } catch (error) {
            if (error instanceof LocatedError) {
                this.problems.add(error, error.error instanceof MissingNameError ? 'warning' : 'error');
            } else if (error instanceof RaspError) {
                this.problems.add(this.located(error, this.at ?? statement.tree));
            } else if (error instanceof LoadedFileError) {
                const { start, end } = rangeOf(this.at ?? statement.tree);
                const summary: Problem = { severity: 'error', category: 'load', message: error.message, start, end, related: error.related };
                this.loader.summaries.add(summary);
                this.problems.push(summary);
            } else if (error instanceof RangeError) {
                // The bounds leave room on the stack; a host with a small one ends here.
                this.calls = [];
                this.problems.add(this.located(new RaspError('limit', 'this statement nests calls and expressions too deep to run'), statement.tree));
            } else if (!(error instanceof AlreadyTold)) {
                throw error;
            }
            this.poison(statement, scope, error instanceof AlreadyTold || (error instanceof LocatedError && error.error instanceof MissingNameError));
        } finally {
            this.unit = unit;
            this.depth = depth;
            this.trying = trying;
            this.at = at;
            this.calls.length = Math.min(this.calls.length, calls);
        }
    }

    /** In the editor, what a broken statement would have set is known to be missing, so that its uses are told once. */
    private poison(statement: ParsedStatement, scope: Scope, told: boolean): void {
        if (this.options.mode !== 'editor' || scope.kind !== 'file') {
            return;
        }
        const { always, perhaps } = namesSetBy(statement);
        for (const name of [...always, ...perhaps.filter(name => scope.getOwn(name) === undefined)]) {
            if (!this.isReserved(name, scope)) {
                this.bind(name, new Missing(name, told), scope);
            }
        }
    }

    private bind(name: string, value: Value | Missing, scope: Scope): void {
        if (scope === this.state.globals) {
            this.state.bind(name, value);
        } else {
            scope.set(name, value);
        }
    }

    runStatement(tree: Statement, scope: Scope): void {
        const { at } = this;
        this.at = tree;
        this.enter(tree);
        this.work(1);
        runStatement(this, tree, scope);
        this.depth--;
        this.at = at;
    }

    /** The last value of an expression of this file; undefined when what gave it was taken back. */
    lastValue(tree: AstNode): Value | undefined {
        const last = this.values.get(tree);
        return last?.by?.undone === true ? undefined : last?.value;
    }

    private enter(tree: AstNode): void {
        if (++this.depth > limits.evaluationDepth) {
            this.depth--;
            throw this.located(new RaspError('limit', `expressions and calls nest more than ${limitText(limits.evaluationDepth)} deep, the limit`), tree);
        }
    }

    evaluate(tree: Expression, scope: Scope): Value {
        this.enter(tree);
        try {
            this.work(1);
            const value = evaluateExpression(this, tree, scope);
            if (!(value instanceof Shown)) {
                this.state.out = value;
            }
            if (this.unit.uri === this.options.uri && !this.apart) {
                this.values.set(tree, { value, by: this.state.current });
            }
            if (this.trying && (isSOp(value) || isSelector(value))) {
                this.tryOnExample(value, tree);
            }
            return value;
        } catch (error) {
            throw error instanceof RaspError ? this.located(error, tree) : error;
        } finally {
            this.depth--;
        }
    }

    evaluateUntried(tree: Expression, scope: Scope): Value {
        const { trying } = this;
        this.trying = false;
        try {
            return this.evaluate(tree, scope);
        } finally {
            this.trying = trying;
        }
    }

    /** The value of an expression outside the program, not tried on the example; nothing of it is told or remembered. @throws LocatedError */
    evaluateApart(statement: ParsedStatement, tree: Expression): Value {
        const { unit, depth, at, problems } = this;
        this.apart = true;
        this.unit = { uri: this.options.uri, statement };
        this.problems = new ProblemCollector(false);
        try {
            return this.evaluateUntried(tree, this.state.globals);
        } finally {
            this.apart = false;
            this.unit = unit;
            this.depth = depth;
            this.at = at;
            this.problems = problems;
            this.calls = [];
        }
    }

    /** At the prompt a failure on the example is an error; in the editor it is a warning, told once where it arises. */
    private tryOnExample(node: GraphNode, tree: AstNode): void {
        const input = this.state.examples[isSelector(node) ? 'selector' : 's-op'];
        if (this.meter.exhausted !== undefined && this.options.mode === 'editor') {
            return;
        }
        const result = this.evaluations.on(input).check(node);
        if (result === undefined) {
            return;
        }
        const isTold = this.options.mode === 'prompt'
            || (!this.loader.isLoading && this.warnings < mostWarnings && this.state.tellFailure(input.text, result.node.id));
        if (!isTold) {
            return;
        }
        const error = result.error.prefixed(`on the example ${input.shortText}, `);
        if (this.options.mode === 'prompt') {
            throw this.reference.asOnExample(error, result.node, this.evaluations.on(input));
        }
        this.warnings++;
        this.problems.add(this.located(error, tree), 'warning');
    }

    private located(error: RaspError, tree: AstNode): LocatedError {
        return new LocatedError(error, { unit: this.unit, tree }, [...this.calls]);
    }

    lookUp(name: string, scope: Scope): Value {
        if (name === 'out' && this.state.out !== undefined) {
            return this.state.out;
        }
        const value = scope.get(name);
        if (value instanceof Missing) {
            if (this.apart || this.state.tellMissing(value)) {
                throw new MissingNameError('undefined', `\`${name}\` has no value, because the statement that sets it has an error`);
            }
            throw new AlreadyTold();
        }
        if (value === undefined) {
            throw new RaspError('undefined', undefinedMessage(name, scope.visibleNames()), `Error: Undefined variable: ${name}`);
        }
        return value;
    }

    private isReserved(name: string, scope: Scope): boolean {
        return alwaysReserved.has(name) || (scope.kind === 'file' && this.options.foundation.scope.getOwn(name) !== undefined);
    }

    assign(name: string, value: Value, scope: Scope): void {
        if (this.isReserved(name, scope)) {
            const always = alwaysReserved.has(name);
            const error = new RaspError('reserved', `\`${name}\` is reserved${always ? '' : ' for the standard library'} and cannot be set; choose another name`,
                `Error: Cannot set reserved name: ${name}`);
            if (always || scope === this.state.globals) {
                throw error;
            }
            // A loaded file keeps it for itself.
            this.problems.add(this.located(error, this.at ?? { $type: 'none' }));
        }
        this.bind(name, value, scope);
    }

    call(callee: RaspFunction, args: readonly Value[], site: AstNode): Value {
        const { tree, parameters } = callee;
        if (args.length !== parameters.length) {
            throw new RaspError('arguments', `\`${callee.name}(${parameters.join(', ')})\` takes ${parameters.length} argument${parameters.length === 1 ? '' : 's'}, found ${args.length}`,
                `wrong number of args for ${callee.name}- expected: ${parameters.length}, got: ${args.length}.`);
        }
        if (this.calls.length >= limits.callDepth) {
            throw new RaspError('limit', `more than ${limitText(limits.callDepth)} calls are open at once, the limit: does \`${callee.name}\` call itself without end?`);
        }
        const scope = new Scope('local', callee.scope);
        const { unit, at } = this;
        this.calls.push({ unit, tree: site });
        this.unit = callee.unit;
        this.at = tree;
        parameters.forEach((name, i) => { this.assign(name, args[i] ?? 0, scope); });
        for (const statement of tree.statements) {
            this.runStatement(statement, scope);
        }
        const results = tree.results.map(result => this.evaluate(result, scope));
        const [first] = results;
        const value = results.length === 1 && first !== undefined ? first : new RaspList(results);
        this.calls.pop();
        this.unit = unit;
        this.at = at;
        this.state.out = value;
        this.reference.setCallName(value, callee, args);
        return value;
    }

    load(tree: Load, scope: Scope): void {
        const { unit, problems, calls, at } = this;
        this.calls = [];
        try {
            this.loader.load(tree, scope, unit, this);
        } finally {
            this.unit = unit;
            this.problems = problems;
            this.calls = calls;
            this.at = at;
        }
    }

    setExample(kind: ExampleKind | undefined, input: Input): void {
        const { examples } = this.state;
        this.state.examples = kind === undefined ? { 's-op': input, selector: input } : { ...examples, [kind]: input };
    }

    switchExamples(kind: ExampleKind | undefined, on: boolean): void {
        if (!this.loader.isLoading) {
            this.state.switches = {
                ...this.state.switches,
                ...(kind === 'selector' ? {} : { sOpExamples: on }),
                ...(kind === 's-op' ? {} : { selectorExamples: on })
            };
        }
    }

    switchSequenceDisplay(on: boolean): void {
        this.state.switches = { ...this.state.switches, sequenceDisplay: on };
    }

    exit(): void {
        if (!this.loader.exitFile()) {
            this.state.exited = true;
        }
    }

    evaluationOn(input: Input): Evaluation {
        return this.evaluations.on(input);
    }

    requireValueOn(node: SOp, input: Input): void {
        const result = this.evaluations.on(input).result(node);
        if (result instanceof Failure) {
            throw result.error.prefixed(`on ${input.shortText}, `);
        }
    }

    origin(tree: AstNode): Origin {
        this.work(stepsPerNode);
        return { statement: this.unit.statement, tree };
    }

    work(steps: number): void {
        this.meter.ran(steps);
    }
}
