import { describe, expect, test, vi } from 'vitest';
import type { ProgramToCompile } from '../../server/protocol/compile';
import type { RunReport, RunStatus, TrainAnswers, TrainQuestion } from '../../server/protocol/train';
import { ProcessGone, type ProcessListener, type TrainingProcess } from '../../client/asked-process';
import { TrainingSession } from '../../client/training-session';

const program: ProgramToCompile = { uri: 'file:///a.rasp', text: 'x = tokens;', name: 'x', line: 0, openTexts: new Map(), folders: [], isTrusted: true };

function report(run: string, status: RunStatus): RunReport {
    return { run, status, title: run, choices: {} as RunReport['choices'], epochs: [], mostEpochs: 3, longest: 8 };
}

/** A session with a process that answers from a table; a question that is not in it is never answered. */
function sessionWith(answers: Partial<TrainAnswers>) {
    const asked: TrainQuestion['kind'][] = [];
    const changed: string[] = [];
    const gone = vi.fn();
    let listener: ProcessListener<RunReport> | undefined;
    let isAlive = true;
    const process: TrainingProcess = {
        get isAlive() { return isAlive; },
        ask<K extends TrainQuestion['kind']>({ kind }: Extract<TrainQuestion, { readonly kind: K }>): Promise<TrainAnswers[K]> {
            asked.push(kind);
            const answer = (answers as Partial<Record<string, unknown>>)[kind];
            return answer === undefined ? new Promise(() => undefined) : Promise.resolve(answer as TrainAnswers[K]);
        },
        dispose() { isAlive = false; }
    };
    const session = new TrainingSession(start => { listener = start; return process; }, {
        changed: (run, before) => { changed.push(`${run.run} ${before?.status ?? 'new'} > ${run.status}`); },
        gone
    });
    return { session, asked, changed, gone, process, tell: (run: RunReport) => { listener?.told(run); }, end: (error: ProcessGone) => { listener?.gone(error); } };
}

const opened: Partial<TrainAnswers> = {
    open: { ok: true, name: 'x', source: 'x = tokens;', layers: 0, heads: 0, offered: [], firstInput: 'a' },
    runs: [report('x-1', 'paused')]
};

describe('a session of trainings', () => {
    test('holds what an earlier one left, and each training as it was told last', async () => {
        const { session, changed, tell } = sessionWith(opened);
        expect(await session.open(program, '/kept')).toMatchObject({ ok: true });
        tell(report('x-2', 'opening'));
        tell(report('x-2', 'training'));
        expect(session.runs.map(({ run, status }) => [run, status])).toEqual([['x-1', 'paused'], ['x-2', 'training']]);
        expect(changed).toEqual(['x-1 new > paused', 'x-2 new > opening', 'x-2 opening > training']);
    });

    test('asks for no trainings of a program that cannot be read', async () => {
        const { session, asked } = sessionWith({ open: { ok: false, message: 'x is no s-op' } });
        expect(await session.open(program, '/kept')).toEqual({ ok: false, message: 'x is no s-op' });
        expect(asked).toEqual(['open']);
    });

    test.each<[RunStatus, boolean]>([['opening', true], ['training', true], ['testing', true], ['paused', false], ['ended', false], ['failed', false]])('with one that is %s trains: %s', (status, isTraining) => {
        const { session, tell } = sessionWith({});
        tell(report('x-1', status));
        expect(session.isTraining).toBe(isTraining);
    });

    test('does not count what another window trains', () => {
        const { session, tell } = sessionWith({});
        tell({ ...report('x-1', 'training'), isElsewhere: true });
        expect(session.isTraining).toBe(false);
    });

    test('takes answers about a training as news, but for a refusal', async () => {
        const { session } = sessionWith({ start: report('x-1', 'opening'), pause: report('x-1', 'paused'), resume: { refused: 'no GPU' } });
        await session.ask<'start'>({ kind: 'start', choices: report('', 'opening').choices, device: 'auto' });
        await session.ask<'pause'>({ kind: 'pause', run: 'x-1' });
        expect(await session.ask<'resume'>({ kind: 'resume', run: 'x-1', device: 'auto' })).toEqual({ refused: 'no GPU' });
        expect(session.runs.map(({ status }) => status)).toEqual(['paused']);
    });

    test('forgets what was removed, whatever is still told of it', async () => {
        const { session, tell } = sessionWith({ remove: null });
        tell(report('x-1', 'training'));
        await session.ask<'remove'>({ kind: 'remove', run: 'x-1' });
        tell(report('x-1', 'training'));
        expect(session.runs).toEqual([]);
    });

    test.each<[string, Partial<TrainAnswers>, RunStatus, boolean, TrainQuestion['kind'][]]>([
        ['pauses what trains', { pauseAll: null }, 'training', true, ['pauseAll']],
        ['has nothing to pause', {}, 'paused', true, []],
        ['does not wait for ever', {}, 'training', false, ['pauseAll']]
    ])('at its end %s', async (_, answers, status, isPaused, questions) => {
        const { session, asked, process, tell } = sessionWith(answers);
        tell(report('x-1', status));
        expect(await session.end(20)).toBe(isPaused);
        expect([asked, process.isAlive]).toEqual([questions, false]);
    });

    test('tells that its process ended', () => {
        const { gone, end } = sessionWith({});
        const error = new ProcessGone('The process that trains was ended by SIGKILL.');
        end(error);
        expect(gone).toHaveBeenCalledWith(error);
    });
});
