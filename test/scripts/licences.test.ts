import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { licencePage } from '../../scripts/packaging/licence-page';
import { shippedComponents } from '../../scripts/packaging/shipped-components';
import { bundles, shippedPackages } from '../../scripts/packaging/shipped-packages';
import type { ShippedPackage } from '../../scripts/packaging/shipped-packages';
import { entries } from '../house/house-document';

// Without the native runtime, which npm may leave out, not all of it is here.
describe.runIf(existsSync('node_modules/onnxruntime-node'))('what is shipped of others', () => {
    let packages: readonly ShippedPackage[] = [];
    beforeAll(async () => { packages = await shippedPackages(); }, 60_000);

    it('is looked for in all that is built', () => {
        expect([...new Set(bundles.flatMap(bundle => bundle.entries))].sort()).toEqual([...entries].sort());
    });

    it('is what docs/licences.md says; `npm run licences` writes it', () => {
        expect(readFileSync('docs/licences.md', 'utf8')).toBe(licencePage(packages));
    });

    it('has licences that allow it', () => {
        const allowed = new Set(['MIT', 'ISC', 'Apache-2.0', 'BlueOak-1.0.0', 'MPL-2.0', 'Bitstream-Vera']);
        expect(packages.filter(({ licence }) => !allowed.has(licence))).toEqual([]);
    });

    it('is passed on with its licences', () => {
        expect(readFileSync('.vscodeignore', 'utf8').split('\n')).toContain('!docs/licences.md');
    });
});

describe('the SBOM', () => {
    const shipped = (name: string): ShippedPackage => ({ name, version: '1.0.0', licence: 'MIT', source: '', where: [], text: '' });
    const component = (name: string, isTool = false): object => ({ 'bom-ref': `${name}@1.0.0`, name, purl: `pkg:npm/${name}@1.0.0`, scope: 'optional', properties: isTool ? [{ name: 'cdx:npm:package:development', value: 'true' }] : [] });
    const text = JSON.stringify({
        metadata: { component: { 'bom-ref': 'us@1.0.0', name: 'folder', purl: 'pkg:npm/us@1.0.0' } },
        components: [component('bundled', true), component('below'), component('tool', true)],
        dependencies: [{ ref: 'us@1.0.0', dependsOn: ['tool@1.0.0'] }, { ref: 'bundled@1.0.0', dependsOn: ['below@1.0.0', 'tool@1.0.0'] }, { ref: 'tool@1.0.0' }]
    });

    it('has what is shipped, as what it is', () => {
        expect(shippedComponents(text, [shipped('bundled'), shipped('below')])).toEqual({
            metadata: { component: { 'bom-ref': 'us@1.0.0', name: 'us', purl: 'pkg:npm/us@1.0.0' } },
            components: [{ 'bom-ref': 'bundled@1.0.0', name: 'bundled', purl: 'pkg:npm/bundled@1.0.0', scope: 'required' }, { 'bom-ref': 'below@1.0.0', name: 'below', purl: 'pkg:npm/below@1.0.0', scope: 'required' }],
            dependencies: [{ ref: 'us@1.0.0', dependsOn: ['bundled@1.0.0', 'below@1.0.0'] }, { ref: 'bundled@1.0.0', dependsOn: ['below@1.0.0'] }]
        });
    });

    it('is refused where npm does not know what is shipped', () => {
        expect(() => shippedComponents(text, [shipped('other')])).toThrow('lacks other@1.0.0');
    });
});
