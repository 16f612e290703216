import { describe, expect, it } from 'vitest';
import { libraryDocumentation } from '../../../language/program/documentation';
import { standardLibrary } from '../../../language/program/library';

describe('the standard library', () => {
    const { statements, source } = standardLibrary();

    it.each(statements.map(({ offset, statement }) => [statement.text.split('\n')[0] ?? '', offset, statement] as const))('%s', (_head, offset, statement) => {
        expect(statement.problems).toEqual([]);
        expect(source.startsWith(statement.text, offset)).toBe(true);
        const { tree } = statement;
        const name = tree?.$type === 'FunctionDefinition' ? tree.name : tree?.$type === 'Assignment' ? tree.targets[0] ?? '' : '';
        expect(libraryDocumentation(name)).not.toBe('');
    });
});
