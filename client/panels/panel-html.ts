import * as vscode from 'vscode';

/** What a panel's page is made of: a script and a style sheet from `dist/views`. */
export interface PanelPage {
    readonly title: string;
    /** File names without folder. */
    readonly script: string;
    readonly style: string;
}

/** The folder that panels may read. */
export function viewsFolder(extension: vscode.Uri): vscode.Uri {
    return vscode.Uri.joinPath(extension, 'dist', 'views');
}

/**
 * An empty page that runs one script of the extension, with what that imports, and nothing else: no network, no inline
 * code, no inline style.
 * Pictures of its own making (`blob:`) are what a PNG is drawn from.
 */
export function panelHtml(webview: vscode.Webview, extension: vscode.Uri, { title, script, style }: PanelPage): string {
    const nonce = newNonce();
    const address = (file: string): string => webview.asWebviewUri(vscode.Uri.joinPath(viewsFolder(extension), file)).toString();
    const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource}; img-src blob:`;
    return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${address(style)}">
<title>${title}</title>
</head>
<body>
<script type="module" nonce="${nonce}" src="${address(script)}"></script>
</body>
</html>`;
}

function newNonce(): string {
    const bytes = crypto.getRandomValues(new Uint8Array(24));
    return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
