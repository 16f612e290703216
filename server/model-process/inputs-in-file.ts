import type { Input } from '../../language/evaluation/input.js';
import { findExpectations } from '../../language/expectations/find-expectations.js';
import { nodesBelow } from '../../language/graph/below.js';
import { isSOp } from '../../language/graph/nodes.js';
import type { SOp } from '../../language/graph/nodes.js';
import type { Program, ProgramStatement } from '../../language/program/program.js';
import { readCommandInput } from '../../language/program/typed-input.js';
import { RaspError } from '../../language/values/error.js';

/** An s-op with the name and the statement that set it. */
export interface NamedSOp {
    readonly program: Program;
    readonly statement: ProgramStatement;
    readonly name: string;
    readonly node: SOp;
}

/** The inputs that the file itself runs an s-op on: the example that it sets, then its tests and calls of it. */
export function inputsOf({ program, statement, name }: Omit<NamedSOp, 'node'>): Input[] {
    const example = statement.examples['s-op'];
    return [...example === program.defaultExample ? [] : [example], ...calledWith(program, name)];
}

/** The inputs of those s-ops of the file that are computed of this one: what it meets within them. */
export function inputsOfUsers({ program, node }: Pick<NamedSOp, 'program' | 'node'>): Input[] {
    const users = new Set(program.statements.flatMap(({ bindings }) => [...bindings].flatMap(([name, value]) => (isSOp(value) && nodesBelow(value).includes(node) ? [name] : []))));
    return [...users].flatMap(name => calledWith(program, name));
}

/** What tests and statements call an s-op with: a string or a list written out. */
function calledWith({ text, parsed, statements }: Program, name: string): Input[] {
    const call = new RegExp(`(?<![A-Za-z0-9_])${name}\\(\\s*("[^"]*"|\\[[^\\]]*\\])\\s*\\)`, 'g');
    const texts = [...findExpectations(text, parsed), ...statements.map(({ statement }) => statement)].map(part => part.text);
    return texts.flatMap(part => [...part.matchAll(call)].flatMap(([, typed = '']) => {
        try {
            return [readCommandInput(typed)];
        } catch (error) {
            if (error instanceof RaspError) {
                return [];
            }
            throw error;
        }
    }));
}
