import type { Locator, Page } from 'playwright-core';
import type { Wait } from './polling.ts';

/** How long a key or a click may have no effect before it counts as lost: a webview that opens late, say, takes the focus with it. */
export const lostAfter = 4_000;

/** The input at the top of the workbench: the command palette, questions, and the dialog for a folder. */
export class QuickInput {
  private readonly page: Page;
  private readonly until: <T>(wait: Wait<T>) => Promise<T>;
  private readonly widget: Locator;
  private readonly input: Locator;

  constructor(page: Page, until: <T>(wait: Wait<T>) => Promise<T>) {
    this.page = page;
    this.until = until;
    this.widget = page.locator('.quick-input-widget:visible');
    this.input = this.widget.locator('input[type="text"]:visible, input:not([type]):visible').first();
  }

  /** Opens it with a key, in place of one that is open. */
  async open(key: string): Promise<void> {
    await this.dismiss();
    let pressed = 0;
    await this.until({
      what: `an input after ${key}`,
      read: async () => {
        if ((await this.hasFocus()) || Date.now() - pressed < lostAfter) return this.hasFocus();
        // One that has lost the focus would take the key as one of its own.
        if ((await this.widget.count()) > 0) await this.input.focus();
        else await this.page.keyboard.press(key);
        pressed = Date.now();
        return this.hasFocus();
      },
      isDone: (isOpen) => isOpen,
    });
  }

  /** Fills it in and presses Enter, once the row in focus holds `row` (if given). */
  async answer(text: string, row?: string): Promise<void> {
    await this.until({ what: `an input for ${JSON.stringify(text)}`, read: () => this.hasFocus(), isDone: (isThere) => isThere });
    const focused = this.widget.locator('.monaco-list-row.focused');
    await this.until({
      what: row === undefined ? `${JSON.stringify(text)} in the input` : `a choice ${JSON.stringify(row)} for ${JSON.stringify(text)}`,
      read: async () => {
        // What opens slowly can set its text after it is seen.
        if ((await this.input.inputValue()) !== text) {
          await this.input.fill(text);
          return undefined;
        }
        return row === undefined || (await focused.count()) === 0 ? '' : plain(await focused.first().innerText());
      },
      isDone: (seen) => seen !== undefined && seen.includes(row ?? ''),
    });
    // Not to the page: what has the focus by then might be another.
    await this.input.press('Enter');
  }

  /** Waits for the question whose title or text holds `part`; its input can be typed into then. */
  async question(part: string): Promise<Locator> {
    await this.until({
      what: `the question ${part}`,
      read: async () => ({ text: plain((await this.widget.allInnerTexts()).join('\n')), hasFocus: await this.hasFocus() }),
      isDone: ({ text, hasFocus }) => text.includes(part) && hasFocus,
    });
    return this.input;
  }

  /** Whether the question whose title or text holds `part` is there. */
  async asks(part: string): Promise<boolean> {
    return plain((await this.widget.allInnerTexts()).join('\n')).includes(part);
  }

  /** Answers the question whose title or text holds `part`, with what it proposes unless `text` is given. */
  async reply(part: string, text?: string): Promise<void> {
    const input = await this.question(part);
    if (text !== undefined) await input.fill(text);
    await input.press('Enter');
  }

  /** Accepts the folder that a dialog proposes, once it has read and listed it, and waits until the dialog is gone. */
  async acceptFolder(title: string, folder: string): Promise<void> {
    const input = await this.question(title);
    const rows = this.widget.locator('.monaco-list-row');
    const busy = this.widget.locator('.quick-input-progress.active');
    await this.until({
      what: `"${title}" to propose ${folder}`,
      read: async () => ({ value: await input.inputValue(), hasFocus: await this.hasFocus(), rows: await rows.count(), inFocus: await rows.and(this.page.locator('.focused')).count(), busy: await busy.count() }),
      // A row in focus would be opened in place of the folder.
      isDone: (seen) => seen.value === `${folder}/` && seen.hasFocus && seen.rows > 0 && seen.inFocus === 0 && seen.busy === 0,
    });
    await input.press('Enter');
    await this.until({ what: `"${title}" to close`, read: async () => (await this.widget.allInnerTexts()).join('\n'), isDone: (text) => !text.includes(title) });
  }

  /** Closes it, whatever it asks; nothing is done where none is open. */
  async dismiss(): Promise<void> {
    await this.until({
      what: 'no input to be open',
      read: async () => {
        if ((await this.widget.count()) > 0) await this.input.press('Escape', { timeout: 1_000 });
        return this.widget.count();
      },
      isDone: (count) => count === 0,
    });
  }

  private async hasFocus(): Promise<boolean> {
    return (await this.input.and(this.page.locator(':focus')).count()) > 0;
  }
}

function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}
