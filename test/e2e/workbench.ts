import type { Browser, BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installExtension, pageAddress, quietSettings, startCodeServer, writeSettings, type CodeServer } from '../../scripts/workbench/code-server.ts';
import { provision } from '../../scripts/workbench/provision.ts';
import { copyExtension, provisionWeb, startWebHost } from '../../scripts/workbench/web.ts';
import { findBrowser, launch, launchWithProfile, noBrowser } from './browser.ts';
import { readEditor, type EditorView, type Lens, type Squiggle } from './editor-dom.ts';
import { coldStart, describeWanted, satisfies, until, type Wait, type Wanted } from './polling.ts';
import { lostAfter, QuickInput } from './quick-input.ts';
import { plainTyping, type WorkbenchOptions } from './workbench-options.ts';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const failures = join(root, '.e2e', 'failures');

/** Stands for the folder where no path on this machine is it. */
const inPage = '';

/** What serves the page. */
type Host = Pick<CodeServer, 'pid' | 'stop'>;

/** A real VS Code workbench in a headless browser, served by a code-server of its own. */
export class Workbench {
  /** For what the helpers do not cover. */
  readonly page: Page;
  /** The opened folder. */
  readonly folder: string;
  /** The command palette, questions, and dialogs for a folder. */
  readonly input: QuickInput;
  private readonly server: Host;
  private readonly browser: Browser | BrowserContext;
  private readonly home: string;

  private constructor(page: Page, folder: string, server: Host, browser: Browser | BrowserContext, home: string) {
    this.page = page;
    this.folder = folder;
    this.server = server;
    this.browser = browser;
    this.home = home;
    this.input = new QuickInput(page, (wait) => this.until(wait));
  }

  /** Provisions what is missing, installs the extension, and returns once the workbench shows the folder (and file). */
  static async open(options: WorkbenchOptions): Promise<Workbench> {
    const executablePath = findBrowser();
    if (executablePath === undefined) throw new Error(noBrowser);
    const tools = await provision(root, (line) => console.log(line));
    const home = await mkdtemp(join(tmpdir(), 'rasp-e2e-'));
    let server: CodeServer | undefined;
    let browser: Browser | undefined;
    try {
      const folder = await prepareFolder(home, options.folder);
      await writeSettings(home, { ...quietSettings, ...plainTyping, ...options.settings });
      for (const vsix of [options.vsix ?? []].flat()) await installExtension(tools, home, resolve(root, vsix));
      options.prepare?.(home);
      [server, browser] = await Promise.all([startCodeServer(tools, home), launch(executablePath)]);
      const page = await browser.newPage({ viewport: options.size ?? { width: 1280, height: 800 } });
      const workbench = new Workbench(page, folder, server, browser, home);
      const file = options.file === undefined ? undefined : join(folder, options.file);
      await page.goto(pageAddress(server, folder, file), { timeout: coldStart });
      await workbench.waitForStart(options.file);
      return workbench;
    } catch (error) {
      await closeAll(browser, server, home);
      throw error;
    }
  }

  /** The same without any server but one of files, as on vscode.dev: extensions run in the page, and so does the built extension. */
  static async openInPage(options: Omit<WorkbenchOptions, 'vsix' | 'folder'> & { readonly folder: string }): Promise<Workbench> {
    const executablePath = findBrowser();
    if (executablePath === undefined) throw new Error(noBrowser);
    const web = await provisionWeb(root, (line) => console.log(line));
    const home = await mkdtemp(join(tmpdir(), 'rasp-e2e-'));
    let server: Host | undefined;
    let browser: BrowserContext | undefined;
    try {
      const folder = join(home, 'folder');
      await cp(resolve(root, options.folder), folder, { recursive: true });
      await mkdir(join(folder, '.vscode'));
      await writeFile(join(folder, '.vscode', 'settings.json'), JSON.stringify({ ...quietSettings, ...plainTyping, ...options.settings }));
      const host = await startWebHost(web, await copyExtension(root, join(home, 'extension')), folder);
      server = host;
      browser = await launchWithProfile(executablePath, join(home, 'profile'), options.size ?? { width: 1280, height: 800 });
      const page = await browser.newPage();
      const workbench = new Workbench(page, inPage, host, browser, home);
      await page.goto(host.address, { timeout: coldStart });
      await workbench.waitForStart(undefined);
      if (options.file !== undefined) await workbench.openFile(options.file);
      return workbench;
    } catch (error) {
      await closeAll(browser, server, home);
      throw error;
    }
  }

  /** The leader of the server's process group. */
  get serverPid(): number {
    return this.server.pid;
  }

  /** Ends the browser and the server with all their processes, and removes their temporary folders. */
  async close(): Promise<void> {
    // A second call finds nothing left to do.
    await closeAll(this.browser, this.server, this.home);
  }

  /** Waits until `wait.isDone`, or fails with what was seen and a picture. */
  until<T>(wait: Wait<T>): Promise<T> {
    return until(this.page, failures, wait);
  }

  /** Closes dialogs and questions that an attempt before this one has left open, so that each begins in the same way. */
  async settle(): Promise<void> {
    await this.input.dismiss();
    const dialogs = this.page.locator('.monaco-dialog-box');
    await this.until({
      what: 'no dialog to be open',
      read: async () => {
        if ((await dialogs.count()) > 0) await this.page.keyboard.press('Escape');
        return dialogs.count();
      },
      isDone: (count) => count === 0,
    });
  }

  /** Loads the window again, by the workbench's own command, which waits until it has kept what is open. */
  async reload(): Promise<void> {
    const address = new URL(this.page.url());
    // It names a file, which would be opened instead of what was there.
    address.searchParams.delete('payload');
    await this.page.evaluate(`history.replaceState(null, '', ${JSON.stringify(address.toString())})`);
    const loaded = this.page.waitForEvent('load', { timeout: coldStart });
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.waitForStart(undefined);
  }

  /** Shows a file, given relative to the folder or by its full path. */
  async openFile(file: string): Promise<void> {
    if (this.folder === inPage) {
      const row = this.page.locator('.explorer-folders-view .monaco-list-row', { hasText: file });
      await row.dblclick();
      await this.waitForEditor(file);
      return;
    }
    // Where a panel's group is active the file would open over the panel.
    await this.page.keyboard.press('ControlOrMeta+Digit1');
    await this.input.open('ControlOrMeta+KeyP');
    await this.quickInput(resolve(this.folder, file), basename(file));
    await this.waitForEditor(file);
  }

  /** Shows a file as it is on disk: what an attempt before this one has typed is given up. */
  async openUnchanged(file: string): Promise<void> {
    await this.openFile(file);
    if ((await this.dirtyTab().count()) === 0) return;
    await this.runCommand('File: Revert File');
    await this.until({ what: `${file} to be as it is on disk`, read: () => this.dirtyTab().count(), isDone: (count) => count === 0 });
  }

  /** Puts the cursor there; both count from 1. */
  async goTo(line: number, column: number): Promise<void> {
    await this.focusEditor();
    await this.input.open('Control+KeyG');
    await this.quickInput(`:${line}:${column}`, `to line ${line}`);
    await this.until({
      what: `the cursor at ${line}:${column}`,
      read: () => this.statusBarText(),
      isDone: (text) => text.includes(`Ln ${line}, Col ${column}`),
    });
  }

  /** Types text at a place, key by key. */
  async typeAt(line: number, column: number, text: string, delay = 0): Promise<void> {
    await this.goTo(line, column);
    await this.page.keyboard.type(text, { delay });
  }

  /** Replaces the whole text of the active editor in one edit. */
  async setText(text: string): Promise<void> {
    await this.focusEditor();
    await this.page.keyboard.press('ControlOrMeta+KeyA');
    await this.page.keyboard.insertText(text);
  }

  /** Saves the active editor and waits until it is no longer marked as changed. */
  async save(): Promise<void> {
    await this.focusEditor();
    await this.page.keyboard.press('ControlOrMeta+KeyS');
    await this.until({ what: 'the file to be saved', read: () => this.dirtyTab().count(), isDone: (count) => count === 0 });
  }

  /** What the active editor shows: lines, squiggles, lenses. Lines outside its viewport are not there. */
  view(): Promise<EditorView> {
    return this.page.evaluate(readEditor);
  }

  /** The shown text of the active editor. */
  editorText(wanted?: Wanted<string>): Promise<string> {
    const read = async (): Promise<string> => (await this.view()).lines.map(({ text }) => text).join('\n');
    return this.waitFor('the editor to show', read, wanted);
  }

  /** The wavy underlines that the active editor shows; without `wanted` it waits until there is one. */
  squiggles(wanted: Wanted<readonly Squiggle[]> = (all) => all.length > 0): Promise<readonly Squiggle[]> {
    return this.waitFor('squiggles to be', async () => (await this.view()).squiggles, wanted);
  }

  /** The code lenses that the active editor shows; without `wanted` it waits until there is one. */
  lenses(wanted: Wanted<readonly Lens[]> = (all) => all.length > 0): Promise<readonly Lens[]> {
    // The first ones come when the extension and its server have started.
    return this.waitFor('code lenses to be', async () => (await this.view()).lenses, wanted, coldStart);
  }

  /**
   * Clicks the first code lens whose text holds `part`; again where `hasEffect` stays false, as a lens that is drawn anew
   * between the press and the release of the button does nothing.
   */
  async clickLens(part: string, hasEffect: () => Promise<boolean> = () => Promise.resolve(true)): Promise<void> {
    await this.lenses(part);
    const lens = this.page.locator('.editor-group-container.active .codelens-decoration a', { hasText: part }).first();
    let clicked = 0;
    await this.until({
      what: `the effect of the lens ${part}`,
      read: async () => {
        if (Date.now() - clicked >= lostAfter && (clicked === 0 || !(await hasEffect()))) {
          await lens.click({ timeout: 5_000 });
          clicked = Date.now();
        }
        return hasEffect();
      },
      isDone: (isSeen) => isSeen,
      timeout: coldStart,
    });
  }

  /** The text of the hover at a place. */
  async hoverAt(line: number, column: number, wanted: Wanted<string> = /\S/): Promise<string> {
    // One left open would answer for the new one.
    await this.page.keyboard.press('Escape');
    await this.goTo(line, column);
    const hover = this.page.locator('.monaco-hover:visible');
    // A problem's message comes at once, the server's part after it: the text counts once it has stopped changing.
    let last = { text: '', since: 0 };
    return this.until({
      what: `the hover at ${line}:${column} to be ${describeWanted(wanted)}`,
      read: async () => {
        const text = (await hover.allInnerTexts()).join('\n').replaceAll('\u00a0', ' ').trim();
        if (text !== last.text) last = { text, since: Date.now() };
        // A layout that still moves (a panel that closes, a lens that grows) takes the hover away: ask for it again, as a user would.
        if (text === '' && Date.now() - last.since >= 2_000) {
          await this.page.keyboard.press('ControlOrMeta+KeyK');
          await this.page.keyboard.press('ControlOrMeta+KeyI');
          last.since = Date.now();
        }
        return text;
      },
      isDone: (text) => text !== '' && !/^Loading\.\.\.$/m.test(text) && Date.now() - last.since >= 300 && satisfies(text, wanted),
    });
  }

  /** The Problems panel's text, one row a line; opens the panel. */
  async problemsText(wanted?: Wanted<string>): Promise<string> {
    await this.runCommand('Problems: Focus on Problems View');
    const panel = this.page.locator('.markers-panel');
    await panel.waitFor();
    // Without the focus the editor puts off asking for code lenses.
    await this.focusEditor();
    return this.waitFor('the Problems panel to show', () => rowsText(this.page, '.markers-panel'), wanted);
  }

  /** The Output panel's visible text; opens the panel, on `channel` if one is named. */
  async outputText(channel?: string, wanted?: Wanted<string>): Promise<string> {
    if (channel === undefined) {
      await this.runCommand('Output: Focus on Output View');
    } else {
      await this.runCommand('Output: Show Output Channels...');
      await this.quickInput(channel, channel);
    }
    const lines = this.page.locator('.output-view .view-lines');
    await lines.waitFor();
    await this.focusEditor();
    return this.waitFor('the Output panel to show', async () => (await lines.innerText()).replaceAll('\u00a0', ' '), wanted);
  }

  /** The status bar's text. */
  async statusBarText(wanted?: Wanted<string>): Promise<string> {
    const bar = this.page.locator('.part.statusbar');
    return this.waitFor('the status bar to show', async () => (await bar.innerText()).replaceAll(/[\s\u00a0]+/g, ' ').trim(), wanted);
  }

  /** The texts of the notifications that are shown. */
  notifications(wanted?: Wanted<readonly string[]>): Promise<readonly string[]> {
    const list = this.page.locator('.notification-toast .notification-list-item-message');
    return this.waitFor('the notifications to be', () => list.allInnerTexts(), wanted);
  }

  /** Types into the open quick input and presses Enter, once the row in focus holds `row` (if given). */
  quickInput(text: string, row?: string): Promise<void> {
    return this.input.answer(text, row);
  }

  /** Runs a command by its title in the command palette, such as "RASP: Run". */
  async runCommand(title: string): Promise<void> {
    await this.input.open('F1');
    await this.quickInput(`>${title}`, title);
  }

  /** The document inside the webview that is shown. */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  }

  /** Saves a picture of the window. */
  async screenshot(path: string): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    await this.page.screenshot({ path });
  }

  /** The extension host's log: why an extension did not start is there. */
  async extensionHostLog(): Promise<string> {
    const logs = join(this.home, 'user-data', 'logs');
    const names = (await readdir(logs, { recursive: true })).filter((name) => basename(name) === 'remoteexthost.log');
    return (await Promise.all(names.map((name) => readFile(join(logs, name), 'utf8')))).join('');
  }

  private waitFor<T>(what: string, read: () => Promise<T>, wanted: Wanted<T> | undefined, timeout?: number): Promise<T> {
    return this.until({ what: `${what} ${describeWanted(wanted)}`, read, isDone: (seen) => satisfies(seen, wanted), ...(timeout !== undefined && { timeout }) });
  }

  private dirtyTab(): Locator {
    return this.page.locator('.editor-group-container.active .tab.active.dirty');
  }

  private async focusEditor(): Promise<void> {
    // A webview that has just opened takes the focus late, so one press may be lost to it.
    const focused = this.page.locator('.editor-group-container.active .editor-instance .monaco-editor.focused');
    await this.until({
      what: 'the text editor of the first group to have the focus',
      read: async () => {
        await this.page.keyboard.press('ControlOrMeta+Digit1');
        return focused.count();
      },
      isDone: (count) => count > 0,
    });
  }

  private async waitForStart(file: string | undefined): Promise<void> {
    const parts = this.page.locator('.monaco-workbench .part.statusbar');
    await this.until({ what: 'the workbench', read: () => parts.count(), isDone: (count) => count > 0, timeout: coldStart });
    if (file !== undefined) await this.waitForEditor(file);
  }

  private async waitForEditor(file: string): Promise<void> {
    const active = this.page.locator('.editor-group-container.active .tab.active');
    await this.until({
      what: `an editor with ${file}`,
      read: async () => ({ tab: await active.getAttribute('data-resource-name', { timeout: 1000 }), lines: (await this.view()).lines.length }),
      isDone: ({ tab, lines }) => tab === basename(file) && lines > 0,
      timeout: coldStart,
    });
  }
}

async function rowsText(page: Page, panel: string): Promise<string> {
  const rows = await page.locator(`${panel} .monaco-list-row`).allInnerTexts();
  return rows.map((row) => row.replaceAll(/[\s\u00a0]+/g, ' ').trim()).join('\n');
}

async function prepareFolder(home: string, folder: WorkbenchOptions['folder']): Promise<string> {
  if (typeof folder === 'string') return resolve(root, folder);
  const made = join(home, 'folder');
  await mkdir(made);
  for (const [name, text] of Object.entries(folder)) {
    await mkdir(dirname(join(made, name)), { recursive: true });
    await writeFile(join(made, name), text);
  }
  return made;
}

async function closeAll(browser: Browser | BrowserContext | undefined, server: Host | undefined, home: string): Promise<void> {
  await browser?.close().catch(() => undefined);
  await server?.stop();
  await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
