import { execFile } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../scripts/workbench/processes';
import { buildCommand, folderOf } from './built-command';

const folder = folderOf({
    'main.rasp': 'load "other";\nflip = select(indices, back, ==);\nreversed_text = aggregate(flip,tokens);\nbroken = (1;\n',
    'other.rasp': 'back = length - indices - 1;\n',
    // What the set-up of docs/editors.md calls `rasp`.
    'bin/rasp': `#!/bin/sh\nexec "${process.execPath}" "$(dirname "$0")/../dist/cli.cjs" "$@"\n`
});
const emacsWith = ['--batch', '--no-site-file', '--eval', '(progn (package-initialize) (require (quote eglot)))'];
const [neovim, emacs] = await Promise.all([
    run('nvim', ['--version']).then(({ code }) => code === 0),
    run('emacs', emacsWith).then(({ code }) => code === 0)
]);

/** The text of a set-up in the page for users, by the language of its block. */
function setup(language: string): string {
    const found = new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(readFileSync('docs/editors.md', 'utf8'))?.[1];
    if (found === undefined) {
        throw new Error(`docs/editors.md has no set-up in ${language}.`);
    }
    return found;
}

/** Runs an editor to its end; what it reported. */
function edit(editor: string, args: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
    const report = join(folder, `${editor}.json`);
    const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`, RASP_REPORT: report };
    return new Promise((resolve, reject) => {
        execFile(editor, args, { cwd: folder, env, timeout: 25_000 }, (error, out, err) => {
            try {
                resolve(JSON.parse(readFileSync(report, 'utf8')) as Record<string, unknown>);
            } catch {
                reject(new Error(`${editor} reported nothing: ${error?.message ?? ''}\n${out}\n${err}`));
            }
        });
    });
}

beforeAll(async () => {
    await buildCommand(folder);
    chmodSync(join(folder, 'bin/rasp'), 0o755);
});

const neovimSteps = `
local report = {}
local buffer = vim.api.nvim_get_current_buf()
vim.wait(15000, function() return #vim.diagnostic.get(buffer) > 0 end, 50)
report.problems = vim.tbl_map(function(d) return { line = d.lnum, message = d.message } end, vim.tbl_filter(function(d) return d.severity == 1 end, vim.diagnostic.get(buffer)))
local params = { textDocument = vim.lsp.util.make_text_document_params(buffer), position = { line = 2, character = 3 } }
for _, answer in pairs(vim.lsp.buf_request_sync(buffer, 'textDocument/hover', params, 5000) or {}) do
  report.hover = answer.result.contents.value
end
vim.lsp.buf.formatting_sync(nil, 5000)
report.formatted = vim.api.nvim_buf_get_lines(buffer, 2, 3, false)[1]
local file = io.open(os.getenv('RASP_REPORT'), 'w')
file:write(vim.json.encode(report))
file:close()
vim.cmd('qa!')
`;

const emacsSteps = `
(defun rasp-wait (ready)
  (let ((end (+ (float-time) 15)))
    (while (and (not (funcall ready)) (< (float-time) end))
      (accept-process-output nil 0.05))))
(find-file "main.rasp")
(apply #'eglot (eglot--guess-contact))
(flymake-mode 1)
(rasp-wait (lambda () (flymake-start) (flymake-diagnostics)))
(let* ((problems (seq-filter (lambda (d) (eq (flymake-diagnostic-type d) 'eglot-error)) (flymake-diagnostics)))
       (told (mapcar (lambda (d) (list :line (1- (line-number-at-pos (flymake-diagnostic-beg d))) :message (flymake-diagnostic-text d))) problems))
       (hover (progn (goto-char (point-min)) (forward-line 2) (forward-char 3)
                     (jsonrpc-request (eglot--current-server-or-lose) :textDocument/hover (eglot--TextDocumentPositionParams)))))
  (eglot-format-buffer)
  (goto-char (point-min)) (forward-line 2)
  (let ((line (buffer-substring-no-properties (line-beginning-position) (line-end-position))))
    (with-temp-file (getenv "RASP_REPORT")
      (insert (json-serialize (list :problems (vconcat told) :hover (plist-get (plist-get hover :contents) :value) :formatted line))))))
(set-buffer-modified-p nil)
(kill-emacs 0)
`;

const expected = {
    problems: [{ line: 3, message: expect.stringContaining('expected') as string }],
    hover: expect.stringContaining('L 2 · H 1') as string,
    formatted: 'reversed_text = aggregate(flip, tokens);'
};

describe('other editors, set up as docs/editors.md says', () => {
    test.skipIf(!neovim)(neovim ? 'neovim' : 'neovim (not installed: it was not tried)', async () => {
        writeFileSync(join(folder, 'init.lua'), setup('lua'));
        writeFileSync(join(folder, 'steps.lua'), neovimSteps);
        expect(await edit('nvim', ['--headless', '-n', '-u', 'init.lua', 'main.rasp', '-c', 'luafile steps.lua'])).toEqual(expected);
    });

    test.skipIf(!emacs)(emacs ? 'emacs' : 'emacs with eglot (not installed: it was not tried)', async () => {
        writeFileSync(join(folder, 'init.el'), `(package-initialize)\n(require 'eglot)\n${setup('elisp')}`);
        writeFileSync(join(folder, 'steps.el'), emacsSteps);
        expect(await edit('emacs', ['--batch', '--no-site-file', '-l', 'init.el', '-l', 'steps.el'])).toEqual(expected);
    });
});
