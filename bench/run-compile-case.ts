import { spawn } from 'node:child_process';
import type { CompileStage, CompileTask, Speed } from './measure-compile.ts';

type StageOf<K extends CompileStage['stage']> = Extract<CompileStage, { readonly stage: K }>;

/** What came of compiling one program: as many stages as it got through. */
export interface CompileFigures {
    readonly refused?: StageOf<'refused'>;
    readonly compiled?: StageOf<'compiled'>;
    /** On each device that it ran on. */
    readonly verified: readonly StageOf<'verified'>[];
    readonly speeds: readonly Speed[];
    readonly missing: readonly StageOf<'noDevice'>[];
    /** Why it did not get to the end: the time limit, or what the process said when it ended. */
    readonly broken?: string;
    /** Whether that is the time limit. */
    readonly isLate: boolean;
}

/** Memory of one process, in MiB: what exceeds it is told, and stops nothing else. */
const mostMemory = 6_144;
/** Characters of its standard error that are kept. */
const keptOutput = 4_000;

/** Compiles in a process of its own. @param limit seconds after which it is ended @param script the bundle of `measure-compile.ts` */
export function runCompileCase(script: string, task: CompileTask, limit: number): Promise<CompileFigures> {
    return new Promise((resolve, reject) => {
        const child = spawn(process.execPath, [`--max-old-space-size=${mostMemory}`, script], { stdio: 'pipe' });
        let output = '';
        let complaints = '';
        let isLate = false;
        child.stdout.setEncoding('utf8').on('data', (text: string) => { output += text; });
        child.stderr.setEncoding('utf8').on('data', (text: string) => { complaints = (complaints + text).slice(-keptOutput); });
        const timer = setTimeout(() => {
            isLate = true;
            child.kill('SIGKILL');
        }, limit * 1_000);
        child.on('error', error => {
            clearTimeout(timer);
            reject(error);
        });
        child.on('close', (code, signal) => {
            clearTimeout(timer);
            const stages = output.split('\n').slice(0, -1).map(line => JSON.parse(line) as CompileStage);
            const doing = doingAfter(stages, task.inputs > 0);
            const broken = isLate ? `not done ${doing} within ${limit} s` : code === 0 ? undefined : `ended ${doing}: ${reasonIn(complaints, signal ?? `code ${code}`)}`;
            resolve({ ...figuresOf(stages), isLate, ...(broken === undefined ? {} : { broken }) });
        });
        // A process that ends before it has read its task says why on its own.
        child.stdin.on('error', () => undefined);
        child.stdin.end(JSON.stringify(task));
    });
}

function figuresOf(stages: readonly CompileStage[]): Omit<CompileFigures, 'broken' | 'isLate'> {
    const found = <K extends CompileStage['stage']>(kind: K): StageOf<K>[] => stages.filter((stage): stage is StageOf<K> => stage.stage === kind);
    const [[refused], [compiled]] = [found('refused'), found('compiled')];
    return {
        ...(refused === undefined ? {} : { refused }), ...(compiled === undefined ? {} : { compiled }),
        verified: found('verified'), speeds: found('timed').map(({ speed }) => speed), missing: found('noDevice')
    };
}

function doingAfter(stages: readonly CompileStage[], isChecked: boolean): string {
    const has = (kind: CompileStage['stage']): boolean => stages.some(({ stage }) => stage === kind);
    return !has('compiled') ? 'compiling' : isChecked && !has('verified') ? 'checking' : 'timing';
}

/** What its complaints say is the reason. */
function reasonIn(complaints: string, otherwise: string): string {
    return complaints.includes('heap out of memory') ? `more than ${mostMemory.toLocaleString('en-US')} MiB of memory` : complaints.split('\n').find(line => /^\w*Error\b/.test(line)) ?? otherwise;
}
