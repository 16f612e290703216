/** What the extension loads when something is compiled or trained for the first time: a bundle of its own. */
import * as vscode from 'vscode';
import type { ProcessStarter } from './asked-process';
import { CompileCommands } from './compile-commands';
import type { RaspServer } from './language-client';
import { TrainCommands } from './train-commands';

export interface Models {
    readonly compile: CompileCommands;
    readonly train: TrainCommands;
}

/** @param start undefined where nothing can be compiled or trained */
export function makeModels(server: RaspServer, start: ProcessStarter | undefined, { extensionUri, storageUri, globalStorageUri }: vscode.ExtensionContext): Models {
    const folder = vscode.Uri.joinPath(storageUri ?? globalStorageUri, 'training').fsPath;
    return { compile: new CompileCommands(server, start?.model, extensionUri), train: new TrainCommands(server, start?.training, extensionUri, folder) };
}
