import type { SOp } from '../language/graph/nodes.js';
import type { NamedNodes } from '../language/insight/named-nodes.js';
import type { Refusal } from '../transformer/compilation/refusal.js';
import type { OpenedNames } from './open-names.js';
import { Places, placeText } from './places.js';
import { paint, printable } from './terminal.js';
import type { Terminal } from './terminal.js';

/** Tells why an s-op cannot be compiled, or what compiling takes for granted. */
export class RefusalLines {
    private readonly terminal: Terminal;
    private readonly opened: Pick<OpenedNames, 'source' | 'program'>;
    private readonly names: NamedNodes;
    private readonly target: SOp;

    /** @param target the s-op that is compiled: it stands for what is in no text, such as tokens_int */
    constructor(terminal: Terminal, opened: Pick<OpenedNames, 'source' | 'program'>, names: NamedNodes, target: SOp) {
        this.terminal = terminal;
        this.opened = opened;
        this.names = names;
        this.target = target;
    }

    /** `file:line:column: error: why`, and what would help on a line of its own. */
    tell({ node, message, help }: Refusal, severity: 'error' | 'warning'): void {
        const { bold, red, yellow } = paint(this.terminal.colours.err);
        this.terminal.err(`${bold(`${printable(this.placeOf(node))}:`)} ${(severity === 'error' ? red : yellow)(`${severity}:`)} ${printable(message)}\n  ${printable(help)}\n`);
    }

    /** The same as warnings; what fails indeed is told as an error, and no second time. */
    warn(assumptions: readonly Refusal[], failing: Refusal | undefined): void {
        const told = failing && this.placeOf(failing.node);
        assumptions.filter(({ node }) => told === undefined || this.placeOf(node) !== told).forEach(assumption => { this.tell(assumption, 'warning'); });
    }

    private placeOf(node: Refusal['node']): string {
        const { source, program } = this.opened;
        const location = this.names.place(node) ?? this.names.place(this.target);
        return location === undefined ? source.label : placeText(new Places(this.terminal, source, program).found(location));
    }
}
