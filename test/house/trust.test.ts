import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contributes } from '../../package.json';
import { typescriptIn } from './source-files';

const shipped = typescriptIn('language', 'transformer', 'files', 'server', 'cli', 'client');
const linesWith = (files: readonly string[], pattern: RegExp): string[] => files.flatMap(file => readFileSync(file, 'utf8').split('\n').filter(line => pattern.test(line)).map(line => `${file}: ${line.trim()}`));

describe('text of others stays text', () => {
    it('in pages, which make no HTML of it', () => {
        expect(linesWith(shipped, /\b(?:innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|srcdoc)\b|document\.write/)).toEqual([]);
    });

    it('in Markdown, which may run no command and hold no HTML', () => {
        expect(linesWith(shipped, /\.isTrusted\s*=|\bsupportHtml\b|\bisTrusted:\s*true/)).toEqual([]);
    });

    it('and is never run', () => {
        expect(linesWith(shipped, /(?<![.\w])eval\(|new Function\(|setTimeout\(\s*['"`]/)).toEqual([]);
    });
});

it('pages have one policy, which lets in their own scripts and styles', () => {
    const policies = linesWith(shipped, /default-src/);
    expect(policies).toEqual(['client/panels/panel-html.ts: const policy = `default-src \'none\'; script-src \'nonce-${nonce}\'; style-src ${webview.cspSource}; img-src blob:`;']);
    // Each panel is made by the one function.
    expect(linesWith(shipped, /webview\.html\s*=/).filter(line => !line.includes('panelHtml('))).toEqual([]);
    expect(linesWith(shipped, /enableScripts/).filter(line => !line.includes('localResourceRoots: [viewsFolder('))).toEqual([]);
});

describe('settings', () => {
    it('name no program, script or path, and what they take is listed', () => {
        const texts = Object.entries(contributes.configuration.properties).filter(([, setting]) => 'type' in setting && setting.type === 'string' && !('enum' in setting)).map(([name]) => name);
        // The example is an input of programs, nothing more.
        expect(texts).toEqual(['rasp.example.input']);
    });
});

it('programs are started from the package alone', () => {
    const starts = linesWith(shipped, /(?<![.\w])(?:exec|execFile|execSync|execFileSync|spawn|spawnSync)\(/);
    expect(starts).toEqual([]);
});
