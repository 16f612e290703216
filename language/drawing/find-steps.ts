import type { FlowScene, ScenePlace, ScenePosition } from './scene.js';

/** The ids of the steps and heads with the innermost place around a position, each once; one text can have made several of them. */
export function findSteps(scene: FlowScene, uri: string, at: ScenePosition): number[] {
    let innermost: ScenePlace | undefined;
    const around = (place: ScenePlace | undefined): boolean => place?.uri === uri && compare(place.start, at) <= 0 && compare(at, place.end) <= 0;
    const parts = [...scene.steps, ...scene.heads].filter(({ place }) => around(place));
    for (const { place } of parts) {
        if (place !== undefined && (innermost === undefined || isInside(place, innermost))) {
            innermost = place;
        }
    }
    return [...new Set(parts.filter(({ place }) => place !== undefined && innermost !== undefined && isSame(place, innermost)).map(({ id }) => id))];
}

/** Whether a place begins later than another one, or ends sooner. */
function isInside(place: ScenePlace, other: ScenePlace): boolean {
    return (compare(place.start, other.start) || compare(other.end, place.end)) > 0;
}

function isSame(a: ScenePlace, b: ScenePlace): boolean {
    return compare(a.start, b.start) === 0 && compare(a.end, b.end) === 0;
}

function compare(a: ScenePosition, b: ScenePosition): number {
    return a.line - b.line || a.character - b.character;
}
