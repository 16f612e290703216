import { describe, expect, test } from 'vitest';
import { addressIn, folderOf, nearestFirst, pathFrom, readablePath, within } from '../../server/file-address';

describe('addresses of files', () => {
    test.each([
        ['vscode-vfs://github/me/repo', 'a.rasp', 'vscode-vfs://github/me/repo/a.rasp'],
        ['vscode-vfs://github%2B7b/me/repo/', './deep/a b.rasp', 'vscode-vfs://github%2B7b/me/repo/deep/a%20b.rasp'],
        ['memfs:/one/two%20x', '../a.rasp', 'memfs:/one/a.rasp'],
        ['memfs:/one', '/etc/a.rasp', 'memfs:/etc/a.rasp'],
        ['memfs:/one', 'é(1)!.rasp', 'memfs:/one/%C3%A9%281%29%21.rasp'],
        ['memfs:/one', '\ud800.rasp', 'memfs:/one/%EF%BF%BD.rasp'],
        ['memfs:/one', '../../../a.rasp', undefined],
        ['one', 'a.rasp', undefined],
        ['file:///c%3A/w', 'a.rasp', 'file:///c%3A/w/a.rasp'],
        ['file:///C:/w/in', '..\\a.rasp', 'file:///C:/w/a.rasp'],
        ['file:///c%3A/w', '/a.rasp', 'file:///c%3A/a.rasp'],
        ['file:///c%3A/w', '../../a.rasp', undefined],
        ['file:///c%3A/w', 'D:/lib/a.rasp', 'file:///d%3A/lib/a.rasp'],
        ['file:///c%3A/w', 'D:\\lib\\a.rasp', 'file:///d%3A/lib/a.rasp'],
        ['file://server/share/w', '..\\a.rasp', 'file://server/share/a.rasp'],
        ['file:///w', 'D:/lib\\a.rasp', 'file:///w/D%3A/lib%5Ca.rasp']
    ])('in %s, %s is %s', (folder, path, expected) => {
        expect(addressIn(folder, path)).toBe(expected);
    });

    test('lie in folders, except those of untitled documents', () => {
        expect(folderOf('memfs:/one/a.rasp')).toBe('memfs:/one');
        expect(folderOf('untitled:Untitled-1')).toBeUndefined();
    });

    test('are read as paths', () => {
        expect(readablePath('vscode-vfs://github/me/a%20b.rasp')).toBe('/me/a b.rasp');
        expect(readablePath('memfs:/%ZZ')).toBe('memfs:/%ZZ');
    });
});

describe('paths from folders to files', () => {
    test.each([
        ['file:///c%3A/w/in', 'file:///C:/w/lib/a.rasp', '../lib/a.rasp'],
        ['file:///c%3A/w', 'file:///d%3A/w/a.rasp', undefined],
        ['file://server/share', 'file://SERVER/share/a.rasp', 'a.rasp'],
        ['file://server/share', 'file://other/share/a.rasp', undefined],
        ['file:///w', 'file:///w/a%20b.rasp', 'a b.rasp']
    ])('from %s to %s: %s', (folder, file, expected) => { expect(pathFrom(folder, file)).toBe(expected); });
});

describe('folders', () => {
    test.each([
        ['test:/w/lib', 'test:/w/lib/deep/a.rasp', true],
        ['test:/w/lib/', 'test:/w/lib/a.rasp', true],
        ['test:/', 'test:/a.rasp', true],
        ['test:/w/a%20%28b%29', 'test:/w/a (b)/c.rasp', true],
        ['test:/w/lib', 'test:/w/lib', true],
        ['test:/w/lib', 'test:/w/library/a.rasp', false],
        ['test:/w/lib/a.rasp', 'test:/w/lib', false],
        ['file:///c%3A/w', 'file:///C:/w/a.rasp', true],
        ['file:///c%3A/w', 'file:///d:/w/a.rasp', false],
        ['file://server/share', 'file://Server/share/a.rasp', true],
        ['file:///w', 'file:///W/a.rasp', false]
    ])('%s holds %s: %s', (folder, uri, expected) => { expect(within([folder])(uri)).toBe(expected); });

    test('are looked in from the innermost one', () => {
        expect(nearestFirst(['test:/other', 'test:/w', 'test:/w/in', 'test:/last'], 'test:/w/in/a.rasp')).toEqual(['test:/w/in', 'test:/w', 'test:/other', 'test:/last']);
        expect(nearestFirst(['test:/b', 'test:/a'], 'untitled:Untitled-1')).toEqual(['test:/b', 'test:/a']);
    });
});
