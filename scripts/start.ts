import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { exampleTable } from './example-table.ts';
import { freePort, installExtension, pageAddress, quietSettings, startCodeServer, writeSettings } from './workbench/code-server.ts';
import { findDesktop, openInDesktop } from './workbench/desktop.ts';
import { provision } from './workbench/provision.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const examples = join(root, 'examples');
const defaultPort = 8731;

const help = `npm start [-- OPTIONS]

Opens the examples in VS Code with the RASP extension: in desktop VS Code if "code" is on the PATH and a
display is there, else in VS Code for the browser, served on 127.0.0.1 until Ctrl+C.

  --cli      no editor: print layers, heads and values of the examples
  --port N   serve in the browser, on this port (default ${defaultPort} or the next free one)
  --help     this text`;

// Progress goes to stderr, so that stdout holds the address alone.
const say = (line: string): void => console.error(line);

async function main(): Promise<void> {
  const { values, positionals } = readArguments();
  if (values.help) console.log(help);
  else if (values.cli) await printExamples();
  else await openEditor(resolve(root, positionals[0] ?? 'dist/rasp.vsix'), values.port);
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

async function exampleFiles(): Promise<string[]> {
  const names = existsSync(examples) ? await readdir(examples) : [];
  return names.filter((name) => name.endsWith('.rasp')).sort().map((name) => join(examples, name));
}

async function printExamples(): Promise<void> {
  const cli = join(root, 'dist', 'cli.cjs');
  if (!existsSync(cli)) throw new Error('dist/cli.cjs is not there: run "npm run build" first.');
  const files = await exampleFiles();
  if (files.length === 0) throw new Error('examples/ holds no .rasp file.');
  for (const file of files) {
    try {
      console.log(`${await exampleTable(cli, file)}\n`);
    } catch (error) {
      process.exitCode = 1;
      console.log(`${basename(file)}\n  ${messageOf(error)}\n`);
    }
  }
}

async function openEditor(vsix: string, port: string | undefined): Promise<void> {
  if (!existsSync(vsix)) throw new Error(`${vsix} is not there: run "npm run build" first.`);
  const files = await exampleFiles();
  const file = files.find((path) => path === join(examples, 'tour.rasp')) ?? files[0];
  const desktop = port === undefined ? findDesktop() : undefined;
  if (desktop !== undefined) {
    try {
      await openInDesktop(desktop, join(root, '.e2e', 'desktop'), vsix, examples, file);
      console.log('Opened examples/ in VS Code, in a profile of its own.');
      return;
    } catch (error) {
      say(`Desktop VS Code did not open the examples: ${messageOf(error)}\nServing VS Code for the browser instead.`);
    }
  }
  await serve(vsix, await choosePort(port), file);
}

async function choosePort(port: string | undefined): Promise<number> {
  if (port === undefined) return freePort(defaultPort);
  const wanted = Number(port);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > 65535) throw new Error(`--port ${port}: a port is a number from 1 to 65535.`);
  if ((await freePort(wanted)) !== wanted) throw new Error(`Port ${wanted} on 127.0.0.1 is taken.`);
  return wanted;
}

async function serve(vsix: string, port: number, file: string | undefined): Promise<void> {
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
  console.log(`RASP in VS Code: ${pageAddress(server, examples, file)}  (Ctrl+C ends it)`);
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
