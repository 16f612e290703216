import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { EXAMPLES } from '../../client/open-example';
import snippets from '../../snippets/rasp.json';
import manifest from '../../package.json';
import texts from '../../package.nls.json';
import { Editor } from '../server/editor';

vi.mock('vscode', () => ({}));

const { contributes } = manifest;
const own = new Set(contributes.commands.map(({ command }) => command));
const registered = new Set([...readFileSync('client/extension.ts', 'utf8').matchAll(/command\('(\w+)'/g)].map(([, name]) => `rasp.${name ?? ''}`));
const steps = contributes.walkthroughs.flatMap(walkthrough => walkthrough.steps);
const text = (key: string): string => (texts as Readonly<Record<string, string>>)[key.slice(1, -1)] ?? '';

describe('the texts of the manifest', () => {
    const used = [...JSON.stringify(manifest).matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key ?? '');

    it('all stand in package.nls.json, and none without use', () => {
        expect([...new Set(used)].sort()).toEqual(Object.keys(texts).sort());
    });

    it('are nowhere in package.json itself', () => {
        const plain = [...JSON.stringify(manifest.contributes).matchAll(/"(?:title|shortTitle|category|description|markdownDescription|altText)":"((?!%)[^"]*)"/g)];
        expect(plain.map(([, words]) => words)).toEqual([]);
    });
});

describe('commands', () => {
    it('of the manifest are registered', () => {
        expect([...own].filter(command => !registered.has(command))).toEqual([]);
    });

    it('can be typed in the palette, but for those that stand for a place in the text', () => {
        expect([...registered].filter(command => !own.has(command))).toEqual(['rasp.runAgain', 'rasp.renameNewName']);
    });

    it('in menus and behind keys are those of the manifest', () => {
        const named = [...Object.values(contributes.menus).flat(), ...contributes.keybindings].map(({ command }) => command);
        expect(named.filter(command => !own.has(command))).toEqual([]);
    });

    it('are on keys only in the text of a RASP file', () => {
        expect(contributes.keybindings.filter(({ when }) => !/editorTextFocus && editorLangId == rasp/.test(when))).toEqual([]);
    });
});

describe('the walkthrough', () => {
    it('has five steps, each with a picture, a button and an end', () => {
        expect(steps).toHaveLength(5);
        for (const step of steps) {
            expect([step.id, existsSync(step.media.svg), /\]\(command:/.test(text(step.description)), step.completionEvents.length > 0]).toEqual([step.id, true, true, true]);
        }
    });

    it('names commands of the extension that exist', () => {
        const named = steps.flatMap(step => [...`${text(step.description)} ${step.completionEvents.join(' ')}`.matchAll(/(?:command:|onCommand:)(rasp\.\w+)/g)]).map(([, command]) => command ?? '');
        expect(named.length).toBeGreaterThan(8);
        expect(named.filter(command => !registered.has(command))).toEqual([]);
    });

    it('shows what the new program gives', async () => {
        const [, program = ''] = /NEW_PROGRAM = `([^`]*)`/.exec(readFileSync('client/new-program.ts', 'utf8')) ?? [];
        const { lenses, problems } = await shownFor(program);
        expect(problems).toEqual([]);
        const picture = readFileSync('media/walkthrough/program.svg', 'utf8').replaceAll('&gt;', '>');
        expect(picture).toContain('▶ "hello" → [o, l, l, e, h]');
        expect(lenses).toEqual(expect.arrayContaining(['6 ▶ "hello" → [o, l, l, e, h]', '6 L2 H1']));
    });
});

describe('the files that the manifest names', () => {
    it('exist', () => {
        const icons = contributes.languages.flatMap(({ icon, configuration }) => [icon.light, icon.dark, configuration]);
        const files = [manifest.icon, ...icons, ...contributes.snippets.map(({ path }) => path), ...contributes.grammars.map(({ path }) => path)];
        expect(files.filter(file => !existsSync(file))).toEqual([]);
    });

    it('are packaged, with all examples', () => {
        const packaged = readFileSync('.vscodeignore', 'utf8').split('\n');
        expect(packaged).toEqual(expect.arrayContaining(['!package.nls.json', '!snippets/rasp.json', '!icons/rasp-file-*.svg', '!media/walkthrough/*.svg', '!examples/*.rasp']));
        expect(Object.keys(EXAMPLES).map(name => `${name}.rasp`).sort()).toEqual(readdirSync('examples').filter(file => file.endsWith('.rasp')).sort());
    });
});

describe('a snippet', () => {
    it.each(Object.entries(snippets))('%s is a program without errors, once it is filled in', async (_, { body }) => {
        const plain = body.join('\n').replaceAll(/\$\{\d+\|([^,|]+)[^}]*\}/g, '$1').replaceAll(/\$\{\d+:([^}]*)\}/g, '$1').replaceAll(/\$\d+/g, '');
        expect((await shownFor(plain)).problems).toEqual([]);
    });
});

async function shownFor(program: string): Promise<{ lenses: string[]; problems: string[] }> {
    const editor = await Editor.open();
    try {
        await editor.show('test:/new.rasp', program);
        const lenses = await editor.lenses('test:/new.rasp');
        return { lenses, problems: (await editor.diagnostics('test:/new.rasp')).map(({ message }) => JSON.stringify(message)) };
    } finally {
        editor.close();
    }
}
