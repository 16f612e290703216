import type { TrainAnswers } from '../../../server/protocol/train';
import type { AskedByPage } from '../../panels/train-messages';

type Answer = TrainAnswers[AskedByPage['kind']];

interface Waiting {
    readonly resolve: (value: Answer) => void;
    readonly reject: (error: Error) => void;
}

/** What this page asks, until it is answered. */
export class Questions {
    private readonly waiting = new Map<number, Waiting>();
    private last = 0;

    constructor(private readonly send: (id: number, question: AskedByPage) => void) {}

    /** Asks through the host. Rejects with what can be told where there is no answer. */
    ask<K extends AskedByPage['kind']>(question: Extract<AskedByPage, { kind: K }>): Promise<TrainAnswers[K]> {
        const id = ++this.last;
        return new Promise<TrainAnswers[K]>((resolve, reject) => {
            this.waiting.set(id, { resolve: value => { resolve(value as TrainAnswers[K]); }, reject });
            this.send(id, question);
        });
    }

    answered(id: number, value: Answer): void {
        this.taken(id)?.resolve(value);
    }

    failed(id: number, message: string): void {
        this.taken(id)?.reject(new Error(message));
    }

    /** Who was asked is no longer there. */
    failAll(message: string): void {
        for (const id of [...this.waiting.keys()]) {
            this.failed(id, message);
        }
    }

    private taken(id: number): Waiting | undefined {
        const found = this.waiting.get(id);
        this.waiting.delete(id);
        return found;
    }
}

/** What an error says. */
export function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
