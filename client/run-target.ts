/** What a run is about: the arguments of the code lenses' commands. */
export interface RunTarget {
    uri: string;
    name: string;
    /** Zero-based line on which the binding statement starts. */
    line: number;
}

/** A top-level binding of a file, from its document symbols. */
export interface Binding {
    name: string;
    startLine: number;
    endLine: number;
}

/** Whether a command's argument is a run target. A context menu passes other things. */
export function isRunTarget(value: unknown): value is RunTarget {
    if (typeof value !== 'object' || value === null) {
        return false;
    }
    const { uri, name, line } = value as Partial<Record<keyof RunTarget, unknown>>;
    return typeof uri === 'string' && typeof name === 'string' && /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)
        && typeof line === 'number' && Number.isInteger(line) && line >= 0;
}

/**
 * The binding that the cursor is on: the one whose name is under it, or the only one on its line.
 * A name used elsewhere means its last binding above. Undefined when that leaves a choice.
 */
export function bindingAt(bindings: readonly Binding[], line: number, word: string | undefined): Binding | undefined {
    const here = bindings.filter(binding => binding.startLine <= line && line <= binding.endLine);
    const named = bindings.filter(binding => binding.name === word && binding.startLine <= line);
    return here.find(binding => binding.name === word) ?? named.at(-1) ?? (here.length === 1 ? here[0] : undefined);
}
