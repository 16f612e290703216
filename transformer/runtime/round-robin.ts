/** What is worked on piece by piece. */
export interface Turns {
    next(): Promise<{ readonly done?: boolean }>;
}

/**
 * Works on several things by turns, a piece of each, one at a time; what is asked for meanwhile comes between two pieces.
 */
export class RoundRobin {
    private readonly turns: Turns[] = [];
    private readonly asked: (() => Promise<void>)[] = [];
    private readonly pause: () => Promise<void>;
    private current: Turns | undefined;
    private isWorking = false;

    /** @param pause lets messages come in */
    constructor(pause: () => Promise<void>) {
        this.pause = pause;
    }

    /** Adds what is to have turns until it is done or taken out. */
    add(turns: Turns): void {
        if (turns !== this.current && !this.turns.includes(turns)) {
            this.turns.push(turns);
        }
        this.work();
    }

    remove(turns: Turns): void {
        const place = this.turns.indexOf(turns);
        if (place >= 0) {
            this.turns.splice(place, 1);
        }
    }

    /** Does something between two pieces, after what was asked for before. */
    ask<T>(what: () => Promise<T>): Promise<T> {
        return new Promise((resolve, reject) => {
            this.asked.push(() => what().then(resolve, reject));
            this.work();
        });
    }

    private work(): void {
        if (!this.isWorking) {
            this.isWorking = true;
            void this.workOff();
        }
    }

    private async workOff(): Promise<void> {
        for (;;) {
            for (let asked = this.asked.shift(); asked !== undefined; asked = this.asked.shift()) {
                await asked();
            }
            const turns = this.current = this.turns.shift();
            if (turns === undefined) {
                this.isWorking = false;
                return;
            }
            const { done } = await turns.next();
            this.current = undefined;
            if (done !== true) {
                this.turns.push(turns);
            }
            await this.pause();
        }
    }
}
