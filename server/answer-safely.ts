import { CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Connection } from 'vscode-languageserver';
import { Cancelled } from '../language/values/error.js';

/**
 * Wraps a request's handler: what it throws is logged, and the editor gets `otherwise`. A request that is cancelled is
 * answered so at once, and its handler is not begun if it has not been.
 * @throws ResponseError `RequestCancelled`, or what the handler has for the editor
 */
export function answerSafely<P, R, A extends unknown[]>(connection: Connection, handler: (params: P, ...rest: A) => R | Promise<R>, otherwise: R): (params: P, ...rest: A) => Promise<R> {
    return async (params, ...rest) => {
        const token = rest.find(value => CancellationToken.is(value));
        try {
            if (token?.isCancellationRequested === true) {
                throw new Cancelled();
            }
            const answer = handler(params, ...rest);
            return await (token === undefined || !(answer instanceof Promise) ? answer : unlessCancelled(answer, token));
        } catch (error) {
            if (error instanceof Cancelled) {
                throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
            }
            if (error instanceof ResponseError) {
                throw error;
            }
            connection.console.error(error instanceof Error ? error.stack ?? error.message : String(error));
            return otherwise;
        }
    };
}

/** @throws Cancelled as soon as the token says so */
function unlessCancelled<R>(answer: Promise<R>, token: CancellationToken): Promise<R> {
    return new Promise((resolve, reject) => {
        const listener = token.onCancellationRequested(() => { reject(new Cancelled()); });
        void answer.then(resolve, reject).finally(() => { listener.dispose(); });
    });
}
