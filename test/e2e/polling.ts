import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { pause } from '../../scripts/workbench/processes.ts';

/** A text that something must hold, or a test that it must pass. */
export type Wanted<T> = string | RegExp | ((seen: T) => boolean);

/** What to wait for, and how. */
export interface Wait<T> {
  /** Ends the sentence "Waited 30 s for". */
  readonly what: string;
  readonly read: () => Promise<T>;
  readonly isDone: (seen: T) => boolean;
  /** Milliseconds; 30 s unless told, and `coldStart` where something is started first. */
  readonly timeout?: number;
}

/** How long the first thing after a start may take, on a slow machine: a window, an extension host, a server, a panel. */
export const coldStart = 120_000;

/** Reads again and again until `isDone`; when the time is up, throws what was awaited and what was seen, with a picture. */
export async function until<T>(page: Page, failures: string, wait: Wait<T>): Promise<T> {
  const timeout = wait.timeout ?? 30_000;
  const deadline = Date.now() + timeout;
  let seen: string;
  do {
    try {
      const value = await wait.read();
      if (wait.isDone(value)) return value;
      seen = show(value);
    } catch (error) {
      // The page may be between two states: the next look decides. But a page that is gone stays gone.
      seen = error instanceof Error ? error.message : String(error);
      if (page.isClosed()) break;
    }
    await pause(60);
  } while (Date.now() < deadline);
  const picture = await takePicture(page, failures, wait.what);
  throw new Error(`Waited ${timeout / 1000} s for ${wait.what}.\nSeen last: ${seen}\n${picture}`);
}

/** Whether `seen` (its text, or its JSON) satisfies `wanted`; no wish is satisfied by anything. */
export function satisfies<T>(seen: T, wanted: Wanted<T> | undefined): boolean {
  if (wanted === undefined) return true;
  if (typeof wanted === 'function') return wanted(seen);
  const text = show(seen);
  return typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
}

/** How a wish reads in a message. */
export function describeWanted<T>(wanted: Wanted<T> | undefined): string {
  if (wanted === undefined) return 'anything';
  return typeof wanted === 'string' ? JSON.stringify(wanted) : String(wanted);
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
}

async function takePicture(page: Page, failures: string, what: string): Promise<string> {
  const name = what.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').slice(0, 60);
  const path = join(failures, `${new Date().toISOString().replaceAll(/[:.]/g, '-')}-${name}.png`);
  try {
    await mkdir(failures, { recursive: true });
    await page.screenshot({ path });
    return `Screenshot: ${path}`;
  } catch (error) {
    return `No screenshot: ${error instanceof Error ? error.message : String(error)}`;
  }
}
