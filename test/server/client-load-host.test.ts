import { describe, expect, test } from 'vitest';
import { ClientLoadHost } from '../../server/client-load-host';
import type { HostEnvironment } from '../../server/server';
import { Editor } from './editor';

const inside: HostEnvironment = { folders: () => ['test:/w'], openText: () => undefined, isTrusted: () => true, arrived: () => undefined };

/** A client's files, and which of them were asked for. */
function filesOf(texts: Record<string, string>): { readonly asked: string[]; read(uri: string): Promise<string | undefined> } {
    const asked: string[] = [];
    return {
        asked,
        read(uri) {
            asked.push(uri);
            return new Promise(resolve => { setTimeout(() => { resolve(texts[uri]); }, 30); });
        }
    };
}

function hostOf(texts: Record<string, string>, environment: Partial<HostEnvironment> = {}): { host: ClientLoadHost; asked: string[]; arrived: string[][] } {
    const { asked, read } = filesOf(texts);
    const arrived: string[][] = [];
    const list = (): Promise<{ name: string; isFolder: boolean }[]> => Promise.resolve([{ name: 'lib', isFolder: true }, { name: 'a.rasp', isFolder: false }]);
    return { host: new ClientLoadHost({ ...inside, ...environment }, { read, list, arrived: uris => { arrived.push([...uris]); } }), asked, arrived };
}

describe('files that the client reads', () => {
    test('are asked for once, and found when they have come', async () => {
        const { host, asked, arrived } = hostOf({ 'test:/w/x.rasp': 'one = 1;' });
        for (let twice = 0; twice < 2; twice++) {
            expect(host.resolve('x', 'test:/w/sub/main.rasp')).toEqual({ tried: ['test:/w/sub/x.rasp', 'test:/w/x.rasp'] });
        }
        await host.arrival(['test:/w/x.rasp']);
        expect(host.resolve('x', 'test:/w/sub/main.rasp')).toEqual({ uri: 'test:/w/x.rasp', text: 'one = 1;', passed: ['test:/w/sub/x.rasp'] });
        expect(asked).toEqual(['test:/w/sub/x.rasp', 'test:/w/x.rasp']);
        expect(arrived).toContainEqual(['test:/w/sub/x.rasp', 'test:/w/x.rasp']);
        expect(host.arrival(['test:/w/x.rasp'])).toBeUndefined();
    });

    test('that are not there are not asked for again until something changes, and run nothing again', async () => {
        const { host, asked, arrived } = hostOf({});
        host.resolve('x', 'test:/w/main.rasp');
        await host.arrival(['test:/w/x.rasp']);
        host.resolve('x', 'test:/w/main.rasp');
        expect([asked.length, arrived]).toEqual([1, []]);
        host.forget(new Set(['test:/w/x.rasp']));
        host.resolve('x', 'test:/w/main.rasp');
        expect(asked.length).toBe(2);
    });

    test('are forgotten with their folder, however its address is escaped', async () => {
        const { host } = hostOf({ 'test:/w/a%20%28b%29/x.rasp': 'one = 1;' });
        host.resolve('a (b)/x', 'test:/w/main.rasp');
        await host.arrival(['test:/w/a%20%28b%29/x.rasp']);
        expect(host.resolve('a (b)/x', 'test:/w/main.rasp')).toMatchObject({ text: 'one = 1;' });
        host.forget(new Set(['test:/w/a%20(b)']));
        expect(host.resolve('a (b)/x', 'test:/w/main.rasp')).toEqual({ tried: ['test:/w/a%20%28b%29/x.rasp'] });
    });

    test('are in the workspace where that is not trusted', () => {
        const { host, asked } = hostOf({}, { isTrusted: () => false });
        host.resolve('../x', 'test:/w/main.rasp');
        host.resolve('../w2/x', 'test:/w/main.rasp');
        expect(asked).toEqual([]);
    });

    test('are listed', async () => {
        const { host } = hostOf({});
        expect(host.list('', 'test:/w/main.rasp')).toEqual([]);
        await host.listing();
        expect(host.list('', 'test:/w/main.rasp')).toEqual([{ name: 'lib', isFolder: true, place: 'w' }, { name: 'a', isFolder: false, place: 'w' }]);
    });

    test('are never told as missing while they are on their way, however deep they load each other', async () => {
        const { read } = filesOf({ 'test:/w/a.rasp': 'load "b";', 'test:/w/b.rasp': 'load "c";', 'test:/w/c.rasp': 'deep = 7;' });
        const editor = await Editor.open({}, {}, environment => new ClientLoadHost(environment, { read, list: () => Promise.resolve([]), arrived: environment.arrived }));
        await editor.show('test:/w/main.rasp', 'load "a";\nx = deep + indices;\n');
        expect(await editor.lenses('test:/w/main.rasp')).toEqual(expect.arrayContaining([expect.stringContaining('[7, 8, 9, 10, 11]')]));
        expect(await editor.diagnostics('test:/w/main.rasp')).toEqual([]);
        expect(editor.publications('test:/w/main.rasp')).toBe(1);
        expect(editor.errors).toEqual([]);
        editor.close();
    });
});
