import type { ToHost, ToPage } from '../../client/panels/flow-messages.ts';
import { openPanelPage } from './panel-page.ts';
import type { PanelPage } from './panel-page.ts';
import type { ThemeName } from './theme-colours.ts';

/** What stands for VS Code inside the page. */
const stand = 'globalThis.told = []; globalThis.acquireVsCodeApi = () => ({ postMessage: message => { globalThis.told.push(message); }, getState: () => undefined, setState: () => undefined });';

declare const told: ToHost[];

export interface FlowPanelPage extends PanelPage {
    /** Tells the page something, as the host does. */
    tell(message: ToPage): Promise<void>;
    /** What the page has told its host. */
    told(): Promise<readonly ToHost[]>;
}

/** The page of the flow panel. */
export async function openFlowPanelPage(executablePath: string, theme: ThemeName, size = { width: 1100, height: 900 }): Promise<FlowPanelPage> {
    const opened = await openPanelPage(executablePath, { bundle: { entryPoints: { flow: 'client/views/flow/flow-page.ts' } }, theme, size, before: stand });
    return {
        ...opened,
        tell: message => opened.page.evaluate(data => { (globalThis as unknown as EventTarget).dispatchEvent(new MessageEvent('message', { data })); }, message),
        told: () => opened.page.evaluate(() => told)
    };
}
