import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOf, lines, rasp } from './capture';

const good = 'a = 1;\n';
const messy = 'a=1;\n';

describe('rasp format', () => {
    test('rewrites files and folders, and leaves nothing else behind', async () => {
        const cwd = folderOf({ 'a.rasp': messy, 'sub/b.rasp': messy, 'sub/c.rasp': good, 'sub/notes.txt': messy });
        chmodSync(join(cwd, 'a.rasp'), 0o666);
        expect(await rasp(['format', 'a.rasp', 'sub'], { cwd })).toEqual({ code: 0, out: '', err: '2 of 3 files changed\n' });
        expect(['a.rasp', 'sub/b.rasp', 'sub/c.rasp'].map(name => readFileSync(join(cwd, name), 'utf8'))).toEqual([good, good, good]);
        expect(readFileSync(join(cwd, 'sub/notes.txt'), 'utf8')).toBe(messy);
        expect(statSync(join(cwd, 'a.rasp')).mode & 0o777).toBe(0o666);
        expect(readdirSync(cwd).concat(readdirSync(join(cwd, 'sub')))).toEqual(['a.rasp', 'sub', 'b.rasp', 'c.rasp', 'notes.txt']);
    });

    test('--check lists what would change and writes nothing', async () => {
        const cwd = folderOf({ 'a.rasp': messy, 'b.rasp': good });
        expect(await rasp(['format', '--check', 'a.rasp', 'b.rasp'], { cwd })).toEqual({ code: 1, out: 'a.rasp\n', err: '1 of 2 files would change\n' });
        expect(readFileSync(join(cwd, 'a.rasp'), 'utf8')).toBe(messy);
        expect((await rasp(['format', '--check', 'b.rasp'], { cwd })).code).toBe(0);
    });

    test('standard input goes to standard output', async () => {
        expect(await rasp(['format', '-'], { stdin: messy })).toEqual({ code: 0, out: good, err: '' });
        expect((await rasp(['format', '-', '--check'], { stdin: messy })).out).toBe('<stdin>\n');
    });

    test('a link stays a link', async () => {
        const cwd = folderOf({ 'a.rasp': messy });
        symlinkSync('a.rasp', join(cwd, 'link.rasp'));
        await rasp(['format', 'link.rasp'], { cwd });
        expect(lstatSync(join(cwd, 'link.rasp')).isSymbolicLink()).toBe(true);
        expect(readFileSync(join(cwd, 'a.rasp'), 'utf8')).toBe(good);
    });

    test('a byte order mark and the line ends stay', async () => {
        const cwd = folderOf({ 'a.rasp': '\ufeffa=1;\r\nb=2;\r\n' });
        await rasp(['format', 'a.rasp'], { cwd });
        expect(readFileSync(join(cwd, 'a.rasp'), 'utf8')).toBe('\ufeffa = 1;\r\nb = 2;\r\n');
    });

    test('what is not UTF-8, missing or broken is told, and the rest is formatted', async () => {
        const latin = Buffer.from('a="\xe9";\n', 'latin1');
        const cwd = folderOf({ 'a.rasp': messy, 'latin.rasp': latin, 'broken.rasp': 'a=1;\nx = (;\n' });
        const { code, err } = await rasp(['format', 'none.rasp', 'latin.rasp', 'broken.rasp', 'a.rasp'], { cwd });
        expect(code).toBe(1);
        expect(lines(err)).toEqual([
            expect.stringContaining('broken.rasp: 1 statement cannot be read and stayed as it is'),
            'rasp: there is no file none.rasp',
            'rasp: latin.rasp is not UTF-8 (line 1): save it as UTF-8',
            '2 of 2 files changed'
        ]);
        expect(readFileSync(join(cwd, 'a.rasp'), 'utf8')).toBe(good);
        expect(readFileSync(join(cwd, 'broken.rasp'), 'utf8')).toBe('a = 1;\nx = (;\n');
        expect(readFileSync(join(cwd, 'latin.rasp')).equals(latin)).toBe(true);
    });
});
