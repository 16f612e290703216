import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

export default defineConfig({
    plugins: [{
        name: 'rasp-text',
        load(id) {
            return id.endsWith('.rasp') ? `export default ${JSON.stringify(readFileSync(id, 'utf8'))};` : undefined;
        }
    }],
    test: {
        include: ['test/**/*.test.ts'],
        testTimeout: 30_000
    }
});
