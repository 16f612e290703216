import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import type { ProtocolConnection } from 'vscode-languageserver/node';

/** A language server in a process of its own, spoken to over its standard input and output. */
export interface StdioServer {
    readonly connection: ProtocolConnection;
    readonly process: ChildProcess;
    /** The exit code, once it has ended. */
    readonly ended: Promise<number | null>;
}

/** Starts a command with Node as an editor would. */
export function startServer(script: string, args: readonly string[]): StdioServer {
    const child = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    connection.listen();
    return { connection, process: child, ended: new Promise(resolve => { child.once('exit', resolve); }) };
}
