import { afterAll, beforeAll, describe, it } from 'vitest';
import { findBrowser, noBrowser } from './browser.ts';
import { Workbench } from './workbench.ts';

const browser = findBrowser();
if (browser === undefined) {
    console.warn(noBrowser);
}

const program = `# Counts on: the next number is the last one plus one.
next = tokens_int + 1;
`;

/** A decoder loop from the palette, and from the lens that it leaves behind. */
describe.skipIf(browser === undefined)(browser === undefined ? `decoding (${noBrowser})` : 'decoding', () => {
    let workbench: Workbench;

    beforeAll(async () => {
        workbench = await Workbench.open({ vsix: 'dist/rasp.vsix', folder: { 'count.rasp': program }, file: 'count.rasp', settings: { 'rasp.example.input': '[1, 2]' } });
    }, 360_000);

    afterAll(() => workbench?.close());

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
        await workbench.clickLens('decode');
        await answer('[5]', '');
        await workbench.outputText('RASP', /6, 7/);
    });

    /** Answers the two questions, the second once it stands in the place of the first. */
    async function answer(input: string, until: string): Promise<void> {
        await workbench.quickInput(input, input);
        await workbench.until({
            what: 'the question for the token to stop at',
            read: () => workbench.page.locator('.quick-input-widget:visible').innerText(),
            isDone: text => text.includes('(2/2)')
        });
        await workbench.quickInput(until);
    }
});
