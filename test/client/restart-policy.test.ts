import { describe, expect, test } from 'vitest';
import { RestartPolicy, SHORT_WHILE_MS } from '../../client/restart-policy';

describe('restarting the server', () => {
    test('once, and not again within a short while', () => {
        const policy = new RestartPolicy();
        expect(policy.mayRestart(1000)).toBe(true);
        expect(policy.mayRestart(2000)).toBe(false);
        expect(policy.mayRestart(1000 + SHORT_WHILE_MS)).toBe(false);
    });

    test('again after a long time', () => {
        const policy = new RestartPolicy();
        expect(policy.mayRestart(0)).toBe(true);
        expect(policy.mayRestart(SHORT_WHILE_MS + 1)).toBe(true);
        expect(policy.mayRestart(SHORT_WHILE_MS + 2)).toBe(false);
    });

    test('again when the user asked for it', () => {
        const policy = new RestartPolicy();
        policy.mayRestart(0);
        policy.reset();
        expect(policy.mayRestart(1)).toBe(true);
    });
});
