/** `npm run sbom`: writes dist/sbom.cdx.json, what npm knows of the packages that are shipped, as a CycloneDX SBOM. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { shippedComponents } from './packaging/shipped-components.ts';
import { shippedPackages } from './packaging/shipped-packages.ts';

const npm = process.env['npm_execpath'];
if (npm === undefined) {
    throw new Error('Run it as "npm run sbom": npm makes the list.');
}
const all = execFileSync(process.execPath, [npm, 'sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'], { encoding: 'utf8', maxBuffer: 1 << 28 });
const shipped = shippedComponents(all, await shippedPackages());
mkdirSync('dist', { recursive: true });
writeFileSync('dist/sbom.cdx.json', `${JSON.stringify(shipped, null, 2)}\n`);
console.log(`dist/sbom.cdx.json: ${shipped.components.length} components`);
