import type { Memento } from 'vscode';
import type { RememberedInputsParams } from '../server/protocol/remembered-inputs';
import { readRecent, readRemembered, rememberedFor, withRecent, withRemembered } from './recent-inputs';

const RECENT_KEY = 'rasp.recentInputs';
const REMEMBERED_KEY = 'rasp.rememberedInputs';

/** The inputs that the user chose in this workspace, in this session and earlier ones. */
export class InputMemory {
    constructor(private readonly state: Memento) {}

    /** Recent inputs, the newest first. */
    recent(): string[] {
        return readRecent(this.state.get(RECENT_KEY));
    }

    /** What the server is told at its start. */
    all(): RememberedInputsParams {
        return { inputs: readRemembered(this.state.get(REMEMBERED_KEY)) };
    }

    /** The input last chosen for a name of a file. */
    inputFor(uri: string, name: string): string | undefined {
        return rememberedFor(this.all().inputs, uri, name);
    }

    /** Puts an input first among the recent ones. */
    async use(input: string): Promise<void> {
        await this.state.update(RECENT_KEY, withRecent(this.recent(), input));
    }

    /** Keeps the input for a name of a file; undefined forgets it. */
    async remember(uri: string, name: string, input: string | undefined): Promise<void> {
        await this.state.update(REMEMBERED_KEY, withRemembered(this.all().inputs, uri, name, input));
    }
}
