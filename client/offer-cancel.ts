import * as vscode from 'vscode';

/** Work that is over by then is not worth a question. */
const OFFER_AFTER_MS = 800;

/** Shows a button that ends some work, while it takes long. How far it is stands in the status bar, by the server. */
export function offerCancel(title: string, work: Promise<unknown>, cancel: () => void): void {
    const settled = work.then(() => undefined, () => undefined);
    const timer = setTimeout(() => {
        void vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, (_, token) => {
            token.onCancellationRequested(cancel);
            return settled;
        });
    }, OFFER_AFTER_MS);
    void settled.then(() => { clearTimeout(timer); });
}
