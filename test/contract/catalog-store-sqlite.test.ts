import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openSqliteDatabase } from '../../src/adapters/sqlite/index.ts';
import { openSqlCatalogStore } from '../../src/catalog/sql-catalog-store.ts';
import { catalogStoreContract } from './catalog-store.suite.ts';

catalogStoreContract({
  name: 'sqlite',
  async open(t) {
    const directory = await mkdtemp(path.join(os.tmpdir(), 'millrace-catalog-'));
    const file = path.join(directory, 'catalog.db');
    const open = async () => openSqlCatalogStore(await openSqliteDatabase(file));
    let store = await open();
    t.after(async () => {
      await store.close();
      await rm(directory, { recursive: true, force: true });
    });
    return {
      store,
      async reopen() {
        await store.close();
        store = await open();
        return store;
      },
    };
  },
});
