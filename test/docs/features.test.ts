import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('features each have a picture and a test', () => {
    const rows = readFileSync('docs/features.md', 'utf8').split('\n').filter(line => line.startsWith('| ')).slice(1);
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter(row => !/\]\(pictures\/[\w/-]+\.png\)/.test(row) || !/`(?:e2e|server)\/[\w-]+`/.test(row))).toEqual([]);
});

test('features name tests that are there', () => {
    const named = [...readFileSync('docs/features.md', 'utf8').matchAll(/`((?:e2e|server)\/[\w-]+)`/g)].map(([, name]) => name ?? '');
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(name => !existsSync(`test/${name}.e2e.ts`) && !existsSync(`test/${name}.test.ts`))).toEqual([]);
});
