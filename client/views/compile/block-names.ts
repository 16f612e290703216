/** A block as files and libraries name it: they count from 0. */
export function blockName(block: number): string {
    return `blocks.${block}`;
}

/** The selectors of a block's heads; those with one name are numbered. */
export function selectorNames(heads: readonly string[]): string[] {
    return heads.map((name, head) => {
        const alike = heads.filter(other => other === name).length;
        return alike === 1 ? name : `${name} (${heads.slice(0, head + 1).filter(other => other === name).length} of ${alike})`;
    });
}
