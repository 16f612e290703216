import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { glyphsOf } from '../../cli/font-glyphs';
import { ReplSession } from '../../cli/repl-session';
import { allIn, classesOf, readSvg } from '../language/drawing/svg-reader';
import type { Read } from '../language/drawing/svg-reader';
import { folderOf, rasp } from './capture';
import type { Printed } from './capture';

const text = `same = select(tokens, tokens, ==);
histogram = selector_width(same);
n = tokens_int + 1;
def f(x) { return x; }
set example "abba"
later = aggregate(same, histogram);
`;
const cwd = folderOf({ 'p.rasp': text });

function draw(...args: string[]): Promise<Printed> {
    return rasp(['draw', 'p.rasp', ...args], { cwd });
}

function heads(root: Read): number {
    return allIn(root).filter(({ attributes }) => 'data-head' in attributes).length;
}

/** The size that a PNG tells of itself. */
function pngSize(path: string): readonly [number, number] {
    const bytes = readFileSync(path);
    expect([...bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

describe('SVG', () => {
    test('goes to standard output', async () => {
        const { code, out, err } = await draw('histogram');
        expect({ code, err }).toEqual({ code: 0, err: '' });
        expect(out.endsWith('</svg>\n')).toBe(true);
        expect(heads(readSvg(out.trimEnd()))).toBe(2);
        expect(out).toContain('histogram on &quot;hello&quot;');
    });

    test('goes to a file, in place of what was there, also through a link', async () => {
        writeFileSync(join(cwd, 'old.svg'), 'old');
        symlinkSync('old.svg', join(cwd, 'link.svg'));
        const { code, out } = await draw('later', '-o', 'link.svg');
        expect({ code, out }).toEqual({ code: 0, out: '' });
        const svg = readFileSync(join(cwd, 'old.svg'), 'utf8');
        expect(svg).toContain('later on &quot;abba&quot;');
        expect(readdirSync(cwd).filter(name => name.endsWith('.tmp'))).toEqual([]);
    });

    test.each([
        [['--fold'], 'rasp-folded', 3],
        [['--up-to', '1'], 'rasp-head', 2],
        [['--up-to', '0'], 'rasp-head', 0],
        [['--open'], 'rasp-constant', 2],
        [['--shared', '--schedule', 'late'], 'rasp-head', 3]
    ])('%j', async (options, className, count) => {
        const { code, out } = await draw('later', ...options);
        expect(code).toBe(0);
        expect(allIn(readSvg(out.trimEnd())).filter(element => classesOf(element).includes(className))).toHaveLength(count);
    });

    test.each([['same', 1], ['later', 3]])('--attention of %s has %d matrices', async (name, count) => {
        const { code, out } = await draw(name, '--attention', '--input', '["<a>", "b"]');
        expect(code).toBe(0);
        expect(allIn(readSvg(out.trimEnd())).filter(element => classesOf(element).includes('rasp-matrix'))).toHaveLength(count);
    });
});

describe('PNG', () => {
    test('is twice as large as the SVG, or as --scale says', async () => {
        const { attributes } = readSvg((await draw('histogram')).out.trimEnd());
        const size = [Number(attributes['width']), Number(attributes['height'])] as const;
        expect(await draw('histogram', '-o', 'h.png')).toEqual({ code: 0, out: '', err: '' });
        expect(pngSize(join(cwd, 'h.png'))).toEqual([2 * size[0], 2 * size[1]]);
        expect((await draw('histogram', '-o', 'picture', '--format', 'png', '--scale', '1')).code).toBe(0);
        expect(pngSize(join(cwd, 'picture'))).toEqual(size);
    });

    test('tells characters that its font lacks', async () => {
        const { code, err } = await draw('histogram', '-i', '["漢", "é"]', '-o', 'wide.png', '--scale', '0.5');
        expect({ code, err }).toEqual({ code: 0, err: 'wide.png: the font of PNGs has no 漢; in an SVG the viewer\'s fonts show them\n' });
    });

    test('that would be too large is refused', async () => {
        const { code, err } = await draw('later', '-i', 'ab'.repeat(100), '-o', 'large.png', '--scale', '16');
        expect(code).toBe(1);
        expect(err).toMatch(/a PNG of [\d,]+ by [\d,]+ pixels is too large/);
        expect(existsSync(join(cwd, 'large.png'))).toBe(false);
    });
});

test('DOT', async () => {
    const { code, out } = await draw('histogram', '--format', 'dot');
    expect(code).toBe(0);
    expect(out).toMatch(/^digraph flow \{\n/);
});

describe('what cannot be drawn', () => {
    mkdirSync(join(cwd, 'folder.svg'));

    test.each([
        [['histogram', '-o', 'x.pdf'], 2, '-o x.pdf: .pdf is no format of pictures; expected .svg, .png or .dot, or --format'],
        [['histogram', '-o', 'x'], 2, '-o x: it has no ending that says the format; expected .svg, .png or .dot, or --format'],
        [['histogram', '--format', 'png'], 2, '--format png: a PNG is written to a file, give it with -o'],
        [['histogram', '--format', 'dot', '--attention'], 2, '--attention: matrices are drawn as SVG or PNG'],
        [['histogram', '--schedule', 'soon'], 2, 'Allowed choices are early, late, fewest-heads.'],
        [['histogram', '--scale', '0'], 2, 'It is a number above 0'],
        [['histogram', '--up-to', 'two'], 2, 'It is a layer\'s number'],
        [['histogram', '-i', '["a", '], 2, '--input ["a", : '],
        [['histogram', '-o', 'none/x.svg'], 1, 'none/x.svg cannot be written: there is no folder'],
        [['histogram', '-o', 'p.rasp/x.svg'], 1, 'p.rasp is no folder'],
        [['histogram', '-o', 'folder.svg'], 1, 'folder.svg is a folder'],
        [['histogran'], 1, 'did you mean `histogram`?'],
        [['f'], 1, 'f is a function, no s-op or selector']
    ])('%j', async (args, code, message) => {
        const printed = await draw(...args);
        expect(printed).toMatchObject({ code, out: '' });
        expect(printed.err).toContain(message);
    });

    test('a missing file', async () => {
        expect(await rasp(['draw', 'nowhere.rasp', 'x'], { cwd })).toMatchObject({ code: 1, out: '' });
    });

    test('an s-op that fails is drawn, and told', async () => {
        const { code, out, err } = await draw('n');
        expect({ code, err }).toEqual({ code: 1, err: 'rasp: n("hello") has no value: token 0 of the input, \'h\' is not an int; the picture shows where\n' });
        expect(allIn(readSvg(out.trimEnd())).filter(element => classesOf(element).includes('rasp-failing'))).toHaveLength(1);
    });
});

describe('at the prompt', () => {
    test('draw writes a picture under a name that nothing has', () => {
        const folder = folderOf({});
        const session = new ReplSession({ cwd: folder, file: undefined, isTerminal: true, colours: false });
        session.enter('x = aggregate(select(tokens, tokens, ==), indices);');
        expect(session.enter('draw(x, "aba");').text).toBe('\t =  [1.0]*3 (floats)\ndrawn in x.svg\n');
        expect(session.enter('draw(x);').text).toContain('drawn in x-2.svg\n');
        expect(session.enter(':draw x').text).toMatch(/^x on "hello"[^]*\ndrawn in x-3\.svg\n$/);
        expect(session.enter('draw(x + 1);').text).toContain('drawn in drawing.svg\n');
        expect(session.enter('draw(nothing);').text).not.toContain('drawn in');
        expect(readdirSync(folder).sort()).toEqual(['drawing.svg', 'x-2.svg', 'x-3.svg', 'x.svg']);
        expect(heads(readSvg(readFileSync(join(folder, 'x.svg'), 'utf8').trimEnd()))).toBe(1);
    });

    test('on a pipe it prints the value alone', () => {
        const folder = folderOf({});
        const session = new ReplSession({ cwd: folder, file: undefined, isTerminal: false, colours: false });
        expect(session.enter('draw(indices, "abc");').text).toBe('\t =  [0, 1, 2] (ints)\n');
        expect(readdirSync(folder)).toEqual([]);
    });

    test('a folder that is gone is told', () => {
        const session = new ReplSession({ cwd: join(cwd, 'gone'), file: undefined, isTerminal: true, colours: false });
        expect(session.enter('draw(indices);').text).toContain('indices.svg cannot be written: there is no folder');
    });
});

test.each([['DejaVuSans.ttf', 'aé→😀', '漢'], ['DejaVuSansMono.ttf', 'a␣…', '漢']])('%s tells its glyphs', (font, there, missing) => {
    const has = glyphsOf(readFileSync(join('node_modules/dejavu-fonts-ttf/ttf', font)));
    expect([...there].filter(char => !has(char.codePointAt(0) ?? 0))).toEqual([]);
    expect([...missing].filter(char => has(char.codePointAt(0) ?? 0))).toEqual([]);
});
