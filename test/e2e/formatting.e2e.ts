import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser, noBrowser } from './browser.ts';
import { Workbench } from './workbench.ts';

const browser = findBrowser();
if (browser === undefined) {
    console.warn(noBrowser);
}
const pictures = process.env['RASP_SCREENSHOTS'] ?? '.e2e/screenshots';

const messy = `# Marks what has been there before.
def seen_before( seq ){
  before=select(indices,indices,<); # only to the left
return has_focus(select(seq,seq,==)and before);
}



repeated=seen_before( tokens );
first_ones="." if repeated   else tokens;
`;
const formatted = `# Marks what has been there before.
def seen_before(seq) {
    before = select(indices, indices, <);  # only to the left
    return has_focus(select(seq, seq, ==) and before);
}

repeated = seen_before(tokens);
first_ones = "." if repeated else tokens;
`;

/** Formatting and folding as one meets them in the editor. */
describe.skipIf(browser === undefined)(browser === undefined ? `formatting (${noBrowser})` : 'formatting', () => {
    let workbench: Workbench;

    beforeAll(async () => {
        workbench = await Workbench.open({
            vsix: 'dist/rasp.vsix', folder: { 'messy.rasp': messy }, file: 'messy.rasp',
            settings: { '[rasp]': {}, 'editor.detectIndentation': false, 'editor.autoIndent': 'full', 'editor.showFoldingControls': 'always', 'editor.fontSize': 15 }
        });
    }, 360_000);

    afterAll(() => workbench?.close());

    beforeEach(() => workbench.settle());

    async function format(): Promise<void> {
        await workbench.openUnchanged('messy.rasp');
        await workbench.runCommand('Format Document');
        await workbench.editorText(text => text === formatted);
    }

    it('formats a file', async () => {
        await workbench.lenses(seen => seen.some(lens => lens.text.startsWith('▶ "hello"')));
        await workbench.screenshot(`${pictures}/format-before.png`);
        await format();
        await workbench.screenshot(`${pictures}/format-after.png`);
    });

    it('folds a function', async () => {
        await workbench.goTo(2, 1);
        await workbench.page.keyboard.press('ControlOrMeta+Shift+BracketLeft');
        const text = await workbench.editorText(seen => !seen.includes('before = select'));
        expect(text).toContain('def seen_before(seq) {');
        expect(text).toContain('repeated = seen_before(tokens);');
        await workbench.screenshot(`${pictures}/folded.png`);
        await workbench.page.keyboard.press('ControlOrMeta+Shift+BracketRight');
        await workbench.editorText('before = select');
    });

    it('formats statements as they are finished', async () => {
        await format();
        await workbench.typeAt(9, 1, 'x=tokens+"!";', 20);
        await workbench.editorText(text => text.includes('x = tokens + "!";'));
        await workbench.page.keyboard.press('Enter');
        await workbench.page.keyboard.type('def g(x) {', { delay: 20 });
        await workbench.page.keyboard.press('Enter');
        await workbench.page.keyboard.type('y=x+1;', { delay: 20 });
        await workbench.editorText(text => text.includes('    y = x + 1;'));
        await workbench.page.keyboard.press('Enter');
        await workbench.page.keyboard.type('return  y;', { delay: 20 });
        await workbench.page.keyboard.press('Enter');
        await workbench.page.keyboard.type('}', { delay: 20 });
        expect(await workbench.editorText(text => text.endsWith('    return y;\n}'))).toBe(`${formatted}x = tokens + "!";\ndef g(x) {\n    y = x + 1;\n    return y;\n}`);
        await workbench.screenshot(`${pictures}/format-on-type.png`);
    });
});

/** Typing with the settings that VS Code has: brackets and quotes close themselves, lines indent themselves, statements format themselves. */
describe.skipIf(browser === undefined)('typing', () => {
    let workbench: Workbench;

    beforeAll(async () => {
        const asUsual = { '[rasp]': {}, 'editor.autoClosingBrackets': 'languageDefined', 'editor.autoClosingQuotes': 'languageDefined', 'editor.autoIndent': 'full', 'editor.quickSuggestions': false };
        workbench = await Workbench.open({ vsix: 'dist/rasp.vsix', folder: { 'new.rasp': '' }, file: 'new.rasp', settings: asUsual });
    }, 360_000);

    afterAll(() => workbench?.close());

    beforeEach(() => workbench.settle());

    it.each([['slowly', 60], ['fast', 5]])('goes on where the cursor is: %s', async (_, delay) => {
        await workbench.setText('# New.\n');
        await workbench.goTo(2, 1);
        const { keyboard } = workbench.page;
        const type = async (...lines: readonly string[]): Promise<void> => {
            for (const line of lines) {
                await keyboard.type(line, { delay });
                await keyboard.press('Enter');
            }
        };
        await type('set example "abc"', 'same=select(tokens,tokens,==);', 'def f(x){', 'y=[x+i for i in [1,2]];', 'z  = y[0]; # the first');
        await keyboard.type('return z*(y[1]);', { delay });
        await keyboard.press('ArrowDown');
        await keyboard.press('End');
        await keyboard.press('Enter');
        await keyboard.type('w=f(indices)+selector_width( same );', { delay });
        await workbench.editorText(text => text.endsWith('w = f(indices) + selector_width(same);'));
        await keyboard.type(' # Done.', { delay });
        // VS Code leaves a statement as it is when the next key comes before its edits: what was typed is in its place all the same.
        const text = await workbench.editorText(seen => seen.endsWith('# Done.'));
        expect(text.replaceAll(/[ \t]/g, '')).toBe('#New.\nsetexample"abc"\nsame=select(tokens,tokens,==);\ndeff(x){\ny=[x+iforiin[1,2]];\nz=y[0];#thefirst\nreturnz*(y[1]);\n}\nw=f(indices)+selector_width(same);#Done.');
        expect(text.split('\n').at(-1)).toBe('w = f(indices) + selector_width(same); # Done.');
    });
});
