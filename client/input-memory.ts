import type { Memento } from 'vscode';
import type { RememberedInputsParams } from '../server/protocol/remembered-inputs';
import { readRecent, readRemembered, rememberedFor, withRecent, withRemembered, type RememberedInputs } from './recent-inputs';

const RECENT_KEY = 'rasp.recentInputs';
const REMEMBERED_KEY = 'rasp.rememberedInputs';
const DECODES_KEY = 'rasp.rememberedDecodes';

/** The inputs that the user chose in this workspace, in this session and earlier ones. */
export class InputMemory {
    constructor(private readonly state: Memento) {}

    /** Recent inputs, the newest first. */
    recent(): string[] {
        return readRecent(this.state.get(RECENT_KEY));
    }

    /** What the server is told at its start. */
    all(): RememberedInputsParams {
        return { inputs: readRemembered(this.state.get(REMEMBERED_KEY)), decodes: this.decodes() };
    }

    /** The input last chosen for a name of a file. */
    inputFor(uri: string, name: string): string | undefined {
        return rememberedFor(this.all().inputs, uri, name);
    }

    /** The token at which the last decoder loop with a name of a file was to stop; empty for none. */
    untilFor(uri: string, name: string): string | undefined {
        return rememberedFor(this.decodes(), uri, name);
    }

    /** Keeps the token at which a decoder loop is to stop; its s-op has a code lens for decoding from then on. */
    async rememberUntil(uri: string, name: string, until: string): Promise<void> {
        await this.state.update(DECODES_KEY, withRemembered(this.decodes(), uri, name, until));
    }

    private decodes(): RememberedInputs {
        return readRemembered(this.state.get(DECODES_KEY));
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
