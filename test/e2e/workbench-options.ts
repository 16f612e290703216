import type { Settings } from '../../scripts/workbench/code-server.ts';

/** What a workbench is opened with. */
export interface WorkbenchOptions {
  /** Extension files to install. */
  readonly vsix?: string | readonly string[];
  /** The folder to open: a path, or files by name which are written into a new temporary folder. */
  readonly folder: string | Readonly<Record<string, string>>;
  /** The file to show, relative to the folder. */
  readonly file?: string;
  /** Settings over the quiet ones and those of `plainTyping`. */
  readonly settings?: Settings;
  /** Called before the server starts, with the folder that holds what it writes. */
  readonly prepare?: (home: string) => void;
  /** The window's size; 1280 by 800 unless told. */
  readonly size?: { readonly width: number; readonly height: number };
}

/** Typed text arrives as typed, and shown text is the file's alone. */
export const plainTyping: Settings = {
  'editor.autoClosingBrackets': 'never',
  'editor.autoClosingQuotes': 'never',
  'editor.autoIndent': 'none',
  'editor.acceptSuggestionOnEnter': 'off',
  'editor.acceptSuggestionOnCommitCharacter': false,
  'editor.minimap.enabled': false,
  'editor.wordBasedSuggestions': 'off',
  'editor.inlayHints.enabled': 'off',
  'problems.defaultViewMode': 'tree',
  '[rasp]': { 'editor.formatOnType': false },
};
