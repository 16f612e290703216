import { fileURLToPath } from 'node:url';
import { DiskLoadHost } from '../files/disk-load-host.js';
import { Cancelled } from '../language/values/error.js';
import { drawnBy } from '../language/prompt/drawn.js';
import { Prompt } from '../language/prompt/prompt.js';
import type { Answer } from '../language/prompt/prompt.js';
import { runReplCommand } from './repl-commands.js';
import { drawIntoFolder } from './repl-drawing.js';
import { colourPrinted, placeUnderLine, withoutControls } from './repl-text.js';
import type { SourceFile } from './source-file.js';

/** What the prompt needs to start; it can be sent to a thread. */
export interface ReplStart {
    readonly cwd: string;
    /** A file to load before the first prompt. */
    readonly file: SourceFile | undefined;
    /** Whether a person sits at a terminal: then errors show their place. */
    readonly isTerminal: boolean;
    readonly colours: boolean;
}

/** What a line gave. */
export interface ReplAnswer {
    readonly text: string;
    /** What stands before the next line. */
    readonly prompt: string;
    readonly exited: boolean;
}

/** The prompt as the command line shows it, without the terminal. */
export class ReplSession {
    readonly banner: string;
    private readonly prompt: Prompt;
    private readonly start: ReplStart;

    /** @param checkpoint called every few thousand steps; throws `Cancelled` to stop a statement */
    constructor(start: ReplStart, checkpoint: () => void = () => undefined) {
        this.start = start;
        const disk = new DiskLoadHost({ folders: () => [start.cwd] });
        const { file } = start;
        const first = file === undefined ? undefined : { path: loadPath(file.label), uri: file.uri, text: file.text };
        this.prompt = new Prompt({
            checkpoint,
            host: {
                resolve: (path, from) => (first !== undefined && path === first.path && !from.startsWith('file:') ? first : disk.resolve(path, from)),
                describe: uri => fileURLToPath(uri)
            }
        });
        this.banner = this.prompt.banner + (start.isTerminal ? ':help tells what can be typed\n' : '') + (first === undefined ? '' : this.loaded(first.path));
    }

    /** Takes a line and says what is printed. */
    enter(line: string): ReplAnswer {
        const { colours, isTerminal } = this.start;
        const typed = line.trim();
        if (typed.startsWith(':') && !this.prompt.isPending) {
            if (/^:q(uit)?$/.test(typed)) {
                return { text: '', prompt: '', exited: true };
            }
            return this.answer(runReplCommand(this.prompt.session, typed, colours, this.start.cwd));
        }
        if (isTerminal && /^(help|\?);?$/.test(typed) && !this.prompt.isPending && this.prompt.session.globals.get('help') === undefined) {
            return this.answer(':help tells what can be typed\n');
        }
        try {
            return this.answer(this.prompt.enter(line).map(answer => this.textOf(answer)).join(''));
        } catch (error) {
            if (error instanceof Cancelled) {
                this.prompt.drop();
                return this.answer('stopped: nothing of the statement remains\n');
            }
            throw error;
        }
    }

    /** What loading the first file prints, and the example that it leaves. */
    private loaded(path: string): string {
        const before = this.prompt.banner;
        const { text } = this.enter(`load "${path}";`);
        const example = this.prompt.banner;
        return text + (example === before ? '' : example.slice(example.indexOf('\n') + 1));
    }

    /** What the statement lacks that has begun and is not finished. */
    get unfinished(): string | undefined {
        return this.prompt.unfinished;
    }

    /** Forgets an unfinished statement. */
    drop(): ReplAnswer {
        this.prompt.drop();
        return this.answer('');
    }

    /** The names that can be used now. */
    names(): string[] {
        return [...new Set(this.prompt.session.globals.visibleNames())].sort();
    }

    private textOf({ printed, statement, problems }: Answer): string {
        const { colours, isTerminal, cwd } = this.start;
        const error = problems.find(({ severity }) => severity === 'error');
        const { tree } = statement;
        // A pipe gets what the reference prints and no files: scripts have `rasp draw`.
        const drawn = isTerminal && error === undefined && tree?.$type === 'Draw' ? drawnBy(this.prompt.session, tree) : undefined;
        if (drawn !== undefined) {
            return withoutControls(printed) + drawIntoFolder(this.prompt.session, cwd, { ...drawn, node: drawn.sop, hasText: false });
        }
        return isTerminal ? colourPrinted(withoutControls(printed), error !== undefined, colours) + (error === undefined ? '' : placeUnderLine(statement.text, error, printed, colours)) : printed;
    }

    private answer(text: string): ReplAnswer {
        return { text, prompt: this.prompt.prompt, exited: this.prompt.exited };
    }
}

/** A file's name as `load` takes it. */
function loadPath(label: string): string {
    return label.replace(/\.rasp$/, '').replace(/["\r\n]/g, '_');
}
