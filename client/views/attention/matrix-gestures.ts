import { moved } from './key-moves';
import type { Pair } from './matrix-model';

/** What a reader does with mouse and keyboard over a matrix. */
export interface GestureListener {
    /** Where the keyboard is, and how many positions there are. */
    place(): { readonly cursor: Pair; readonly n: number };
    pairAt(event: MouseEvent): Pair | undefined;
    onPoint(pair: Pair | undefined): void;
    onHold(pair: Pair): void;
    /** Whether something was held. */
    onRelease(): boolean;
    onMove(pair: Pair): void;
    /** Steps larger or smaller; 0 to fit. */
    onZoom(steps: number, pointer?: MouseEvent): void;
}

/** The turn of a wheel that is one step of zoom, in pixels. */
const wheelStep = 60;
const zoomKeys: Readonly<Record<string, number>> = { '+': 1, '=': 1, '-': -1, '0': 0 };

/** Listens to mouse and keyboard over the cells of a matrix. */
export function listenToGestures(body: HTMLElement, listener: GestureListener): void {
    body.addEventListener('pointermove', event => { listener.onPoint(listener.pairAt(event)); });
    body.addEventListener('pointerleave', () => { listener.onPoint(undefined); });
    body.addEventListener('click', event => {
        const pair = listener.pairAt(event);
        if (pair !== undefined) {
            listener.onHold(pair);
        }
    });
    body.addEventListener('focusin', () => {
        if (document.activeElement?.matches(':focus-visible') === true) {
            listener.onPoint(listener.place().cursor);
        }
    });
    body.addEventListener('focusout', () => { listener.onPoint(undefined); });
    body.addEventListener('keydown', event => {
        if (isHandled(event, listener)) {
            event.preventDefault();
            event.stopPropagation();
        }
    });
    let turned = 0;
    body.addEventListener('wheel', event => {
        if (!event.ctrlKey && !event.metaKey) {
            return;
        }
        event.preventDefault();
        // Lines and pages, as some mice tell it, count as a step.
        turned += event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : Math.sign(event.deltaY) * wheelStep;
        const steps = Math.trunc(-turned / wheelStep);
        if (steps !== 0) {
            turned += steps * wheelStep;
            listener.onZoom(steps, event);
        }
    }, { passive: false });
}

function isHandled({ key, ctrlKey, metaKey, altKey }: KeyboardEvent, listener: GestureListener): boolean {
    if (altKey) {
        return false;
    }
    const { cursor, n } = listener.place();
    const steps = zoomKeys[key];
    if (key === 'Escape') {
        return listener.onRelease();
    }
    if (key === 'Enter' || key === ' ') {
        listener.onHold(cursor);
        return true;
    }
    if (steps !== undefined && !ctrlKey && !metaKey) {
        listener.onZoom(steps);
        return true;
    }
    const next = moved(cursor, key, ctrlKey || metaKey, n);
    if (next !== undefined) {
        listener.onMove(next);
    }
    return next !== undefined;
}
