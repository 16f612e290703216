import type { Page } from 'playwright-core';

/** Asks each of the workbench's databases for what it keeps of the editors. Runs in the page, whose types are not at hand. */
const readKept = `(async () => {
  const done = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
  const kept = [];
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith('vscode-web-state-db-')) continue;
    const database = await done(indexedDB.open(name));
    try {
      if (database.objectStoreNames.contains('ItemTable')) kept.push(await done(database.transaction('ItemTable').objectStore('ItemTable').get('memento/workbench.parts.editor')));
    } finally {
      database.close();
    }
  }
  return kept.filter((text) => typeof text === 'string').join('\\n');
})()`;

/** What a window that is loaded again would have of its editors and panels. In a browser VS Code keeps it every few seconds, and cannot when the page is left. */
export function keptState(page: Page): Promise<string> {
  return page.evaluate<string>(readKept);
}
