import { basename } from 'node:path';
import { run } from './workbench/processes.ts';

interface Cost {
  readonly layers: number;
  readonly heads: number;
}

/** S-ops and the like have values, selectors have rows. */
interface Value {
  readonly values?: unknown;
  readonly rows?: readonly string[];
}

const widestValue = 72;

/**
 * One file's top-level s-ops with their layers, heads and value on the file's example, as a table. The numbers come from
 * the command-line tool `cli`, which throws if it cannot read the file.
 */
export async function exampleTable(cli: string, file: string): Promise<string> {
  const costs = await ask<Cost>(cli, 'cost', file);
  const values = await ask<Value>(cli, 'run', file);
  const names = [...new Set([...Object.keys(costs), ...Object.keys(values)])];
  const rows = names.map((name) => {
    const cost = costs[name];
    const value = values[name];
    return [name, String(cost?.layers ?? ''), String(cost?.heads ?? ''), value === undefined ? '' : showResult(value)];
  });
  return `${basename(file)}\n${table([['name', 'layers', 'heads', 'on the example'], ...rows])}`;
}

async function ask<T>(cli: string, command: string, file: string): Promise<Readonly<Record<string, T>>> {
  const { code, output } = await run(process.execPath, [cli, command, file, '--json']);
  if (code !== 0) throw new Error(output.trim());
  return JSON.parse(output) as Record<string, T>;
}

function showResult({ values, rows }: Value): string {
  if (rows !== undefined) return `selects ${rows.join('').replaceAll('0', '').length} of ${rows.length} x ${rows.length}`;
  return showValues(values);
}

function showValues(values: unknown): string {
  if (!Array.isArray(values)) return shorten(typeof values === 'string' ? values : JSON.stringify(values));
  return shorten(values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(' '));
}

function shorten(text: string): string {
  return text.length <= widestValue ? text : `${text.slice(0, widestValue - 1)}…`;
}

function table(rows: ReadonlyArray<readonly string[]>): string {
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string => {
    const [name = '', layers = '', heads = '', value = ''] = row;
    return `  ${name.padEnd(widths[0] ?? 0)}  ${layers.padStart(widths[1] ?? 0)}  ${heads.padStart(widths[2] ?? 0)}  ${value}`.trimEnd();
  };
  return rows.map(line).join('\n');
}
