import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser, noBrowser } from './browser.ts';
import { Workbench } from './workbench.ts';

const browser = findBrowser();
if (browser === undefined) {
    console.warn(noBrowser);
}

const program = `# Who comes first.
same = select(tokens, tokens, ==);
rank = selector_width(same);
ends_at = length - 1 - rank;
${'\n'.repeat(60)}best = aggregate(select(indices, ends_at, ==), tokens);
`;
const bestLine = program.split('\n').findIndex(line => line.startsWith('best')) + 1;

/** Why a value is at its layer: on the hover, with links, and as a list to walk through. */
describe.skipIf(browser === undefined)(browser === undefined ? `the critical path (${noBrowser})` : 'the critical path', () => {
    let workbench: Workbench;

    beforeAll(async () => {
        workbench = await Workbench.open({ vsix: 'dist/rasp.vsix', folder: { 'rank.rasp': program }, file: 'rank.rasp' });
    }, 360_000);

    afterAll(() => workbench?.close());

    beforeEach(() => workbench.settle());

    it('is on the hover, and its steps are links into the text', async () => {
        await workbench.lenses();
        const text = await workbench.hoverAt(bestLine, 2, /why layer 2/);
        expect(text).toMatch(/why layer 2: .*best \(2\)/);
        await workbench.screenshot('.e2e/screenshots/critical-path-hover.png');
        await workbench.page.locator('.monaco-hover:visible a', { hasText: 'ends_at' }).first().click();
        await workbench.statusBarText(/Ln 4, Col 1/);
    });

    it('is a list that shows each step while it is walked', async () => {
        await workbench.goTo(bestLine, 1);
        await workbench.runCommand('RASP: Show Critical Path');
        const list = workbench.page.locator('.quick-input-widget:visible');
        await workbench.until({ what: 'the steps', read: () => list.innerText(), isDone: text => /Why best Needs L 2/.test(text) && text.includes('layer 2') });
        await workbench.screenshot('.e2e/screenshots/critical-path.png');
        // From the last step up to the one far above.
        const focused = list.locator('.monaco-list-row.focused');
        await workbench.input.question('Why best Needs');
        await workbench.until({ what: 'the step best', read: () => focused.innerText(), isDone: text => text.includes('best') });
        for (let i = 0; i < 2; i++) {
            await workbench.page.keyboard.press('ArrowUp');
        }
        await workbench.until({ what: 'the step ends_at', read: () => focused.innerText(), isDone: text => text.includes('ends_at') });
        await workbench.editorText(/ends_at = length/);
        await workbench.screenshot('.e2e/screenshots/critical-path-step.png');
        await workbench.page.keyboard.press('Enter');
        await workbench.statusBarText(/Ln 4, Col 8/);
    });
});
