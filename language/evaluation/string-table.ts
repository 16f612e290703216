import { atomWeight } from '../values/atom.js';

/** Strings as small numbers: equal strings have one id, so that columns compare and look up by number. */
export class StringTable {
    private readonly ids = new Map<string, number>();
    private readonly all: string[] = [];
    private heaviest = 0;

    /** All strings, by their ids. */
    get texts(): readonly string[] {
        return this.all;
    }

    /** What the heaviest string weighs, see `atomWeight`. */
    get weight(): number {
        return this.heaviest;
    }

    intern(text: string): number {
        let id = this.ids.get(text);
        if (id === undefined) {
            id = this.all.length;
            this.ids.set(text, id);
            this.all.push(text);
            this.heaviest = Math.max(this.heaviest, atomWeight(text));
        }
        return id;
    }

    /** The id of a string that may be in no column: -1 then. */
    find(text: string): number {
        return this.ids.get(text) ?? -1;
    }

    text(id: number): string {
        return this.all[id] ?? '';
    }
}
