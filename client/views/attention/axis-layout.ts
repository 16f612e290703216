import { fitText, textWidth } from '../../../language/drawing/text-width';
import { labelStep } from './matrix-scale';

/** A line of labels along an axis: the positions, the tokens, or the values compared. */
export interface Lane {
    readonly kind: 'position' | 'token' | 'value';
    readonly labels: readonly string[];
}

export interface LaneLayout {
    readonly kind: Lane['kind'];
    /** As short as the lane needs them. */
    readonly labels: readonly string[];
    /** Pixels from the outer edge of the axis to the lane's far edge, where it is nearest to the cells. */
    readonly end: number;
    readonly extent: number;
    /** Along the keys: whether labels are turned upwards. */
    readonly isTurned: boolean;
}

export interface AxisLayout {
    readonly lanes: readonly LaneLayout[];
    /** Pixels across the axis. */
    readonly extent: number;
    /** Every how manieth position has labels. */
    readonly step: number;
}

/** The font of the labels, and a line of it, in pixels; as in the style sheet. */
const fontSize = 11;
export const lineHeight = 13;
const gap = 5;
const longest = 88;

/** How the labels of an axis stand: of the queries level, of the keys level too, or turned upwards where they are wider than a cell. */
export function axisLayout(lanes: readonly Lane[], role: 'keys' | 'queries', cell: number): AxisLayout {
    const widths = lanes.map(({ labels }) => Math.ceil(labels.reduce((most, label) => Math.max(most, Math.min(longest, textWidth(label, 'mono', fontSize))), 0)));
    const widest = Math.max(0, ...widths.filter((_, i) => lanes[i]?.kind !== 'position'));
    const isTurned = role === 'keys' && widest + 2 > Math.max(cell, lineHeight);
    const step = labelStep(cell, role === 'queries' || isTurned ? lineHeight - 1 : widest + 2);
    let end = 0;
    const laid = lanes.map(({ kind, labels }, i): LaneLayout => {
        const width = widths[i] ?? 0;
        const turns = isTurned || role === 'keys' && width + 2 > cell * step;
        const extent = (role === 'queries' || turns ? width : lineHeight) + gap;
        end += extent;
        return { kind, labels: labels.map(label => fitText(label, 'mono', fontSize, longest)), end, extent, isTurned: turns };
    });
    return { lanes: laid, extent: end, step };
}
