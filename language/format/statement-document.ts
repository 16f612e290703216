import type { BlockStatement, Expression, Statement } from '../syntax/generated/ast.js';
import { aside, blankLine, concat, hardLine, indent, ownLines, space } from './document.js';
import type { Document } from './document.js';
import { beforeBracket, ExpressionDocuments } from './expression-document.js';
import type { Gap } from './gap.js';
import { TokenReader } from './token-reader.js';

/** The blanks before a comment behind a statement. */
export const beforeTrailing = '  ';

/**
 * A statement as a document.
 * @param text its text
 * @param tree its tree, read without problems
 */
export function statementDocument(text: string, tree: Statement): Document {
    return new StatementDocuments(new TokenReader(text, tree), tree.$type !== 'SetExample').statement(tree);
}

class StatementDocuments {
    private readonly tokens: TokenReader;
    private readonly expressions: ExpressionDocuments;

    constructor(tokens: TokenReader, mayBreak: boolean) {
        this.tokens = tokens;
        this.expressions = new ExpressionDocuments(tokens, mayBreak);
    }

    statement(tree: Statement): Document {
        const { tokens, expressions } = this;
        switch (tree.$type) {
            case 'Assignment':
                return concat(expressions.names(tree.targets.length), space, tokens.take(), space, expressions.values(tree.values), tokens.take());
            case 'ExpressionStatement':
                return concat(expressions.expression(tree.expression), tokens.take());
            case 'FunctionDefinition':
                return concat(tokens.take(), space, tokens.take(), beforeBracket(tree.name), expressions.parameters(tree.parameters.length), space, this.block(tree.statements, tree.results));
            case 'ForLoop':
                return concat(
                    tokens.take(), space, expressions.names(tree.variables.length), space, tokens.take(), space,
                    expressions.expression(tree.iterable), space, this.block(tree.statements)
                );
            case 'Draw':
                return concat(tokens.take(), expressions.call(tree.input === undefined ? [tree.expression] : [tree.expression, tree.input]), tokens.take());
            case 'Load':
                return concat(tokens.take(), space, tokens.take(), tokens.take());
            case 'SetExample':
                return concat(...this.words(tree.kind === undefined ? 2 : 3), expressions.expression(tree.input));
            default: {
                const words: Document[] = [tokens.take()];
                while (!tokens.isAtEnd) {
                    words.push(space, tokens.take());
                }
                return concat(...words);
            }
        }
    }

    private words(count: number): Document[] {
        return Array.from({ length: count }, () => [this.tokens.take(), space]).flat();
    }

    /** A body in its brackets, each statement on a line of its own. */
    private block(statements: readonly BlockStatement[], results?: readonly Expression[]): Document {
        const parts: Document[] = [this.tokens.take()];
        const body: Document[] = [];
        for (const statement of statements) {
            body.push(...this.between(), this.statement(statement));
        }
        if (results !== undefined) {
            body.push(...this.between(), this.tokens.take(), space, this.expressions.values(results), this.tokens.take());
        }
        const gap = this.tokens.gap();
        body.push(behind(gap), ...ownLines(gap));
        parts.push(indent(concat(...body)), hardLine, this.tokens.takeBare());
        return concat(...parts);
    }

    /** From the end of a line of a block to the beginning of its next statement: comments, and at most one empty line in a row. */
    private between(): Document[] {
        const gap = this.tokens.claimGap();
        return [behind(gap), ...ownLines(gap), gap.endsBlank ? blankLine : hardLine];
    }
}

/** The comment behind what stands before a gap. */
function behind({ trailing }: Gap): Document {
    return trailing === undefined ? '' : aside(beforeTrailing + trailing);
}
