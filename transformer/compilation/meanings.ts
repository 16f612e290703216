/** What numbers in the residual stream are, in the words of reports: beside each stands the s-op, or `key of` a selector. */
export const meanings = {
    value: 'the value',
    numbered: 'which value, as a number',
    type: 'its type, as a number',
    positionZero: '1 at position 0',
    position: 'the position',
    positionSquared: 'the position, squared',
    shareOfZero: 'attention to position 0',
    share: '1 / (1 + value)',
    rounded: 'the mark, rounded',
    markOne: 'above 1 where the mark is 1, else 0',
    markZero: 'above 1 where the mark is 0, else 0',
    squareAbove: 'its square where it is above 0, else 0',
    squareBelow: 'its square where it is below 0, else 0',
    anySelected: '1 where a key is selected',
    meanPosition: 'mean of the selected positions',
    meanSquare: 'mean of the squares of the selected positions',
    squareOfOne: 'that mean, if one position is selected',
    oneSelected: '-1 where one position is selected, else 0',
    bosWeight: 'how much BOS weighs',
    countOfCase: 'how many keys of one case are selected',
    bos: '1 at the BOS position',
    shareOfCase: (index: number): string => `1 / (1 + selected keys of case ${index + 1})`,
    sum: (total: number): string => `sum of the selected values / ${total}`,
    order: (isOfQueries: boolean, index: number, count: number): string => `order of ${isOfQueries ? 'queries' : 'keys'}${count === 1 ? '' : `, part ${index + 1} of ${count}`}`
} as const;

/** What is embedded to be told apart. */
export function meaningOfNumbers(by: 'token' | 'position', numbers: Float64Array): string {
    return by === 'token' ? 'a number for each token' : numbers.every((number, i) => number === i) ? meanings.position : 'a number for each position';
}

/** What a side is computed of, as `meaningsOfSide` says it. */
export function sideIn(meaning: string): string | undefined {
    return /^(.+): (?:minus its square|as a number|a mark|mark \d+ of \d+)$/s.exec(meaning)?.[1];
}

/** What the numbers of a side of a selector are. @param of what it is computed of */
export function meaningsOfSide(of: string, byKind: readonly Float64Array[]): string[] {
    const [first] = byKind;
    const isMark = (values: Float64Array): boolean => values.every(value => value === 0 || Math.abs(value) === 1);
    const marks = byKind.filter(isMark).length;
    return byKind.map((values, i) => (i === 1 && !isMark(values) && values.every((value, kind) => value === -((first?.[kind] ?? 0) ** 2)) ? `${of}: minus its square`
        : !isMark(values) ? `${of}: as a number`
        : marks === 1 ? `${of}: a mark` : `${of}: mark ${i + 1} of ${byKind.length}`));
}
