import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { optionalDependencies } from '../../package.json';
import { copyNativeRuntime } from '../../scripts/packaging/native-runtime';
import { nativePlatforms } from '../../transformer/runtime/native-platforms';

const version = optionalDependencies['onnxruntime-node'];
const folder = mkdtempSync(join(tmpdir(), 'rasp-native-'));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

const linux = ['libonnxruntime.so.1', 'onnxruntime_binding.node'];
const windows = ['dxcompiler.dll', 'dxil.dll', 'onnxruntime.dll', 'onnxruntime_binding.node'];

describe.runIf(existsSync('node_modules/onnxruntime-node'))('the native runtime', () => {
    test.each([
        ['linux-x64', linux], ['linux-arm64', linux], ['darwin-arm64', ['libonnxruntime.1.dylib', 'onnxruntime_binding.node']], ['win32-x64', windows], ['win32-arm64', windows]
    ] as const)('for %s is what runs there, and its scripts', async (platform, binaries) => {
        await copyNativeRuntime('node_modules', version, platform, join(folder, platform));
        const files = readdirSync(join(folder, platform, 'node_modules'), { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
        const paths = files.map(({ parentPath, name }) => join(parentPath, name).slice(join(folder, platform, 'node_modules/').length));
        const place = `onnxruntime-node/bin/napi-v6/${platform.replace('-', '/')}/`;
        expect(paths.filter(path => path.includes('/bin/')).sort()).toEqual(binaries.map(name => `${place}${name}`));
        expect(paths.filter(path => !path.includes('/bin/') && !path.endsWith('.js')).sort()).toEqual([
            'onnxruntime-common/dist/cjs/package.json', 'onnxruntime-common/package.json', 'onnxruntime-node/LICENSE',
            ...platform.startsWith('win32') ? ['onnxruntime-node/LICENSE-DirectXShaderCompiler.txt'] : [], 'onnxruntime-node/ThirdPartyNotices.txt', 'onnxruntime-node/package.json'
        ]);
        // The scripts ask for nothing that was left behind.
        const asked = paths.filter(path => path.endsWith('.js')).flatMap(path => [...readFileSync(join(folder, platform, 'node_modules', path), 'utf8').matchAll(/require\(["']([^"']+)["']\)/g)].map(([, name = '']) => name));
        expect(new Set(asked.filter(name => !name.startsWith('.')))).toEqual(new Set(['onnxruntime-common', 'worker_threads']));
    });

    test('is of the versions whose licences are passed on', () => {
        // Renewed together with the package: onnxruntime's notices are those in its wheel for Python of the same version.
        expect(version).toBe('1.30.0');
        const shaderCompiler = readFileSync('node_modules/onnxruntime-node/bin/napi-v6/win32/x64/dxcompiler.dll').toString('utf16le');
        const [, release] = /ProductVersion\0+([^\0]+)\0/.exec(shaderCompiler) ?? [];
        expect(release).toBe('1.8.2502.8 (b4711839e)');
        expect(readFileSync('scripts/packaging/dxc-license.txt', 'utf8')).toContain('version 1.8.2502.8, commit b4711839e');
    });

    test('is there for each platform that has binaries', () => {
        const binaries = 'node_modules/onnxruntime-node/bin/napi-v6';
        const found = readdirSync(binaries).flatMap(os => readdirSync(join(binaries, os)).map(architecture => `${os}-${architecture}`));
        expect(found.sort()).toEqual([...nativePlatforms].sort());
    });
});

describe('is refused', () => {
    function modules(name: string, files: Readonly<Record<string, string>>): string {
        for (const [file, text] of Object.entries(files)) {
            mkdirSync(dirname(join(folder, name, file)), { recursive: true });
            writeFileSync(join(folder, name, file), text);
        }
        return join(folder, name);
    }
    const binaries = 'onnxruntime-node/bin/napi-v6/linux/x64';

    test.each([
        ['nothing', {}, /^onnxruntime-node: expected 1\.2\.3 in .*, found none\. Run "npm ci"/],
        ['another version', { 'onnxruntime-node/package.json': '{"version": "1.2.4"}' }, /expected 1\.2\.3 in .*, found 1\.2\.4/],
        ['a library that is not known', { 'onnxruntime-node/package.json': '{"version": "1.2.3"}', [`${binaries}/libonnxruntime.so.1`]: '', [`${binaries}/onnxruntime_binding.node`]: '', [`${binaries}/libonnxruntime_providers_cuda.so`]: '' }, /for linux-x64: expected .*; found .*libonnxruntime_providers_cuda\.so/],
        ['less than is needed', { 'onnxruntime-node/package.json': '{"version": "1.2.3"}', [`${binaries}/onnxruntime_binding.node`]: '' }, /expected libonnxruntime\.so\.1, onnxruntime_binding\.node; found onnxruntime_binding\.node\./]
    ])('%s', async (name, files, message) => {
        await expect(copyNativeRuntime(modules(name, files), '1.2.3', 'linux-x64', join(folder, 'out'))).rejects.toThrow(message);
    });
});
