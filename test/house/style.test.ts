import { readFileSync } from 'node:fs';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { typescriptIn } from './source-files';

const files = typescriptIn('language', 'transformer', 'files', 'server', 'cli', 'client', 'scripts', 'bench', 'test');

describe('every file', () => {
    it('has at most 400 lines', () => {
        expect(files.filter(file => readFileSync(file, 'utf8').split('\n').length > 401)).toEqual([]);
    });

    it('has a name in kebab-case, and so has its folder', () => {
        const kebab = /^(?:[a-z0-9]+(?:-[a-z0-9]+)*\/)+[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|e2e|d|config))?\.ts$/;
        expect(files.filter(file => !kebab.test(file))).toEqual([]);
    });

    it('silences neither the linter nor the type checker', () => {
        const silencer = new RegExp(['eslint-dis' + 'able', '@ts-(?:ignore|nocheck|expect-' + 'error)'].join('|'));
        expect(files.filter(file => silencer.test(readFileSync(file, 'utf8')))).toEqual([]);
    });
});

describe('the linter', () => {
    const linter = new ESLint();

    it.each(['language/index.ts', 'transformer/runtime/sessions.ts', 'server/node.ts', 'cli/main.ts', 'client/desktop.ts', 'client/views/dom.ts', 'scripts/build.ts', 'bench/bench.ts', 'test/house/style.test.ts'])('looks for `any`, and hears no comment, in %s', async file => {
        const { rules, linterOptions } = await linter.calculateConfigForFile(file) as { rules: Record<string, [number]>; linterOptions: { noInlineConfig: boolean } };
        expect([rules['@typescript-eslint/no-explicit-any']?.[0], rules['max-lines']?.[0], linterOptions.noInlineConfig]).toEqual([2, 2, true]);
    });

    it.each(['language/graph/nodes.ts', 'transformer/model/transformer.ts', 'transformer/compilation/compile.ts', 'transformer/training/encoder.ts', 'transformer/onnx/onnx-of.ts', 'transformer/files/safetensors.ts'])('keeps clock, process and chance out of %s', async file => {
        const { rules } = await linter.calculateConfigForFile(file) as { rules: Record<string, readonly unknown[] | undefined> };
        expect(rules['no-restricted-globals']).toEqual([2, 'process', 'Buffer', 'setTimeout', 'performance', 'Date']);
        expect(JSON.stringify(rules['no-restricted-properties'])).toContain('random');
    });
});
