import type { GraphNode } from '../graph/nodes.js';
import type { ScenePlace } from './scene.js';

/** What a picture says of the nodes that it shows. */
export interface SceneNames {
    /** The user's name for a node, or an input's. A node without one is anonymous, as constants are. */
    named(node: GraphNode): string | undefined;
    /** The text that made a node. */
    source(node: GraphNode): string;
    /** Where that text stands; undefined where it is in no file. */
    place(node: GraphNode): ScenePlace | undefined;
}
