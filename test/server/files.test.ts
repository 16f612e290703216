import { afterEach, describe, expect, it } from 'vitest';
import { addressKey } from '../../server/file-address';
import { Editor, pulls } from './editor';

let editor: Editor | undefined;
afterEach(() => { editor?.close(); });

describe('addresses', () => {
    it.each([
        ['file:///a%20%28b%29/c.rasp', 'file:///a%20(b)/c.rasp'],
        ['file:///c%3A/x.rasp', 'file:///C:/x.rasp']
    ])('%s and %s are one file', (a, b) => { expect(addressKey(a)).toBe(addressKey(b)); });

    it('that escape nothing stand as they are', () => { expect(addressKey('test:/%zz')).toBe('test:/%zz'); });
});

describe('files', () => {
    it('that are open are loaded as they stand, however their address is escaped', async () => {
        editor = await Editor.open({}, pulls);
        const uri = 'untitled:Untitled-1';
        await editor.show('test:/a%20%28b%29.rasp', 'n = 4;\n');
        await editor.show(uri, 'load "a (b)";\nx = indices + n;\n');
        expect((await editor.lenses(uri))[0]).toContain('[4, 5, 6, 7, 8]');
        await editor.edit('test:/a%20%28b%29.rasp', 0, 4, 5, '7');
        expect((await editor.lenses(uri))[0]).toContain('[7, 8, 9, 10, 11]');
    });

    it('in a folder that is deleted are missed', async () => {
        const files: Record<string, string> = { 'test:/lib/a.rasp': 'n = 1;\n' };
        editor = await Editor.open(files, pulls);
        await editor.show('test:/main.rasp', 'load "lib/a";\nx = n;\n');
        expect(await editor.diagnostics('test:/main.rasp')).toEqual([]);
        Reflect.deleteProperty(files, 'test:/lib/a.rasp');
        await editor.connection.sendNotification('workspace/didDeleteFiles', { files: [{ uri: 'test:/lib' }] });
        expect((await editor.diagnostics('test:/main.rasp', all => all.length > 0))[0]?.message).toContain('cannot find "lib/a.rasp"');
    });
});
