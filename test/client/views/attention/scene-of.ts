import { isSelector, isSOp } from '../../../../language/graph/nodes';
import { flowScene } from '../../../../language/drawing/flow-scene';
import type { FlowScene } from '../../../../language/drawing/scene';
import { sessionNames } from '../../../../language/drawing/session-names';
import { openSession } from '../../../../language/program/open-session';
import { parseProgram } from '../../../../language/syntax/parse';

/** The scene of what a program calls by a name, on the program's example. Throws where there is none. */
export function sceneOf(program: string, name: string): FlowScene {
    const session = openSession();
    for (const { statement } of parseProgram(program)) {
        session.run(statement);
    }
    const node = session.globals.get(name);
    if (!isSOp(node) && !isSelector(node)) {
        throw new Error(`${name} is no s-op or selector`);
    }
    const drawn = flowScene(node, session.evaluationOn(session.examples['s-op']), { policy: 'early', shared: false, names: sessionNames(session) });
    if (!drawn.ok) {
        throw new Error(drawn.message);
    }
    return drawn.scene;
}
