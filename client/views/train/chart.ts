import { setAttributes, svgElement } from '../attention/svg-element';
import { element } from '../dom';
import { ChartReadout } from './chart-readout';
import { placeOn } from './chart-scale';
import type { ChartShown, Line, Sign } from './chart-shown';
import { lookOf, markedPoints, markerShape, nearestX, pathOf, pixelOf } from './curve-paths';
import type { Plot } from './curve-paths';

const height = 220;
const margin = { left: 56, right: 12, top: 10, bottom: 34 };
/** Above the plot, where no curve crosses what is said of a limit. */
const noteHeight = 14;
const markersApart = 90;

/** Lines over epochs or lengths. The pointer and the arrow keys read their values. */
export class Chart {
    readonly element: HTMLElement;
    private readonly axes = svgElement('g', { class: 'chart-axes' });
    private readonly curves = svgElement('g');
    private readonly cursorLine = svgElement('line', { class: 'chart-cursor' });
    private readonly svg = svgElement('svg', { class: 'chart-picture', height, tabindex: 0, role: 'slider', 'aria-orientation': 'horizontal' }, this.axes, this.curves, this.cursorLine);
    private readonly readout: ChartReadout;
    private readonly empty = element('p', { class: 'note chart-empty' });
    private shown: ChartShown | undefined;
    private plot: Plot | undefined;
    private xs: readonly number[] = [];
    private cursor: number | undefined;
    private width = 0;

    constructor(title: string, private readonly xName: string, emptyText: string, private readonly onCursor: (x: number | undefined) => void) {
        this.readout = new ChartReadout(xName);
        this.empty.textContent = emptyText;
        this.svg.setAttribute('aria-label', `${title} by ${xName}`);
        this.element = element('figure', { class: 'chart' }, element('figcaption', {}, title), element('div', { class: 'chart-body' }, this.svg, this.readout.element, this.empty));
        new ResizeObserver(([entry]) => {
            this.width = entry?.contentRect.width ?? 0;
            this.draw();
        }).observe(this.element);
        this.svg.addEventListener('pointermove', event => { this.point(event); });
        this.svg.addEventListener('pointerleave', () => { this.onCursor(undefined); });
        this.svg.addEventListener('blur', () => { this.onCursor(undefined); });
        this.svg.addEventListener('keydown', event => { this.press(event); });
    }

    set title(title: string) {
        if (this.element.firstElementChild?.textContent === title) {
            return;
        }
        this.element.firstElementChild?.replaceChildren(title);
        this.svg.setAttribute('aria-label', `${title} by ${this.xName}`);
    }

    show(shown: ChartShown): void {
        this.shown = shown;
        this.xs = [...new Set(shown.lines.flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b);
        this.draw();
    }

    /** Reads all lines at an x; undefined reads none. */
    setCursor(x: number | undefined): void {
        this.cursor = x;
        this.read();
    }

    private draw(): void {
        const { shown, width } = this;
        if (shown === undefined || width === 0) {
            return;
        }
        this.empty.hidden = this.xs.length > 0;
        const plotWidth = Math.max(80, width - margin.left - margin.right);
        const top = margin.top + (shown.limit === undefined ? 0 : noteHeight);
        const plot: Plot = {
            left: margin.left, top, width: plotWidth, height: height - top - margin.bottom,
            xScale: shown.xScale(Math.max(2, Math.floor(plotWidth / 55))), yScale: shown.yScale(6)
        };
        this.plot = plot;
        setAttributes(this.svg, { width: plotWidth + margin.left + margin.right });
        this.axes.replaceChildren(...this.drawnAxes(plot, shown));
        const faint = shown.lines.filter(({ isFaint }) => isFaint === true);
        const clear = shown.lines.filter(({ isFaint }) => isFaint !== true);
        this.curves.replaceChildren(...faint.map(line => drawnLine(plot, line)), ...clear.map(line => drawnLine(plot, line)), ...clear.map(line => drawnMarkers(plot, line)), ...(shown.signs ?? []).map(sign => drawnSign(plot, sign)));
        this.read();
    }

    private drawnAxes(plot: Plot, { tickText, limit }: ChartShown): SVGElement[] {
        const { left, top, width, height: tall, xScale, yScale } = plot;
        const bottom = top + tall;
        const beyond = limit === undefined ? undefined : pixelOf(plot, { x: limit.x, y: yScale.from }).x;
        return [
            ...beyond === undefined || limit === undefined || limit.x >= xScale.to ? [] : [
                svgElement('rect', { class: 'chart-beyond', x: beyond, y: top, width: left + width - beyond, height: tall }),
                svgElement('line', { class: 'chart-limit', x1: beyond, x2: beyond, y1: top, y2: bottom }),
                svgElement('text', { class: 'chart-note', x: Math.min(beyond, left + width - 110), y: top - 6 }, limit.text)
            ],
            ...yScale.ticks.flatMap(tick => {
                const { y } = pixelOf(plot, { x: xScale.from, y: tick });
                return [svgElement('line', { class: 'chart-grid', x1: left, x2: left + width, y1: y, y2: y }), svgElement('text', { class: 'is-at-end', x: left - 6, y: y + 4 }, tickText(tick))];
            }),
            ...yScale.hasZero ? [svgElement('line', { class: 'chart-grid', x1: left, x2: left + width, y1: bottom, y2: bottom }), svgElement('text', { class: 'is-at-end', x: left - 6, y: bottom + 4 }, '0')] : [],
            svgElement('line', { class: 'chart-frame', x1: left, x2: left + width, y1: bottom, y2: bottom }),
            ...xScale.ticks.map(tick => svgElement('text', { class: 'is-centred', x: left + placeOn(xScale, tick) * width, y: bottom + 14 }, String(tick))),
            svgElement('text', { class: 'is-centred chart-axis-name', x: left + width / 2, y: bottom + 29 }, this.xName)
        ];
    }

    private point(event: PointerEvent): void {
        if (this.plot !== undefined) {
            this.onCursor(nearestX(this.plot, this.xs, event.clientX - this.svg.getBoundingClientRect().left));
        }
    }

    private press(event: KeyboardEvent): void {
        const at = this.cursor === undefined ? -1 : this.xs.indexOf(this.cursor);
        const last = this.xs.length - 1;
        const next: Readonly<Record<string, number | undefined>> = {
            ArrowRight: Math.min(last, at + 1), ArrowUp: Math.min(last, at + 1), ArrowLeft: at < 0 ? last : Math.max(0, at - 1), ArrowDown: at < 0 ? last : Math.max(0, at - 1),
            Home: 0, End: last, PageUp: Math.min(last, at + 10), PageDown: Math.max(0, at - 10), Escape: -1
        };
        const to = event.altKey || event.ctrlKey || event.metaKey ? undefined : next[event.key];
        if (to !== undefined && last >= 0) {
            event.preventDefault();
            this.onCursor(this.xs[to]);
        }
    }

    private read(): void {
        const { plot, shown, cursor } = this;
        const isRead = plot !== undefined && shown !== undefined && cursor !== undefined && this.xs.length > 0;
        this.cursorLine.classList.toggle('is-shown', isRead);
        const text = isRead ? this.readout.show(shown, cursor, pixelOf(plot, { x: cursor, y: plot.yScale.from }).x - plot.left > plot.width / 2) : this.readout.hide();
        setAttributes(this.svg, { 'aria-valuemin': this.xs[0] ?? 0, 'aria-valuemax': this.xs.at(-1) ?? 0, 'aria-valuenow': cursor ?? this.xs.at(-1) ?? 0, 'aria-valuetext': isRead ? text : 'Arrow keys read the values.' });
        if (isRead) {
            const { x } = pixelOf(plot, { x: cursor, y: plot.yScale.from });
            setAttributes(this.cursorLine, { x1: x, x2: x, y1: plot.top, y2: plot.top + plot.height });
        }
    }
}

function drawnLine(plot: Plot, { slot, points, isFaint = false }: Line): SVGElement {
    return svgElement('path', { class: `chart-line ${lookOf(slot)}${isFaint ? ' is-faint' : ''}`, d: pathOf(plot, points) });
}

/** All markers of a line as one path. */
function drawnMarkers(plot: Plot, { slot, points }: Line): SVGElement {
    return svgElement('g', { class: `chart-markers ${lookOf(slot)}` }, ...markedPoints(plot, points, markersApart, slot).map(point => {
        const { x, y } = pixelOf(plot, point);
        return svgElement('path', { d: markerShape(slot), transform: `translate(${x} ${y})` });
    }));
}

function drawnSign(plot: Plot, { kind, slot, at, title }: Sign): SVGElement {
    const { x, y } = pixelOf(plot, at);
    const shape = kind === 'best' ? svgElement('circle', { cx: x, cy: y, r: 6.5 }) : svgElement('path', { d: `M${x} ${plot.top + plot.height}v-8m-4 4l4 -4l4 4` });
    return svgElement('g', { class: `chart-sign is-${kind} ${lookOf(slot)}` }, svgElement('title', {}, title), shape);
}
