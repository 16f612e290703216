import { readFileSync } from 'node:fs';

/** A room of the house, as docs/architecture.md has it. */
export interface Room {
    readonly floor: number;
    readonly name: string;
    readonly purpose: string;
    /** The words about what it may import. */
    readonly imports: string;
    readonly packages: readonly string[];
}

/** The tables of a document, by the heading above them. */
export function tableUnder(file: string, heading: string): readonly (readonly string[])[] {
    const [, section = ''] = readFileSync(file, 'utf8').split(`\n## ${heading}\n`);
    const rows = (section.split('\n## ')[0] ?? '').split('\n').filter(line => line.startsWith('|'));
    return rows.slice(2).map(row => row.split('|').slice(1, -1).map(cell => cell.trim()));
}

/** What stands in code marks. */
export function coded(text: string): string[] {
    return [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}

export const rooms: readonly Room[] = tableUnder('docs/architecture.md', 'Rooms')
    .map(([floor = '', name = '', purpose = '', imports = '', packages = '']) => ({ floor: Number(floor), name: coded(name)[0] ?? name, purpose, imports, packages: coded(packages) }));

/** The files that processes and pages start in. */
export const entries: readonly string[] = tableUnder('docs/architecture.md', 'Processes').flatMap(([, starts = '']) => coded(starts));

export function isIn(place: string, file: string): boolean {
    return file === place || file.startsWith(`${place}/`);
}

/** The innermost room that a file is in. */
export function roomOf(file: string): Room | undefined {
    return rooms.filter(({ name }) => isIn(name, file)).sort((a, b) => b.name.length - a.name.length)[0];
}

/** Whether the table lets a room import from a file of another. */
export function mayImport({ floor, imports }: Room, target: string): boolean {
    const named = coded(imports);
    const other = roomOf(target);
    if (imports.startsWith('floors below')) {
        const isNamed = named.some(place => isIn(place, target));
        return imports.includes(' and ') && isNamed || other !== undefined && other.floor < floor && !(imports.includes(' but ') && isNamed);
    }
    return named.some(place => isIn(place, target));
}
