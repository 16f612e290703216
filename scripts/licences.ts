/** `npm run licences`: writes docs/licences.md, the licences of what is shipped of others. A test tells when it is old. */
import { writeFileSync } from 'node:fs';
import { licencePage } from './packaging/licence-page.ts';
import { shippedPackages } from './packaging/shipped-packages.ts';

const packages = await shippedPackages();
writeFileSync('docs/licences.md', licencePage(packages));
console.log(`docs/licences.md: ${packages.length} packages`);
