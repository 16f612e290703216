import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest';
import { findBrowser, noBrowser } from './browser.ts';
import { Workbench } from './workbench.ts';

const browser = findBrowser();
if (browser === undefined) {
    console.warn(noBrowser);
}

const program = `# Counts on: the next number is the last one plus one.
next = tokens_int + 1;
`;

/** Takes long for each token: twenty sorts of thousands of tokens. */
const slow = `load "input";
next = tokens;
for i in range(20) {
    next = sort(next, (indices * (i + 7)) % length);
}
last = next;
`;

/** A decoder loop from the palette, and from the lens that it leaves behind. */
describe.skipIf(browser === undefined)(browser === undefined ? `decoding (${noBrowser})` : 'decoding', () => {
    let workbench: Workbench;

    beforeAll(async () => {
        workbench = await Workbench.open({ vsix: 'dist/rasp.vsix', folder: { 'count.rasp': program, 'slow.rasp': slow, 'input.rasp': `set example "${'ab'.repeat(2_000)}"\n` }, file: 'count.rasp', settings: { 'rasp.example.input': '[1, 2]' } });
    }, 360_000);

    afterAll(() => workbench?.close());

    beforeEach(() => workbench.settle());

    it('appends until the token, beside the line and in the output', async () => {
        await workbench.lenses(seen => seen.some(lens => lens.text === '▶ [1, 2] → [2, 3]'));
        await workbench.goTo(2, 1);
        await workbench.runCommand('RASP: Decode…');
        await answer('[3]', '7');
        await workbench.outputText('RASP', /4, 5, 6, 7/);
        await workbench.screenshot('.e2e/screenshots/decode.png');
    });

    it('offers the loop above the s-op from then on', async () => {
        await workbench.lenses(seen => seen.some(lens => lens.text.startsWith('decode')));
        await workbench.clickLens('decode', () => workbench.input.asks('(1/2)'));
        await answer('[5]', '');
        await workbench.outputText('RASP', /6, 7/);
    });

    it('tells how far a long one is, and ends it where it is asked to', async () => {
        await workbench.openUnchanged('slow.rasp');
        await workbench.lenses(seen => seen.some(lens => lens.text.startsWith('▶')));
        await workbench.goTo(6, 1);
        await workbench.runCommand('RASP: Decode…');
        await workbench.page.locator('.quick-input-widget .monaco-list-row', { hasText: 'abab' }).first().click();
        await workbench.input.reply('(2/2)', '');
        await workbench.statusBarText(/decoding with last: \d+ of at most 100 tokens/);
        await workbench.notifications(seen => seen.includes('RASP: decoding with last'));
        await workbench.screenshot('.e2e/screenshots/progress.png');
        await workbench.page.locator('.notification-toast').getByRole('button', { name: 'Cancel' }).click();
        await workbench.statusBarText(text => !text.includes('decoding'));
        await workbench.notifications(seen => seen.length === 0);
        // The server is free again.
        await workbench.typeAt(7, 1, 'y = indices;\n');
        await workbench.lenses(seen => seen.some(lens => lens.text.includes('→ [0, 1, 2')));
    });

    /** Answers the two questions, the second once it stands in the place of the first. */
    async function answer(input: string, until: string): Promise<void> {
        await workbench.quickInput(input, input);
        await workbench.input.reply('(2/2)', until);
    }
});
