import { readdirSync, readFileSync } from 'node:fs';
import { problemsOf } from '../../language/api/open-program';
import { Expectations } from '../../language/expectations/expectations';
import type { Program } from '../../language/program/program';
import { Prompt } from '../../language/prompt/prompt';
import { findingsOf } from '../language/lints/draw-findings';
import { filesOf, programOf } from '../language/program/draw-problems';

const examples = filesOf(Object.fromEntries(readdirSync('examples').filter(name => name.endsWith('.rasp')).map(name => [name.slice(0, -'.rasp'.length), readFileSync(`examples/${name}`, 'utf8')])));

/** Something told of a line: `error` and `warning` with a message, `lint` with a lint's name. */
interface Told {
    readonly kind: string;
    readonly text: string;
    readonly line: number;
}

/** What a sample wants to be told: `# error: part of the message`, behind the statement. */
export function wantedIn(text: string): Told[] {
    return text.split('\n').flatMap((line, i) => {
        const [, kind, part = ''] = /#\s*(error|warning|lint):\s*(.*?)\s*$/.exec(line) ?? [];
        return kind === undefined ? [] : [{ kind, text: part, line: i + 1 }];
    });
}

function toldOf(program: Program, withLints: boolean): Told[] {
    const problems = problemsOf(program).map(({ severity, message, line }) => ({ kind: severity, text: message, line }));
    const lints = findingsOf(program).filter(({ severity }) => withLints && severity !== 'hint')
        .map(({ start, finding: { id } }) => ({ kind: 'lint', text: id, line: program.text.slice(0, start).split('\n').length }));
    return [...problems, ...lints];
}

/**
 * Whatever a sample gives that it does not say, and says that it does not give, each with its line in the sample.
 * @param withLints whether what lints find, hints aside, must be said too
 */
export function differences(text: string, withLints: boolean): string[] {
    const program = programOf(text, examples);
    const wanted = wantedIn(text);
    const told = toldOf(program, withLints);
    const fits = (want: Told, got: Told): boolean => want.kind === got.kind && want.line === got.line && got.text.includes(want.text);
    const show = (word: string, { kind, text: what, line }: Told): string => `${line}: ${word} ${kind}: ${what}`;
    const expectations = new Expectations(program);
    expectations.update();
    expectations.check();
    return [
        ...told.filter(got => !wanted.some(want => fits(want, got))).map(got => show('not said, but found', got)),
        ...wanted.filter(want => (withLints || want.kind !== 'lint') && !told.some(got => fits(want, got))).map(want => show('said, but not found', want)),
        ...expectations.all.filter(({ outcome }) => outcome?.status !== 'passed')
            .map(({ text: what, offset, outcome }) => `${text.slice(0, offset).split('\n').length}: ${what} ${outcome?.status ?? 'is not checked'}: ${outcome?.message ?? ''}`)
    ];
}

/** What the prompt prints for a sample, without blanks at the ends of lines. */
export function printed(text: string): string {
    const prompt = new Prompt({ host: examples });
    return text.split('\n').flatMap(line => prompt.enter(line)).map(({ printed: answer }) => answer).join('').replace(/[ \t]+$/gm, '');
}
