import type { Position } from 'vscode-languageserver-types';

/** The client's command that asks for another name where a refactoring has made one up. A client that has it says `raspRenameNewName` among its experimental capabilities. */
export const RENAME_NEW_NAME_COMMAND = 'rasp.renameNewName';
export const RENAME_NEW_NAME_CAPABILITY = 'raspRenameNewName';

/** The argument of the command: where the name stands once the refactoring has changed the text. */
export interface RenameNewNameParams {
    readonly uri: string;
    readonly position: Position;
}
