import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { DiskLoadHost } from '../../files/disk-load-host';
import { listRaspFiles } from '../../files/list-rasp-files';

const root = mkdtempSync(join(tmpdir(), 'rasp-list-'));
afterAll(() => { rmSync(root, { recursive: true, force: true }); });

async function list(...folders: string[]): Promise<string[]> {
    const found: string[] = [];
    for await (const paths of listRaspFiles(folders.map(folder => join(root, folder)))) {
        found.push(...paths.map(path => relative(root, path)));
    }
    return found;
}

it('finds three files among ten thousand, through no link, hidden folder or dependency', async () => {
    for (let folder = 0; folder < 100; folder++) {
        mkdirSync(join(root, `many/f${folder}`), { recursive: true });
        for (let i = 0; i < 100; i++) {
            writeFileSync(join(root, `many/f${folder}/${i}.txt`), '');
        }
    }
    for (const folder of ['many/f7/deep/deeper', 'many/node_modules/p', 'many/.git', 'many/folder.rasp']) {
        mkdirSync(join(root, folder), { recursive: true });
    }
    for (const file of ['many/top.rasp', 'many/f7/b.rasp', 'many/f7/deep/deeper/c.rasp', 'many/node_modules/p/no.rasp', 'many/.git/no.rasp']) {
        writeFileSync(join(root, file), '');
    }
    symlinkSync(join(root, 'many'), join(root, 'many/f3/loop'));
    symlinkSync(join(root, 'many/f4/self'), join(root, 'many/f4/self'));
    symlinkSync(join(root, 'many/top.rasp'), join(root, 'many/f4/link.rasp'));
    expect(await list('many')).toEqual(['many/top.rasp', 'many/f7/b.rasp', 'many/f7/deep/deeper/c.rasp']);
    expect(await list('many', 'many', 'many/f7')).toEqual(['many/top.rasp', 'many/f7/b.rasp', 'many/f7/deep/deeper/c.rasp']);
    expect(await list('nowhere')).toEqual([]);
});

it('reads files by their address, where it may', async () => {
    mkdirSync(join(root, 'inside'));
    writeFileSync(join(root, 'inside/a.rasp'), 'x = 1;');
    writeFileSync(join(root, 'b.rasp'), 'y = 1;');
    const host = new DiskLoadHost({ folders: () => [root], listed: () => [join(root, 'inside')], onlyInside: () => [join(root, 'inside')], openText: uri => (uri.endsWith('open.rasp') ? 'z = 1;' : undefined) });
    const address = (path: string): string => pathToFileURL(join(root, path)).href;
    expect([address('inside/a.rasp'), address('b.rasp'), address('open.rasp'), 'untitled:Untitled-1', 'file://nowhere:80/x'].map(uri => host.read(uri))).toEqual(['x = 1;', undefined, 'z = 1;', undefined, undefined]);
    const listed: string[] = [];
    for await (const uris of host.workspaceFiles()) {
        listed.push(...uris);
    }
    expect(listed).toEqual([address('inside/a.rasp')]);
});
