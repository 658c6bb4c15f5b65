import { MemoryCatalogStore } from '../../src/adapters/memory/catalog-store.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { catalogStoreContract } from './catalog-store.suite.ts';

catalogStoreContract({
  name: 'memory',
  async open() {
    const store = new MemoryCatalogStore(systemClock);
    // Its data live as long as the object: to open it again is to go on with it.
    return { store, reopen: async () => store };
  },
});
