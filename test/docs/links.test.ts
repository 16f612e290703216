import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { anchorsOf, linksOf, pages, readPage } from './markdown';

/** What is wrong with a link of a page; undefined when it leads somewhere. */
function wrongWith(page: string, target: string): string | undefined {
    if (/^[a-z][a-z0-9+.-]*:/i.test(target)) {
        return webAddress(target);
    }
    const [, path = '', anchor] = /^([^#?]*)(?:#(.*))?$/.exec(target) ?? [];
    const file = path === '' ? page : normalize(join(dirname(page), decodeURIComponent(path)));
    if (path.startsWith('/') || file.startsWith('..')) {
        return 'leads out of the repository';
    }
    if (!existsSync(file)) {
        return `there is no ${file}`;
    }
    if (anchor === undefined) {
        return undefined;
    }
    if (/\.md$/.test(file)) {
        return anchorsOf(readPage(readFileSync(file, 'utf8'))).has(decodeURIComponent(anchor)) ? undefined : `${file} has no heading for #${anchor}`;
    }
    const [, from = '', to = from] = /^L(\d+)(?:-L(\d+))?$/.exec(anchor) ?? [];
    const lines = statSync(file).isFile() ? readFileSync(file, 'utf8').split('\n').length : 0;
    return from !== '' && Number(from) >= 1 && Number(to) <= lines && Number(from) <= Number(to) ? undefined : `${file} has no #${anchor}`;
}

/** Addresses outside are read, not asked: tests use no network. `command:` runs a command of the editor. */
function webAddress(target: string): string | undefined {
    const scheme = target.slice(0, target.indexOf(':')).toLowerCase();
    if (scheme === 'command') {
        return undefined;
    }
    if (!['http', 'https', 'mailto'].includes(scheme)) {
        return `nothing is opened by ${scheme}:`;
    }
    const url = URL.canParse(target) ? new URL(target) : undefined;
    const isWhole = scheme === 'mailto' ? /^[^@\s]+@[^@\s]+\.\w+$/.test(url?.pathname ?? '') : /^[\w-]+(?:\.[\w-]+)+$/.test(url?.hostname ?? '');
    return isWhole ? undefined : 'is no whole address';
}

test('finds the pages', () => {
    expect(pages()).toEqual(expect.arrayContaining(['README.md', 'CHANGELOG.md', 'docs/language.md', 'docs/lints/README.md']));
});

test.each(pages())('all links of %s lead somewhere', page => {
    const links = linksOf(readPage(readFileSync(page, 'utf8')));
    const wrong = links.flatMap(({ target, line }) => {
        const reason = wrongWith(page, target);
        return reason === undefined ? [] : [`${page}:${line}: ${target}: ${reason}`];
    });
    expect(wrong).toEqual([]);
});

describe('a link', () => {
    const text = [
        '# A title with `code`, and more!', '', '## Twice', '## Twice', '<a id="here"></a>',
        '[a](b.md) and ![b](c%20d.png "title") and [c](<e f.md>) and `[no](link)` <https://x.org/y>', '[d]: ../g.md', '```', '[no](fence)', '# no heading', '```', '', '    [no](indented)'
    ].join('\n');

    test('is found wherever it stands, but not in code', () => {
        expect(linksOf(readPage(text)).map(({ target }) => target)).toEqual(['e f.md', 'b.md', 'c%20d.png', 'https://x.org/y', '../g.md']);
    });

    test('finds anchors as GitHub makes them', () => {
        expect([...anchorsOf(readPage(text))]).toEqual(['a-title-with-code-and-more', 'twice', 'twice-1', 'here']);
    });

    test.each([
        ['README.md', undefined], ['docs/tests.md#running-them', undefined], ['docs', undefined], ['language/limits.ts#L1', undefined], ['https://arxiv.org/abs/2106.06981', undefined],
        ['docs/test.md', 'there is no docs/test.md'], ['docs/tests.md#nothing', 'docs/tests.md has no heading for #nothing'], ['#nothing', 'README.md has no heading for #nothing'],
        ['language/limits.ts#L9999', 'language/limits.ts has no #L9999'], ['../elsewhere', 'leads out of the repository'], ['/docs/tests.md', 'leads out of the repository'],
        ['https://arxiv', 'is no whole address'], ['http://', 'is no whole address'], ['htps://arxiv.org', 'nothing is opened by htps:']
    ])('to %s: %s', (target, reason) => {
        expect(wrongWith('README.md', target)).toBe(reason);
    });
});
