import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scripts } from '../../package.json';
import { coded, tableUnder } from './house-document';

const pages = ['CONTRIBUTING.md', 'docs/architecture.md', 'docs/security.md', 'docs/releasing.md'];

/** What looks like a path of this repository: with a slash and an ending, or a folder with a slash at its end. */
const isPath = (text: string): boolean => /^[\w.@*-]+(?:\/[\w.@*-]+)*(?:\/|\.(?:ts|js|json|md|rasp|langium|py|txt|html))$/.test(text) && !text.startsWith('dist/') && !text.startsWith('node_modules/');

describe.each(pages)('%s', page => {
    const text = readFileSync(page, 'utf8');

    it('names files and folders that are there', () => {
        expect(coded(text).filter(isPath).filter(path => globSync(path).length === 0 && !existsSync(path))).toEqual([]);
    });

    it('names scripts that are there', () => {
        const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
        expect(named.filter(name => !(name in scripts))).toEqual([]);
    });
});

describe.each([['docs/architecture.md', 'What holds'], ['docs/security.md', 'What is not trusted']])('%s', (page, heading) => {
    it('names for every law what holds it', () => {
        const rows = tableUnder(page, heading);
        expect(rows.length).toBeGreaterThan(5);
        expect(rows.filter(row => !coded(row.at(-1) ?? '').some(isPath) && row.at(-1) !== '`.ci/run`')).toEqual([]);
    });
});
