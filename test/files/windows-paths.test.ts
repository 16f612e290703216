import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DiskLoadHost } from '../../files/disk-load-host';
import { isElsewhere, isInside, isSamePath, pathOf } from '../../files/file-paths';
import { addressKey } from '../../server/file-address';
import { openProgramToCompile } from '../../server/model-process/opened-program';

/** These tests run the code as it runs on Windows, on a disk that stands here, whatever system they run on. */
const disk = await vi.hoisted(async () => {
    const { windowsDisk } = await import('./windows-disk');
    return windowsDisk(new Map([
        ['C:\\Users\\Ann Ö\\ws\\own\\main.rasp', 'a = 1;'], ['C:\\Users\\Ann Ö\\ws\\own\\near.rasp', 'b = 2;'], ['C:\\Users\\Ann Ö\\ws\\Shared#1%.rasp', 'c = tokens;'],
        ['C:\\Users\\Ann Ö\\wsx\\other.rasp', 'd = 4;'], ['D:\\lib\\far.rasp', 'e = 5;'], ['\\\\server\\share\\proj\\net.rasp', 'f = 6;'], ['\\\\evil\\share\\leak.rasp', 'g = 7;']
    ]));
});

vi.mock('node:path', async original => (await original<{ readonly win32: object }>()).win32);
vi.mock('node:url', async original => {
    const url = await original<{ pathToFileURL(path: string, options: object): URL; fileURLToPath(uri: string, options: object): string }>();
    return { ...url, pathToFileURL: (path: string) => url.pathToFileURL(path, { windows: true }), fileURLToPath: (uri: string) => url.fileURLToPath(uri, { windows: true }) };
});
vi.mock('node:fs', async original => ({ ...await original<object>(), ...disk.fs }));

beforeEach(() => { disk.asked.length = 0; });

const workspace = 'c:\\Users\\Ann Ö\\ws';
/** As VS Code writes it. */
const from = 'file:///c%3A/Users/Ann%20%C3%96/ws/own/main.rasp';

function hostOf(trusted: boolean, open: Readonly<Record<string, string>> = {}): DiskLoadHost {
    const texts = new Map(Object.entries(open).map(([uri, text]) => [addressKey(uri), text]));
    return new DiskLoadHost({ folders: () => [workspace, 'C:\\'], onlyInside: () => (trusted ? undefined : [workspace]), openText: uri => texts.get(addressKey(uri)) });
}

function load(path: string, trusted: boolean, open?: Readonly<Record<string, string>>, at = from): string {
    const found = hostOf(trusted, open).resolve(path, at);
    return 'text' in found ? found.text : 'problem' in found ? found.problem : 'not found';
}

describe('load on Windows', () => {
    it.each([
        ['near', 'b = 2;', 'b = 2;'],
        ['NEAR', 'b = 2;', 'b = 2;'],
        ['Shared#1%', 'c = tokens;', 'c = tokens;'],
        ['../shared#1%', 'c = tokens;', 'c = tokens;'],
        ['..\\SHARED#1%', 'c = tokens;', 'c = tokens;'],
        ['C:/Users/Ann Ö/ws/own/near', 'b = 2;', 'b = 2;'],
        ['c:\\users\\ann ö\\WS\\own\\near', 'b = 2;', 'b = 2;'],
        ['/Users/Ann Ö/ws/own/near', 'b = 2;', 'b = 2;'],
        ['../../wsx/other', 'd = 4;', 'not found'],
        ['C:/Users/Ann Ö/wsx/other', 'd = 4;', 'not found'],
        ['D:/lib/far', 'e = 5;', 'not found'],
        ['d:\\lib\\far', 'e = 5;', 'not found'],
        ['near:stream', 'not found', 'not found']
    ])('%s finds %j, and %j in an untrusted workspace', (path, trusted, untrusted) => {
        expect([load(path, true), load(path, false)]).toEqual([trusted, untrusted]);
    });

    it.each(['//evil/share/leak', '\\\\evil\\share\\leak', '\\\\?\\UNC\\evil\\share\\leak', '\\\\.\\pipe\\leak', '//?/C:/Users/Ann Ö/ws/own/near'])('%s asks no other computer and no device', path => {
        expect([load(path, true), load(path, false)]).toEqual(['is on another computer, where `load` does not look', 'is on another computer, where `load` does not look']);
        expect(hostOf(true).list(`${path.slice(0, -4)}/`, from)).toEqual([]);
        expect(disk.asked.filter(asked => asked.startsWith('\\\\'))).toEqual([]);
    });

    it('goes on on the computer that the program is on', () => {
        const uri = 'file://server/share/proj/main.rasp';
        expect(['net', '/proj/net', '//SERVER/share/proj/net', '//server/other/net', '//evil/share/leak'].map(path => load(path, true, {}, uri)))
            .toEqual(['f = 6;', 'f = 6;', 'f = 6;', ...Array<string>(2).fill('is on another computer, where `load` does not look')]);
        expect(disk.asked.filter(asked => /evil|other/.test(asked))).toEqual([]);
    });

    it('prefers what stands in the editor, in whatever case it is named', () => {
        const open = { 'file:///c%3A/Users/Ann%20%C3%96/ws/own/near.rasp': 'edited' };
        expect(['near', 'Near', 'C:/USERS/Ann Ö/ws/own/near'].map(path => load(path, true, open))).toEqual(['edited', 'edited', 'edited']);
    });

    it('gives a file one address, with the name that it bears', () => {
        const uris = ['near', 'NEAR', '../OWN/Near'].map(path => { const found = hostOf(true).resolve(path, from); return 'uri' in found ? found.uri.replace(/^file:\/\/\/c:/i, '') : 'none'; });
        expect(new Set(uris)).toEqual(new Set(['/Users/Ann%20%C3%96/ws/own/near.rasp']));
    });

    it('offers what is there, and not the file itself', () => {
        expect(hostOf(false).list('', from).map(({ name, place }) => `${place}: ${name}`)).toEqual(['own: near', 'ws: Shared#1%', 'ws: own']);
    });

    it('says where it looked in the system\'s words', () => {
        const host = hostOf(true);
        const found = host.resolve('sub/nothing', from);
        expect('tried' in found ? found.tried.map(uri => host.describe(uri)) : []).toEqual(['c:\\Users\\Ann Ö\\ws\\own\\sub\\nothing.rasp', 'c:\\Users\\Ann Ö\\ws\\sub\\nothing.rasp', 'C:\\sub\\nothing.rasp']);
    });

    it.each(['file://other-system/x%2Fy.rasp', 'file:///no/drive.rasp', 'untitled:Untitled-1', 'file:///c%3A/%zz.rasp'])('has an answer in %s', uri => {
        expect(load('nothing', false, {}, uri)).toBe('not found');
        expect(hostOf(true).read(uri)).toBeUndefined();
    });
});

describe('a program to compile on Windows', () => {
    it('loads what the editor holds, however addresses are written', () => {
        const opened = openProgramToCompile({
            uri: from, text: 'load "near";\nload "../Shared#1%";\ns = aggregate(select(tokens, c, ==), b);', name: 's', line: 2, folders: [workspace], isTrusted: false,
            openTexts: new Map([['file:///c%3A/Users/Ann%20%C3%96/ws/own/near.rasp', 'b = indices;']])
        });
        expect(typeof opened === 'string' ? opened : opened.program.results.flatMap(({ problems = [] }) => problems)).toEqual([]);
    });
});

describe('paths of Windows', () => {
    it.each([
        ['file:///c%3A/a%20b/x.rasp', 'c:\\a b\\x.rasp'], ['file:///C:/a/x.rasp', 'C:\\a\\x.rasp'], ['file://server/share/x.rasp', '\\\\server\\share\\x.rasp'],
        ['file:///x.rasp', undefined], ['file:///c:/a%2Fb.rasp', undefined], ['untitled:x', undefined]
    ])('%s is %s', (uri, path) => { expect(pathOf(uri)).toBe(path); });

    it.each([
        ['C:\\ws', 'c:\\WS\\a.rasp', true], ['C:\\ws', 'C:\\ws', true], ['C:\\', 'C:\\a.rasp', true], ['C:\\ws\\', 'C:\\ws\\..a.rasp', true],
        ['C:\\ws', 'C:\\wsx\\a.rasp', false], ['C:\\ws', 'C:\\a.rasp', false], ['C:\\ws', 'D:\\ws\\a.rasp', false], ['\\\\s\\a', '\\\\s\\b\\x.rasp', false], ['\\\\s\\a\\w', '\\\\S\\A\\w\\x.rasp', true]
    ])('%s holds %s: %s', (folder, path, expected) => { expect(isInside(folder, path)).toBe(expected); });

    it('are the same in any case', () => {
        expect([isSamePath('C:\\a\\B.rasp', 'c:\\A\\b.rasp'), isSamePath('C:\\a', 'C:\\b')]).toEqual([true, false]);
        expect([isElsewhere('C:\\', 'D:\\x'), isElsewhere('\\\\s\\a', '\\\\S\\A\\x'), isElsewhere('C:\\', '\\\\s\\a\\x')]).toEqual([false, false, true]);
    });
});
