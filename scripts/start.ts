import { existsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { exampleTable } from './example-table.ts';
import { freePort, installExtension, pageAddress, quietSettings, startCodeServer, writeSettings } from './workbench/code-server.ts';
import { findDesktop, openInDesktop } from './workbench/desktop.ts';
import { provision } from './workbench/provision.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const examples = join(root, 'examples');
const defaultPort = 8731;

const help = `npm start -- [FOLDER] [OPTIONS]

Opens a folder, or a file in its folder, in VS Code with the RASP extension; the examples where none is named.
In desktop VS Code if "code" is on the PATH and a display is there, else in VS Code for the browser, served on
127.0.0.1 until Ctrl+C.

  --cli      no editor: print layers, heads and values of the programs in the folder
  --port N   serve in the browser, on this port (default ${defaultPort} or the next free one)
  --help     this text`;

// Progress goes to stderr, so that stdout holds the address alone.
const say = (line: string): void => console.error(line);

async function main(): Promise<void> {
  const { values, positionals } = readArguments();
  if (values.help) console.log(help);
  else if (positionals.length > 2) throw new Error('More than one folder is named. See "npm start -- --help".');
  else {
    const opened = await openedBy(positionals[1]);
    if (values.cli) await printTables(opened);
    else await openEditor(resolve(root, positionals[0] ?? 'dist/rasp-here.vsix'), values.port, opened);
  }
}

/** What the editor opens: a folder, and perhaps a file in it. */
interface Opened {
  readonly folder: string;
  readonly file?: string;
}

async function openedBy(named: string | undefined): Promise<Opened> {
  if (named === undefined) {
    const files = await programsIn(examples);
    const file = files.find((path) => path === join(examples, 'tour.rasp')) ?? files[0];
    return { folder: examples, ...(file === undefined ? {} : { file }) };
  }
  // npm runs this in the folder of the package, and says where it was called.
  const path = resolve(process.env.INIT_CWD ?? process.cwd(), named);
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new Error(`${path} is not there.`);
  return found.isDirectory() ? { folder: path } : { folder: dirname(path), file: path };
}

function readArguments(): { values: { cli?: boolean; port?: string; help?: boolean }; positionals: string[] } {
  const options = { cli: { type: 'boolean' }, port: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;
  try {
    return parseArgs({ allowPositionals: true, options });
  } catch (error) {
    // Node's message goes on about positional arguments after its first sentence.
    throw new Error(`${messageOf(error).split('. ')[0]}. See "npm start -- --help".`);
  }
}

async function programsIn(folder: string): Promise<string[]> {
  const names = existsSync(folder) ? await readdir(folder) : [];
  return names.filter((name) => name.endsWith('.rasp')).sort().map((name) => join(folder, name));
}

async function printTables({ folder }: Opened): Promise<void> {
  const cli = join(root, 'dist', 'cli.cjs');
  if (!existsSync(cli)) throw new Error('dist/cli.cjs is not there: run "npm run build" first.');
  const files = await programsIn(folder);
  if (files.length === 0) throw new Error(`${folder} holds no .rasp file.`);
  for (const file of files) {
    try {
      console.log(`${await exampleTable(cli, file)}\n`);
    } catch (error) {
      process.exitCode = 1;
      console.log(`${basename(file)}\n  ${messageOf(error)}\n`);
    }
  }
}

async function openEditor(vsix: string, port: string | undefined, opened: Opened): Promise<void> {
  if (!existsSync(vsix)) throw new Error(`${vsix} is not there: run "npm run build" first.`);
  const desktop = port === undefined ? findDesktop() : undefined;
  if (desktop !== undefined) {
    try {
      await openInDesktop(desktop, join(root, '.e2e', 'desktop'), vsix, opened.folder, opened.file);
      console.log(`Opened ${opened.folder} in VS Code, in a profile of its own.`);
      return;
    } catch (error) {
      say(`Desktop VS Code did not open ${opened.folder}: ${messageOf(error)}\nServing VS Code for the browser instead.`);
    }
  }
  await serve(vsix, await choosePort(port), opened);
}

async function choosePort(port: string | undefined): Promise<number> {
  if (port === undefined) return freePort(defaultPort);
  const wanted = Number(port);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > 65535) throw new Error(`--port ${port}: a port is a number from 1 to 65535.`);
  if ((await freePort(wanted)) !== wanted) throw new Error(`Port ${wanted} on 127.0.0.1 is taken.`);
  return wanted;
}

async function serve(vsix: string, port: number, { folder, file }: Opened): Promise<void> {
  const tools = await provision(root, say);
  // One folder a port, so that two of these do not get in each other's way.
  const home = join(root, '.e2e', 'browser', String(port));
  // An earlier build of the extension may be there under the same version.
  await rm(join(home, 'extensions'), { recursive: true, force: true });
  await writeSettings(home, quietSettings);
  await installExtension(tools, home, vsix);
  const server = await startCodeServer(tools, home, port);
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      asked = true;
      void server.stop();
    });
  }
  console.log(`RASP in VS Code: ${pageAddress(server, folder, file)}  (Ctrl+C ends it)`);
  await server.ended;
  if (!asked) throw new Error(`VS Code for the browser ended by itself:\n${server.log().trim()}`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

try {
  await main();
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
