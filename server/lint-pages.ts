import type { LintId } from '../language/lints/registry.js';

let folder: string | undefined;

/** Says where the lints' pages are. @param address of their folder, with `/` at its end */
export function setLintPages(address: string): void {
    folder = address;
}

/** The address of a lint's page; undefined where the server does not know of any. */
export function lintPage(id: LintId): string | undefined {
    return folder === undefined ? undefined : `${folder}${id}.md`;
}
