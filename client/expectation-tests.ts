import * as vscode from 'vscode';
import { EXPECTATIONS_REQUEST, type ExpectationsCheckedParams, type ExpectationState } from '../server/protocol/expectations';
import { report, type ToldFailures } from './expectation-run';
import { sameOutcomes } from './expectation-text';
import type { RaspServer } from './language-client';

/** Whether an expectation is part of a run. */
type Choice = (item: vscode.TestItem) => boolean;

const MOST_FILES = 2_000;
const READ_AT_ONCE = 16;

/** The expectations of open files and of the workspace's files in the Test Explorer. Files are read, never written. */
export class ExpectationTests implements vscode.Disposable {
    private readonly controller = vscode.tests.createTestController('rasp', 'RASP');
    private readonly latest = new Map<string, readonly ExpectationState[]>();
    private readonly profile: vscode.TestRunProfile;
    /** Requests that last: what changes is reported for each of them. */
    private readonly continuous = new Set<vscode.TestRunRequest>();
    /** What was run of each file: its results follow the edits, since VS Code would go on showing failures that are none any more. */
    private readonly followed = new Map<string, Choice>();
    private readonly listeners: vscode.Disposable[];
    private watcher: vscode.FileSystemWatcher | undefined;
    /** Those of the last run, which VS Code shows until the next one. */
    private failures = new Map<string, ReadonlySet<string>>();
    private readonly told = new vscode.EventEmitter<ToldFailures>();

    /** Fires when VS Code begins or ends to show failures beside their lines. */
    readonly onTold = this.told.event;

    constructor(private readonly server: RaspServer) {
        this.controller.resolveHandler = async item => { await (item ? this.resolve(item) : this.discover()); };
        this.controller.refreshHandler = () => this.discover();
        this.profile = this.controller.createRunProfile('Run', vscode.TestRunProfileKind.Run, (request, token) => this.run(request, token), true, undefined, true);
        this.listeners = [
            this.controller, this.profile, this.told,
            server.onExpectations(params => this.follow(params)),
            vscode.workspace.onDidCloseTextDocument(({ uri }) => {
                this.latest.delete(uri.toString());
                this.followed.delete(uri.toString());
                if (uri.scheme === 'untitled') {
                    this.controller.items.delete(uri.toString());
                }
            }),
        ];
    }

    dispose(): void {
        this.watcher?.dispose();
        this.listeners.forEach(item => item.dispose());
    }

    /** Looks through the workspace once the Test Explorer is opened, and from then on follows its files. */
    private async discover(): Promise<void> {
        if (!this.watcher) {
            this.watcher = vscode.workspace.createFileSystemWatcher('**/*.rasp');
            this.watcher.onDidCreate(uri => this.look(uri));
            this.watcher.onDidChange(uri => this.look(uri));
            this.watcher.onDidDelete(uri => this.controller.items.delete(uri.toString()));
        }
        const uris = await vscode.workspace.findFiles('**/*.rasp', '**/node_modules/**', MOST_FILES);
        for (let at = 0; at < uris.length; at += READ_AT_ONCE) {
            await Promise.all(uris.slice(at, at + READ_AT_ONCE).map(uri => this.look(uri)));
        }
    }

    /** Takes a file in or out, as it holds expectations. The server tells those of open ones. */
    private async look(uri: vscode.Uri): Promise<void> {
        const key = uri.toString();
        if (vscode.workspace.textDocuments.some(document => document.uri.toString() === key)) {
            return;
        }
        try {
            const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
            if (text.includes('#?')) {
                const file = this.fileItem(uri);
                // What it held before may be gone: it is asked for when it is opened or run.
                file.children.replace([]);
                file.canResolveChildren = true;
            } else {
                this.controller.items.delete(key);
            }
        } catch {
            // Gone, or not to be read: then there is nothing to test.
            this.controller.items.delete(key);
        }
    }

    private fileItem(uri: vscode.Uri): vscode.TestItem {
        const known = this.controller.items.get(uri.toString());
        if (known) {
            return known;
        }
        const file = this.controller.createTestItem(uri.toString(), vscode.workspace.asRelativePath(uri), uri);
        file.canResolveChildren = true;
        this.controller.items.add(file);
        return file;
    }

    /** Asks the server for a file's expectations; the file is opened for that, without being shown. */
    private async resolve(file: vscode.TestItem): Promise<readonly ExpectationState[]> {
        if (!file.uri || file.parent) {
            return [];
        }
        await vscode.workspace.openTextDocument(file.uri);
        const states = await this.server.request(EXPECTATIONS_REQUEST, { uri: file.uri.toString() });
        this.fill(file, states);
        return states;
    }

    private fill(file: vscode.TestItem, states: readonly ExpectationState[]): void {
        file.children.replace(states.map(({ id, text, range: { start, end } }, i) => {
            const item = file.children.get(id) ?? this.controller.createTestItem(id, text === '' ? '#?' : text, file.uri);
            item.range = new vscode.Range(start.line, start.character, end.line, end.character);
            item.sortText = String(i).padStart(6, '0');
            return item;
        }));
    }

    /** An open file was checked. */
    private follow({ uri, expectations }: ExpectationsCheckedParams): void {
        const before = this.latest.get(uri) ?? [];
        this.latest.set(uri, expectations);
        if (expectations.length === 0) {
            this.controller.items.delete(uri);
            return;
        }
        const file = this.fileItem(vscode.Uri.parse(uri));
        this.fill(file, expectations);
        if (sameOutcomes(before, expectations)) {
            return;
        }
        const choices = [this.followed.get(uri) ?? (() => false), ...Array.from(this.continuous, chooser)];
        const isChosen: Choice = item => choices.some(choice => choice(item));
        const chosen = Array.from(file.children, ([, item]) => item).filter(isChosen);
        if (chosen.length > 0) {
            // A request of its own: VS Code adds up what one request gave, and what passes now would stay failed there.
            const run = this.begin(new vscode.TestRunRequest(chosen, undefined, this.profile, true, true), false);
            this.tell(run, file, expectations, isChosen);
            run.end();
        }
    }

    private async run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
        if (request.continuous) {
            this.continuous.add(request);
            token.onCancellationRequested(() => this.continuous.delete(request));
        }
        const run = this.begin(request);
        const isChosen = chooser(request);
        try {
            for (const file of filesOf(request, this.controller.items)) {
                if (token.isCancellationRequested) {
                    break;
                }
                await this.runFile(run, file, isChosen);
            }
        } finally {
            run.end();
        }
    }

    private begin(request: vscode.TestRunRequest, isKept = true): vscode.TestRun {
        this.failures = new Map();
        this.told.fire(this.failures);
        return this.controller.createTestRun(request, undefined, isKept);
    }

    private tell(run: vscode.TestRun, file: vscode.TestItem, states: readonly ExpectationState[], isChosen: Choice): void {
        this.failures.set(file.id, report(run, { file, states }, isChosen));
        this.told.fire(this.failures);
    }

    private async runFile(run: vscode.TestRun, file: vscode.TestItem, isChosen: Choice): Promise<void> {
        file.children.forEach(item => {
            if (isChosen(item)) {
                run.enqueued(item);
            }
        });
        try {
            const states = await this.resolve(file);
            this.latest.set(file.id, states);
            this.followed.set(file.id, isChosen);
            this.tell(run, file, states, isChosen);
        } catch (error) {
            run.errored(file, new vscode.TestMessage(error instanceof Error ? error.message : String(error)));
        }
    }
}

/** The files that a request is about, whole or in parts; all when it names none. */
function filesOf({ include }: vscode.TestRunRequest, all: vscode.TestItemCollection): Set<vscode.TestItem> {
    return new Set(include ? include.map(item => item.parent ?? item) : Array.from(all, ([, file]) => file));
}

/** Tells whether an expectation is part of a request. */
function chooser({ include, exclude }: vscode.TestRunRequest): Choice {
    const holds = (items: readonly vscode.TestItem[] | undefined, item: vscode.TestItem): boolean =>
        items?.some(other => other.id === item.id && other.parent?.id === item.parent?.id || item.parent !== undefined && other.parent === undefined && other.id === item.parent.id) ?? false;
    return item => (include === undefined || holds(include, item)) && !holds(exclude, item);
}
