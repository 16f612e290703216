// Functions that run inside the workbench's page. Playwright sends each one's source text, so none may use anything from
// outside itself. The interfaces are the few DOM members they use: the project's own code is compiled without the DOM.

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface PageNode {
  readonly textContent: string | null;
}

interface PageElement extends PageNode {
  readonly className: string;
  readonly children: Iterable<PageElement>;
  querySelectorAll(selector: string): Iterable<PageElement>;
  getBoundingClientRect(): Box;
}

interface PageRange {
  setStart(node: PageNode, offset: number): void;
  setEnd(node: PageNode, offset: number): void;
  getBoundingClientRect(): Box;
}

declare const document: {
  querySelector(selector: string): PageElement | null;
  createRange(): PageRange;
  createTreeWalker(root: PageElement, whatToShow: number): { nextNode(): PageNode | null };
};

/** The severity of a wavy underline. */
export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** A wavy underline as it is drawn: one per line that it touches. */
export interface Squiggle {
  readonly severity: Severity;
  /** Counted from 1, as in the editor. */
  readonly line: number;
  /** The first underlined character as drawn: a tab counts as the spaces it is drawn as. */
  readonly column: number;
  /** The underlined characters. */
  readonly text: string;
}

/** One part of a code lens; parts that the editor separates with a bar count one by one. */
export interface Lens {
  /** The line below it, counted from 1. */
  readonly line: number;
  readonly text: string;
}

/** What the active editor shows now; lines outside its viewport are not there. */
export interface EditorView {
  readonly lines: ReadonlyArray<{ readonly line: number; readonly text: string }>;
  readonly squiggles: readonly Squiggle[];
  readonly lenses: readonly Lens[];
}

/** Reads the lines, the wavy underlines and the code lenses that the active editor draws. Runs in the page. */
export function readEditor(): EditorView {
  const editor = document.querySelector('.editor-group-container.active .editor-instance .monaco-editor');
  if (editor === null) return { lines: [], squiggles: [], lenses: [] };
  const plain = (text: string | null): string => (text ?? '').replaceAll('\u00a0', ' ').replaceAll('\u200b', '');
  const middle = (box: Box): number => (box.top + box.bottom) / 2;

  // A line and its number are drawn in two layers; their vertical position joins them.
  const numbers = [...editor.querySelectorAll('.margin-view-overlays .line-numbers')]
    .map((element) => ({ box: element.getBoundingClientRect(), line: Number(element.textContent) }))
    .filter(({ line }) => line > 0);
  const lineAt = (y: number): number => numbers.find(({ box }) => box.top <= y && y < box.bottom)?.line ?? 0;
  const rows = [...editor.querySelectorAll('.view-lines > .view-line')]
    .map((element) => ({ element, box: element.getBoundingClientRect(), line: lineAt(middle(element.getBoundingClientRect())) }))
    .filter(({ line }) => line > 0)
    .sort((a, b) => a.line - b.line);

  // Which characters of a line lie over the underline: each one's own box says so.
  const covered = (row: PageElement, underline: Box): { column: number; text: string } => {
    const walker = document.createTreeWalker(row, 4);
    const range = document.createRange();
    let column = 0;
    let first = 0;
    let text = '';
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const content = node.textContent ?? '';
      for (let index = 0; index < content.length; index += 1) {
        column += 1;
        range.setStart(node, index);
        range.setEnd(node, index + 1);
        const box = range.getBoundingClientRect();
        const centre = (box.left + box.right) / 2;
        if (centre < underline.left || centre > underline.right) continue;
        if (first === 0) first = column;
        text += content[index] ?? '';
      }
    }
    return { column: first, text: plain(text) };
  };

  const squiggles: Squiggle[] = [];
  for (const severity of ['error', 'warning', 'info', 'hint'] as const) {
    for (const element of editor.querySelectorAll(`.view-overlays .squiggly-${severity}`)) {
      const box = element.getBoundingClientRect();
      const row = rows.find((candidate) => candidate.box.top <= middle(box) && middle(box) < candidate.box.bottom);
      if (row !== undefined) squiggles.push({ severity, line: row.line, ...covered(row.element, box) });
    }
  }

  const lenses: Lens[] = [];
  // The attribute is there once the editor has put the lens at its place; before that it lies at the top.
  for (const element of editor.querySelectorAll('.codelens-decoration[monaco-visible-content-widget]')) {
    const box = element.getBoundingClientRect();
    const below = numbers.filter((number) => middle(number.box) > middle(box)).sort((a, b) => a.box.top - b.box.top)[0];
    for (const part of element.children) {
      const text = plain(part.textContent).trim();
      if (text !== '' && text !== '|') lenses.push({ line: below?.line ?? 0, text });
    }
  }

  const byPlace = (a: { line: number; column?: number }, b: { line: number; column?: number }): number =>
    a.line - b.line || (a.column ?? 0) - (b.column ?? 0);
  return {
    lines: rows.map(({ element, line }) => ({ line, text: plain(element.textContent) })),
    squiggles: squiggles.sort(byPlace),
    lenses: lenses.sort((a, b) => a.line - b.line),
  };
}
