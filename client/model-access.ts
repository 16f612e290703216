import * as vscode from 'vscode';
import type { ProcessStarter } from './asked-process';
import type { RaspServer } from './language-client';
import type { Models } from './models';
import type { CompiledMemory } from './panels/compile-messages';
import type { TrainMemory } from './panels/train-messages';
import { COMPILED_VIEW, TRAINING_VIEW } from './panels/view-types';

/** The way to all that compiles and trains, which is loaded when it is used for the first time. */
export class ModelAccess implements vscode.Disposable {
    private loading: Promise<Models> | undefined;
    private readonly serializers = [
        vscode.window.registerWebviewPanelSerializer(COMPILED_VIEW, {
            deserializeWebviewPanel: async (panel, memory: CompiledMemory | undefined) => { (await this.models()).compile.panel.takeBack(panel, memory); },
        }),
        vscode.window.registerWebviewPanelSerializer(TRAINING_VIEW, {
            // Not awaited: until this is over the panel is covered.
            deserializeWebviewPanel: async (panel, memory: TrainMemory | undefined) => { void (await this.models()).train.takeBack(panel, memory); },
        }),
    ];

    /** @param start undefined where nothing can be compiled or trained */
    constructor(private readonly server: RaspServer, private readonly start: ProcessStarter | undefined, private readonly context: vscode.ExtensionContext) {}

    /** The command `rasp.compile`. */
    async compile(argument: unknown): Promise<void> {
        await (await this.models()).compile.compile(argument);
    }

    /** The command `rasp.checkCompilability`. */
    async check(argument: unknown): Promise<void> {
        await (await this.models()).compile.check(argument);
    }

    /** The command `rasp.train`. */
    async train(argument: unknown): Promise<void> {
        await (await this.models()).train.train(argument);
    }

    /** Lets trainings stand with a checkpoint, before the window closes. */
    async end(): Promise<void> {
        await (await this.loading)?.train.end();
    }

    dispose(): void {
        this.serializers.forEach(serializer => { serializer.dispose(); });
        void this.loading?.then(({ compile, train }) => { compile.dispose(); train.dispose(); });
    }

    private models(): Promise<Models> {
        return this.loading ??= import('./models').then(({ makeModels }) => makeModels(this.server, this.start, this.context));
    }
}
