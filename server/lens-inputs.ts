/** The inputs that the user chose for s-ops, by document and name; their lenses show these instead of the example. */
export class LensInputs {
    private readonly byUri = new Map<string, Map<string, string>>();

    load(inputs: Record<string, Record<string, string>>): void {
        for (const [uri, names] of Object.entries(inputs)) {
            this.byUri.set(uri, new Map(Object.entries(names)));
        }
    }

    get(uri: string, name: string): string | undefined {
        return this.byUri.get(uri)?.get(name);
    }

    /** @param input undefined to go back to the example in force */
    set(uri: string, name: string, input: string | undefined): void {
        const names = this.byUri.get(uri) ?? new Map<string, string>();
        if (input === undefined) {
            names.delete(name);
        } else {
            names.set(name, input);
        }
        this.byUri.set(uri, names);
    }
}
