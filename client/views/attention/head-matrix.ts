import { selectorSource } from '../../../language/drawing/attention-source';
import { valueAt } from '../../../language/drawing/scene';
import type { FlowHead, FlowScene } from '../../../language/drawing/scene';
import { fitText } from '../../../language/drawing/text-width';
import type { MatrixShown } from './matrix-model';

/** A head of a scene as an attention matrix: its selector, and the values that it compares. */
export function headMatrix(scene: FlowScene, head: FlowHead): MatrixShown {
    const keys = compared(scene, head, 'keys');
    const queries = compared(scene, head, 'queries');
    return {
        tokens: scene.tokens,
        source: selectorSource(head, scene.tokens.length),
        keysTitle: keys.title,
        keyValues: keys.values,
        queriesTitle: queries.title,
        queryValues: queries.values,
        error: head.error === undefined ? undefined : `${head.name} fails: ${head.error.message}`
    };
}

/** What a head compares at its keys or at its queries: one s-op, or several where it is made of several comparisons. */
function compared(scene: FlowScene, head: FlowHead, role: 'keys' | 'queries'): { readonly title: string; readonly values: readonly string[] | undefined } {
    const ids = new Set(head.selects.map(select => select[role]));
    const steps = scene.steps.filter(step => ids.has(step.id));
    const isTokens = steps.every(step => scene.tokens.every((token, position) => valueAt(scene, step, position) === token));
    return {
        title: steps.map(({ name, source }) => short(name ?? source)).join(' · '),
        values: isTokens ? undefined : scene.tokens.map((_, position) => steps.map(step => valueAt(scene, step, position) ?? '').join('·'))
    };
}

/** About 50 characters. */
function short(text: string): string {
    return fitText(text, 'mono', 10, 300);
}

/** What a head is known by from one scene to the next: its layer and name, and which of several alike it is. */
export function headKeys(heads: readonly Pick<FlowHead, 'layer' | 'name'>[]): string[] {
    const counts = new Map<string, number>();
    return heads.map(({ layer, name }) => {
        const key = `${layer} ${name}`;
        const count = (counts.get(key) ?? 0) + 1;
        counts.set(key, count);
        return `${key} ${count}`;
    });
}

/** The head that the arrow keys lead to: along the heads of a layer, and to the layer before or after; undefined for other keys. */
export function nextHead(heads: readonly Pick<FlowHead, 'layer'>[], from: number, pressed: string): number | undefined {
    const last = heads.length - 1;
    const layer = heads[from]?.layer ?? 0;
    const place = from - heads.findIndex(head => head.layer === layer);
    const inLayer = (wanted: number | undefined): number => {
        const first = heads.findIndex(head => head.layer === wanted);
        const count = heads.filter(head => head.layer === wanted).length;
        return first < 0 ? from : first + Math.min(place, count - 1);
    };
    switch (pressed) {
        case 'ArrowLeft': return Math.max(0, from - 1);
        case 'ArrowRight': return Math.min(last, from + 1);
        case 'ArrowUp': return inLayer(heads.slice(0, from).reverse().find(head => head.layer < layer)?.layer);
        case 'ArrowDown': return inLayer(heads.slice(from).find(head => head.layer > layer)?.layer);
        case 'Home': return 0;
        case 'End': return last;
        default: return undefined;
    }
}
