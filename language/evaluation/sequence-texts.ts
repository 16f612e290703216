/** What the reference says of values that are no atoms and so cannot be an s-op's. @param values as Python shows their tuple or list */
export function illegalValuesText(values: string): string {
    return `attempted to create sequence with illegal val types (vals must be bool, float, int or string):\n\t\t ${values}`;
}

/** What the reference says of strings mixed with other values. @param values as Python shows their tuple or list */
export function mixedValuesText(values: string): string {
    return `attempted to create sequence with vals of different types:\n\t\t ${values}`;
}
