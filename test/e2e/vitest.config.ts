import { defineConfig } from 'vitest/config';

export default defineConfig({
    test: {
        include: ['test/e2e/**/*.e2e.ts'],
        testTimeout: 90_000,
        hookTimeout: 360_000,
        fileParallelism: false
    }
});
