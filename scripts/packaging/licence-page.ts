import type { ShippedPackage } from './shipped-packages.ts';

/** The page with the licences of what we ship of others: docs/licences.md. */
export function licencePage(packages: readonly ShippedPackage[]): string {
    return `# What is shipped of others

Made by \`npm run licences\`, which bundles everything and looks what came in. *Extension* stands for every \`.vsix\`, *extension for a platform* for the ones with the native runtime, *command* for the npm package, *library* for \`rasp-vscode/language\` in it. The native runtime brings notices of its own, for what is built into it, beside it in the \`.vsix\`. Not shipped, but installed by npm beside the command: \`langium\`, which the library's types name, and where there is one for the platform \`onnxruntime-node\`, each with its own dependencies.

| package | version | licence | shipped in | source |
|---|---|---|---|---|
${packages.map(({ name, version, licence, where, source }) => `| ${name} | ${version} | ${licence} | ${where.join(', ')} | ${source === '' ? '' : `<${source}>`} |`).join('\n')}

## Texts

${[...texts(packages)].map(([text, names]) => `### ${names.join(', ')}\n\n${text.split('\n').map(line => (line === '' ? '' : `    ${line}`)).join('\n')}`).join('\n\n')}
`;
}

/** Each text once, with the packages that have it. */
function texts(packages: readonly ShippedPackage[]): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, string[]>();
    for (const { name, version, text } of packages) {
        const plain = text.replace(/\r\n?/g, '\n').split('\n').map(line => line.trimEnd()).join('\n').replace(/\n{3,}/g, '\n\n').replace(/^\n+|\n+$/g, '');
        const names = found.get(plain) ?? [];
        found.set(plain, names);
        names.push(packages.filter(other => other.name === name).length > 1 ? `${name} ${version}` : name);
    }
    return found;
}
