import { defineConfig } from 'vitest/config';
import unit from '../../vitest.config.ts';

export default defineConfig({
    plugins: unit.plugins ?? [],
    test: {
        include: ['test/e2e/**/*.e2e.ts'],
        testTimeout: 240_000,
        hookTimeout: 360_000,
        // On a busy machine the workbench can lose a key or a click; what is broken fails twice.
        retry: 1,
        fileParallelism: false
    }
});
