/** A number read off the residual stream: dimensions times weights, and a constant. */
export interface Linear {
    readonly terms: ReadonlyMap<number, number>;
    readonly constant: number;
}

export function constantLinear(constant: number): Linear {
    return { terms: new Map(), constant };
}

export function dimension(index: number): Linear {
    return { terms: new Map([[index, 1]]), constant: 0 };
}

/** The sum of some, each times its weight. */
export function combination(parts: readonly (readonly [Linear, number])[]): Linear {
    const terms = new Map<number, number>();
    let constant = 0;
    for (const [linear, weight] of parts) {
        constant += linear.constant * weight;
        for (const [index, own] of linear.terms) {
            const sum = (terms.get(index) ?? 0) + own * weight;
            if (sum === 0) {
                terms.delete(index);
            } else {
                terms.set(index, sum);
            }
        }
    }
    return { terms, constant };
}
