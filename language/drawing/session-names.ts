import { isSelector, isSOp } from '../graph/nodes.js';
import type { GraphNode } from '../graph/nodes.js';
import { sourceText } from '../program/selector-names.js';
import type { Session } from '../program/session.js';
import { constantText } from './constant-text.js';
import { localName } from './local-name.js';
import type { SceneNames } from './scene-names.js';

/** What a picture says of the nodes of a prompt: there are no files to point into. */
export function sessionNames(session: Session): SceneNames {
    const names = new Map<GraphNode, string>();
    for (const name of session.globals.visibleNames()) {
        const value = session.globals.get(name);
        if ((isSOp(value) || isSelector(value)) && !names.has(value)) {
            names.set(value, name);
        }
    }
    return {
        named: node => {
            switch (node.kind) {
                case 'constant': return undefined;
                case 'input': return node.name === 'tokens_str' ? 'tokens' : node.name;
                default: return names.get(node) ?? localName(node)?.name;
            }
        },
        source: node => (node.kind === 'constant' ? constantText(node.value) : sourceText(node) ?? (isSelector(node) ? 'every position' : session.nameOf(node))),
        place: () => undefined
    };
}
