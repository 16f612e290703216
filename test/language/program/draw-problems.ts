import { Input } from '../../../language/evaluation/input';
import { noFiles } from '../../../language/program/load-host';
import type { LoadHost } from '../../../language/program/load-host';
import { Program } from '../../../language/program/program';

/** A host whose files are given by name. */
export function filesOf(files: Readonly<Record<string, string>>): LoadHost {
    return {
        resolve: path => {
            const text = files[path];
            return text === undefined ? { tried: [`file:///${path}.rasp`] } : { uri: `file:///${path}.rasp`, text };
        }
    };
}

export function programOf(text: string, host: LoadHost = noFiles): Program {
    const program = new Program({ uri: 'file:///test.rasp', host, example: Input.ofString('hello') });
    program.update(text);
    return program;
}

/** All problems of a program, each drawn under the line on which it begins. */
export function drawProblems(program: Program): string {
    const { text } = program;
    return program.statements.flatMap(statement => statement.problems.map(problem => {
        const start = statement.offset + problem.start;
        const end = statement.offset + problem.end;
        const lineStart = text.lastIndexOf('\n', start - 1) + 1;
        const lineEnd = text.indexOf('\n', start) < 0 ? text.length : text.indexOf('\n', start);
        const mark = '^'.repeat(Math.max(1, Math.min(end, lineEnd) - start)) + (end > lineEnd ? '…' : '');
        return `${text.slice(lineStart, lineEnd).trimEnd()}\n${' '.repeat(start - lineStart)}${mark} ${problem.severity}: ${problem.message}`;
    })).join('\n');
}
