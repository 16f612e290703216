import type { AstNode } from 'langium';
import { isSelector } from '../graph/nodes.js';
import type { GraphNode } from '../graph/nodes.js';
import { NamedNodes } from '../insight/named-nodes.js';
import type { Location, Program } from '../program/program.js';
import { SelectorNames, sourceText } from '../program/selector-names.js';
import { isAssignment } from '../syntax/generated/ast.js';
import { rangeOf } from '../syntax/ranges.js';
import { constantText } from './constant-text.js';
import { localName } from './local-name.js';
import type { SceneNames } from './scene-names.js';
import type { ScenePlace } from './scene.js';
import { TextLines } from './text-lines.js';

/** What a picture says of a program's nodes; of use until the program is updated. */
export class ProgramNames implements SceneNames {
    private readonly program: Program;
    private readonly nodes: NamedNodes;
    private readonly selectors: SelectorNames;
    private readonly lines = new Map<string, TextLines>();

    constructor(program: Program) {
        this.program = program;
        this.nodes = new NamedNodes(program);
        this.selectors = new SelectorNames(program);
    }

    /** A name at top level or in the library, else one inside a function or a loop. What happens inside the library's functions is anonymous. */
    named(node: GraphNode): string | undefined {
        return node.kind === 'constant' ? undefined : this.nodes.named(node) ?? localName(node)?.name;
    }

    source(node: GraphNode): string {
        if (node.kind === 'constant') {
            return constantText(node.value);
        }
        return isSelector(node) && this.named(node) === undefined ? this.selectors.nameOf(node) : sourceText(node) ?? this.nodes.text(node);
    }

    /** From the name that a statement gives, if it sets no other, to the end of the expression; else the name or the expression. */
    place(node: GraphNode): ScenePlace | undefined {
        const location = this.nodes.place(node);
        return location === undefined ? undefined : this.placeOf(this.widened(node, location));
    }

    private widened(node: GraphNode, location: Location): Location {
        const { uri, text, start, end } = location;
        if (this.nodes.named(node) === undefined) {
            const assignment = localName(node)?.assignment;
            const shift = assignment?.targets.length !== 1 ? 0 : rangeOf(node.origin?.tree as AstNode).start - rangeOf(assignment).start;
            return { uri, text, start: start - shift, end };
        }
        const statement = uri === this.program.uri ? this.program.statementAt(start) : undefined;
        const tree = statement?.statement.tree;
        const [value, second] = isAssignment(tree) ? tree.values : [];
        return statement === undefined || value === undefined || second !== undefined || start !== statement.offset ? location
            : { uri, text, start, end: Math.max(end, statement.offset + rangeOf(value).end) };
    }

    private placeOf({ uri, text, start, end }: Location): ScenePlace {
        let lines = this.lines.get(uri);
        if (lines?.text !== text) {
            lines = new TextLines(text);
            this.lines.set(uri, lines);
        }
        return { uri, start: lines.positionAt(start), end: lines.positionAt(end) };
    }
}
