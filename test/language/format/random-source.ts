import { Random } from '../../../bench/random';

/** Programs with the most unlikely blanks, breaks and comments, the same for the same seed. Most statements parse. */
export function randomSource(seed: number, statements = 12): string {
    return new SourceWriter(new Random(seed)).program(statements);
}

const operators = ['+', '-', '*', '/', '%', '^', '==', '<=', '>=', '<', '>', 'and', 'or', 'in'];
const broken = ['x = (1;\n', 'x = 1 2;\n', 'def f(x) {\n  a = 1;\n', 'a = 1; b = 2;\n', 'x = 1 # no\n + 2;\n', '}\n', 'a = "b\n', 'select (a, b, ==);\n', '§;\n'];

class SourceWriter {
    private readonly random: Random;
    private comments = 0;

    constructor(random: Random) {
        this.random = random;
    }

    program(statements: number): string {
        const { random } = this;
        let text = this.between();
        for (let i = 0; i < statements; i++) {
            text += random.chance(0.06) ? random.pick(broken) : this.join(this.statement(2, true)) + this.end();
            text += this.between();
        }
        return random.chance(0.15) ? text.replaceAll('\n', '\r\n') : text;
    }

    /** What may stand behind a statement: its line ends, perhaps with a comment. */
    private end(): string {
        return this.random.pick(['\n', '\n', '  \n', `   ${this.comment()}\n`, `${this.comment()}\n`, '\n\n\n']);
    }

    private between(): string {
        return this.random.pick(['', '', '', '\n', '   ', '\t', `${this.comment()}\n`, `   ${this.comment()}  \n\n\n${this.comment()}\n`, `\n\n${this.comment()}\n\n`]);
    }

    private comment(): string {
        return `#${this.random.pick(['', ' ', '? '])}${this.random.pick(['', 'a comment', '"a" (', 'x = 1;', '{', '#'])}${this.comments++}${this.random.pick(['', ' '])}`;
    }

    /** Tokens with something between them; a line break may carry comments. */
    private join(tokens: readonly string[]): string {
        const { random } = this;
        let text = '';
        let depth = 0;
        const breaks = random.chance(0.5) ? 0 : random.next() * 0.4;
        for (const [i, token] of tokens.entries()) {
            if (token === '\0') {
                continue;
            }
            const before = tokens[i - 1] ?? '';
            const mayBreak = i > 0 && tokens[0] !== 'set' || depth > 0;
            if (before === '\0') {
                text += random.pick(['', '\n', ` ${this.comment()}\n`, `\n\n\n${this.comment()}\n `, `\n    ${this.comment()}\n\n`, ' ', '\n    ']);
            } else if (mayBreak && random.chance(breaks)) {
                text += random.pick(['\n', '\n  ', '\n\n', `\n${this.comment()}\n`, `\n  ${this.comment()}\n\n  ${this.comment()}\n `]);
            } else {
                const glues = /\w$/.test(before) && /^["\w]/.test(token) || /[=<>!]$/.test(before) && /^=/.test(token);
                text += glues ? ' ' : random.pick(['', '', ' ', '  ', '\t']);
            }
            text += token;
            depth += /[([]$/.test(token) ? 1 : /^[)\]]/.test(token) ? -1 : 0;
        }
        return text;
    }

    private statement(depth: number, isTop: boolean): string[] {
        const { random } = this;
        const kind = random.int(0, isTop ? 9 : 6);
        switch (kind) {
            case 0: case 1: return [this.name(), '=', ...this.expression(4), ';'];
            case 2: return [this.name(), ',', this.name(), '=', ...this.list(1, 3, 3), ';'];
            case 3: return [...this.expression(5), ';'];
            case 4: return depth === 0 ? ['load', '"a b"', ';'] : ['def', this.name(), '(', ...random.pick([[], ['x'], ['x', ',', 'y']]), ')', '{', '\0', ...this.block(depth - 1), 'return', ...this.list(1, 2, 3), ';', '\0', '}'];
            case 5: return depth === 0 ? ['draw', '(', ...this.list(1, 2, 2), ')', ';'] : ['for', 'x', ...(random.chance(0.3) ? [',', 'y'] : []), 'in', ...this.expression(2), '{', '\0', ...this.block(depth - 1), ...this.statement(depth - 1, false), '\0', '}'];
            case 6: return [this.name(), '=', 'select(', ...this.expression(3), ',', ...this.expression(3), ',', random.pick(['==', '!=', '<=']), ')', ';'];
            case 7: return ['set', ...random.pick([[], ['s-op'], ['selector']]), 'example', ...this.expression(3)];
            case 8: return random.pick([['show', 'example'], ['show', 's-op', 'example'], ['examples', 'off'], ['selector', 'examples', 'on'], ['full seq display', 'on']]);
            default: return [this.name(), '=', '[', ...this.words(random.int(0, 40)), ']', ';'];
        }
    }

    private block(depth: number): string[] {
        return Array.from({ length: this.random.int(0, 3) }, () => [...this.statement(depth, false), '\0']).flat();
    }

    private words(count: number): string[] {
        return Array.from({ length: count }, (_, i) => [...(i > 0 ? [','] : []), this.word()]).flat();
    }

    private word(): string {
        return this.random.pick(['1', '2.50', '"#  x"', '"a;b"', 'tokens', 'True', '"every"']);
    }

    private list(low: number, high: number, depth: number): string[] {
        return Array.from({ length: this.random.int(low, high) }, (_, i) => [...(i > 0 ? [','] : []), ...this.expression(depth)]).flat();
    }

    private expression(depth: number): string[] {
        const { random } = this;
        if (depth === 0) {
            return [random.chance(0.5) ? this.name() : this.word()];
        }
        const one = (): string[] => this.expression(depth - 1);
        switch (random.int(0, 17)) {
            case 0: case 1: case 2: return [...one(), random.pick(operators), ...one()];
            case 3: return [...one(), random.pick(operators), ...one(), random.pick(operators), ...one()];
            case 4: return [...one(), 'if', ...one(), 'else', ...one()];
            case 5: return [random.pick(['-', '+', 'not']), ...one()];
            case 6: return ['(', ...one(), ')'];
            case 7: return [this.name(), '(', ...this.list(0, 3, depth - 1), ')'];
            case 8: return [this.name(), '[', ...one(), ']'];
            case 9: return ['[', ...this.list(0, 4, depth - 1), ']'];
            case 10: return ['{', ...random.pick([[], [...one(), ':', ...one()], [...one(), ':', ...one(), ',', ...one(), ':', ...one()]]), '}'];
            case 11: return ['[', ...one(), 'for', 'x', 'in', ...one(), ']'];
            case 12: return ['{', ...one(), ':', ...one(), 'for', 'x', ',', 'y', 'in', ...one(), '}'];
            case 13: return ['select(', ...one(), ',', ...one(), ',', random.pick(['==', '!=', '<']), ')'];
            case 14: return ['aggregate(', ...this.list(2, 3, depth - 1), ')'];
            case 15: return [random.pick(['range(', 'zip(']), ...this.list(1, 3, depth - 1), ')'];
            case 16: return ['len(', ...one(), ')'];
            default: return [random.pick(['round', 'indicator']), '(', ...one(), ')'];
        }
    }

    private name(): string {
        return this.random.pick(['a', 'indices', 'tokens', 'select', 'a_rather_long_name_of_an_s_op', 'f']);
    }
}
