import type { ShippedPackage } from './shipped-packages.ts';

interface Component {
    readonly 'bom-ref': string;
    readonly name: string;
    readonly purl: string;
    readonly properties?: readonly { readonly name: string; readonly value: string }[];
}

/** A CycloneDX SBOM, as far as it is changed here. */
export interface Sbom {
    readonly metadata: { readonly component: Component };
    readonly components: readonly Component[];
    readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

/**
 * npm's SBOM with what is shipped alone. npm takes for tools of development what is bundled, and for shipped what it
 * would install beside us.
 * @throws Error when npm does not know something that is shipped
 */
export function shippedComponents(text: string, packages: readonly ShippedPackage[]): Sbom {
    const all = JSON.parse(text) as Sbom;
    const wanted = new Set(packages.map(({ name, version }) => `${name}@${version}`));
    const components = all.components.filter((component) => wanted.has(component['bom-ref'])).map(withoutDevelopment);
    const known = new Set(components.map((component) => component['bom-ref']));
    const missing = [...wanted].filter((ref) => !known.has(ref));
    if (missing.length > 0) {
        throw new Error(`npm's SBOM lacks ${missing.join(', ')}: is package-lock.json what is installed?`);
    }
    const own = all.metadata.component;
    return {
        ...all,
        // npm calls a project by its folder.
        metadata: { ...all.metadata, component: { ...own, name: own['bom-ref'].replace(/@[^@]*$/, '') } },
        components,
        dependencies: [
            { ref: own['bom-ref'], dependsOn: [...known] },
            ...all.dependencies.filter(({ ref }) => known.has(ref)).map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => known.has(other)) }))
        ]
    };
}

function withoutDevelopment(component: Component): Component {
    const { properties = [], ...others } = component;
    const kept = properties.filter(({ name }) => name !== 'cdx:npm:package:development');
    return { ...others, scope: 'required', ...kept.length > 0 ? { properties: kept } : {} } as Component;
}
