import type { Fix } from './lint.js';
import type { LintId } from './registry.js';

/** A comment above the line of a finding that silences its lint there. */
export function silencing(text: string, id: LintId, offset: number): Fix {
    const start = text.lastIndexOf('\n', offset - 1) + 1;
    const [indentation = ''] = /^[ \t]*/.exec(text.slice(start, offset)) ?? [];
    return { title: `Allow \`${id}\` here`, edits: [{ start, end: start, text: `${indentation}# rasp: allow ${id}\n` }] };
}
