import { CHECK_INPUT_REQUEST } from '../server/protocol/example';
import type { RaspServer } from './language-client';

/** What the server finds wrong with a typed input; undefined when it is usable. */
export async function checkInput(server: RaspServer, input: string): Promise<string | undefined> {
    try {
        return await server.request(CHECK_INPUT_REQUEST, { input }) ?? undefined;
    } catch (error) {
        return error instanceof Error ? error.message : String(error);
    }
}
