import { describe, expect, it } from 'vitest';
import { exampleStatus, STARTING, STOPPED } from '../../client/status-text';

const range = { start: { line: 4, character: 12 }, end: { line: 4, character: 19 } };

describe('the status bar', () => {
    it.each([
        ['that starts', STARTING, { label: 'RASP: the language server is starting', command: 'rasp.showServerLog' }],
        ['that stopped', STOPPED, { label: 'RASP: the language server is not running. Restart it', command: 'rasp.restartServer', isWarning: true }],
        ['with a statement', exampleStatus({ input: '"hello"', source: 'statement', range }), { text: 'RASP: "hello"', label: 'RASP: The example here is "hello", from "set example" on line 5. Change it' }],
        ['with a loaded statement', exampleStatus({ input: '"hello"', source: 'statement' }), { tooltip: 'The example here is "hello", from "set example" in a loaded file. Click to change it.' }],
        ['with the setting', exampleStatus({ input: '[1, 2]', source: 'setting' }), { tooltip: 'The example here is [1, 2], from the setting rasp.example.input. Click to change it.' }],
        ['with a setting that cannot be read', exampleStatus({ input: '"hello"', source: 'default', problem: '[1, 2 is not a list of values' }), {
            text: '$(warning) RASP: "hello"', isWarning: true, command: 'rasp.setExample',
            tooltip: 'The setting rasp.example.input is not an input: [1, 2 is not a list of values. The example here is "hello" instead. Click to change it.'
        }],
        ['with nothing set', exampleStatus({ input: '"hello"', source: 'default' }), { command: 'rasp.setExample', label: 'RASP: The example here is "hello", as nothing else is set. Change it' }]
    ])('tells of a server %s', (_, status, expected) => { expect(status).toMatchObject(expected); });

    it('says all to a screen reader, without icons, and each state has something to do', () => {
        for (const { label, command } of [STARTING, STOPPED, exampleStatus({ input: '"$(x)"', source: 'default' })]) {
            expect(label).not.toMatch(/^\$\(|~spin/);
            expect(command).toMatch(/^rasp\./);
        }
        expect(exampleStatus({ input: '"$(bug)"', source: 'default' }).text).toBe('RASP: "\\$(bug)"');
    });
});
