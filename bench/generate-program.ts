import { Random } from './random.ts';

type Kind = 'number' | 'truth' | 'text' | 'selector' | 'list' | 'function';

/** Statements between two headings. Like a person's file, each section starts from the base s-ops again. */
const sectionLength = 24;
/** How many names back a statement looks for its arguments. */
const reach = 8;

const base: Record<Kind, readonly string[]> = {
    number: ['indices', 'length', '(indices + 1)'],
    truth: ['(indices == 0)', '(tokens == "l")'],
    text: ['tokens'],
    selector: ['full_s'],
    list: ['[1, 2, 3, 4]'],
    function: []
};

/**
 * A RASP program of this many top-level statements, as a person might write it: sections with headings, s-ops
 * and selectors that build on the ones just before, functions and their calls, lists, comments. It has no
 * errors, and all of its values on "hello" are there and small. A section builds at most on the results of a
 * few earlier ones, chosen anywhere, so that the longest chain of s-ops grows with the logarithm of the length.
 */
export function generateProgram(statements: number, seed = 1): string {
    return new ProgramWriter(new Random(seed)).write(statements);
}

class ProgramWriter {
    private readonly random: Random;
    private readonly lines: string[] = [];
    private written = 0;
    /** Results of earlier sections: the last number of each. */
    private readonly results: string[] = [];
    private section: Record<Kind, string[]> = emptySection();

    constructor(random: Random) {
        this.random = random;
    }

    write(statements: number): string {
        while (this.written < statements) {
            if (this.written % sectionLength === 0) {
                this.beginSection();
            }
            this.statement();
            this.written++;
        }
        return `${this.lines.join('\n')}\n`;
    }

    private beginSection(): void {
        const result = this.section.number.at(-1);
        if (result !== undefined) {
            this.results.push(result);
        }
        this.section = emptySection();
        if (this.results.length > 0 && this.random.chance(0.5)) {
            this.section.number.push(this.random.pick(this.results));
        }
        this.lines.push('', `# --- Part ${1 + this.written / sectionLength}: what the statements below have in common.`, '');
    }

    private statement(): void {
        const { random } = this;
        const kind = random.next();
        if (kind < 0.30) {
            this.set('number', 'n', this.number());
        } else if (kind < 0.42) {
            this.set('truth', 'is', this.truth());
        } else if (kind < 0.50) {
            this.set('text', 't', this.text());
        } else if (kind < 0.66) {
            this.set('selector', 'sel', this.selector());
        } else if (kind < 0.84) {
            this.set('number', 'agg', this.aggregate());
        } else if (kind < 0.89) {
            this.set('list', 'list', this.list());
        } else if (kind < 0.93) {
            this.define();
        } else {
            this.set('number', 'f', this.call());
        }
        if (random.chance(0.12)) {
            this.lines.push('');
        }
    }

    private set(kind: Kind, prefix: string, expression: string): void {
        const name = `${prefix}_${this.written}`;
        if (this.random.chance(0.1)) {
            this.lines.push(`# The next one looks at ${kind === 'selector' ? 'pairs of positions' : 'each position'}, and is used further down.`);
        }
        this.lines.push(`${name} = ${expression};${this.random.chance(0.06) ? ' # as in the paper' : ''}`);
        this.section[kind].push(name);
    }

    /** A name of the section, or something that is always there. */
    private some(kind: Kind): string {
        const recent = this.section[kind].slice(-reach);
        return this.random.pick(recent.length === 0 || this.random.chance(0.2) ? base[kind] : recent);
    }

    private number(): string {
        const { random } = this;
        const [a, b] = [this.some('number'), this.some('number')];
        switch (random.int(0, 6)) {
            case 0: return `(${a} + ${random.int(1, 9)}) % ${random.int(2, 9)}`;
            case 1: return `(${a} * ${random.int(2, 4)} + ${b}) % ${random.int(5, 12)}`;
            case 2: return `round(${a} / ${random.int(2, 5)})`;
            case 3: return `${a} if ${this.truth()} else ${random.int(0, 9)}`;
            case 4: return `indicator(${this.some('truth')}) + ${random.int(1, 9)}`;
            case 5: return `max(${a}, ${b}) - min(${a}, ${random.int(0, 3)})`;
            default: return `${this.some('list')}[indices % 4]`;
        }
    }

    private truth(): string {
        const { random } = this;
        switch (random.int(0, 4)) {
            case 0: return `${this.some('number')} ${random.pick(['<', '<=', '>', '>=', '=='])} ${random.int(0, 6)}`;
            case 1: return `${this.some('number')} > ${this.some('number')}`;
            case 2: return `${this.some('text')} in ["${random.pick([...'helo'])}", "${random.pick([...'abcd'])}"]`;
            case 3: return `${this.some('truth')} and not ${this.some('truth')}`;
            default: return `has_focus(${this.some('selector')})`;
        }
    }

    private text(): string {
        const { random } = this;
        const filler = random.pick([...'-._#']);
        switch (random.int(0, 2)) {
            case 0: return `${this.some('text')} if ${this.some('truth')} else "${filler}"`;
            case 1: return `shift(${this.some('text')}, ${random.int(1, 3)}, "${filler}")`;
            default: return `aggregate(select(indices, length - 1 - indices, ==), ${this.some('text')}, "${filler}")`;
        }
    }

    private selector(): string {
        const { random } = this;
        switch (random.int(0, 4)) {
            case 0: return `select(${this.some('number')}, ${this.some('number')}, ${random.pick(['==', '<', '<=', '>'])})`;
            case 1: return `select(${this.some('text')}, ${this.some('text')}, ==)`;
            case 2: return `select(${this.some('truth')}, True, ==)`;
            case 3: return `${this.some('selector')} and select(indices, indices, ${random.pick(['<', '<=', '>', '!='])})`;
            default: return `${this.some('selector')} or not ${this.some('selector')}`;
        }
    }

    private aggregate(): string {
        const { random } = this;
        switch (random.int(0, 3)) {
            case 0: return `aggregate(${this.some('selector')}, ${this.some('number')}, ${random.int(0, 9)})`;
            case 1: return `round(aggregate(${this.some('selector')}, ${this.some('number')}))`;
            case 2: return `aggregate(${this.some('selector')}, indicator(${this.some('truth')}))`;
            default: return `selector_width(${this.some('selector')})`;
        }
    }

    private list(): string {
        const { random } = this;
        return random.chance(0.5)
            ? `[${Array.from({ length: 4 }, () => random.int(0, 9)).join(', ')}]`
            : `[(item * ${random.int(2, 4)} + ${random.int(0, 5)}) % 10 for item in ${this.some('list')}]`;
    }

    private define(): void {
        const { random } = this;
        const name = `combine_${this.written}`;
        this.lines.push(
            '', `# Weighs \`seq\` against its neighbours, up to ${random.int(2, 9)}.`,
            `def ${name}(seq, bound) {`,
            `    before = select(indices, indices - ${random.int(1, 2)}, ==);`,
            `    moved = aggregate(before, seq, ${random.int(0, 5)});`,
            ...(random.chance(0.5) ? ['    moved = moved if moved < bound else bound;'] : []),
            `    return (seq + moved) % (bound + ${random.int(1, 4)});`, '}', ''
        );
        this.section.function.push(name);
    }

    private call(): string {
        const callee = this.section.function.at(-1);
        return callee === undefined
            ? `count(${this.some('text')}, "${this.random.pick([...'helo'])}")`
            : `${callee}(${this.some('number')}, ${this.random.int(2, 9)})`;
    }
}

function emptySection(): Record<Kind, string[]> {
    return { number: [], truth: [], text: [], selector: [], list: [], function: [] };
}
