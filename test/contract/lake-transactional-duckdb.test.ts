import { openLake, temporaryDirectory } from './duckdb-lake.ts';
import { testTransactionalLake } from './lake-transactional.suite.ts';
import { readStore } from './read-store.ts';

testTransactionalLake('duckdb', async (t) => {
  const directory = await temporaryDirectory(t);
  const { lake, engine } = await openLake({ directory });
  t.after(async () => {
    await engine.close();
    await lake.close();
  });
  const read = (sql: string) => readStore(lake, directory, sql);
  return {
    lake,
    refusesValues: true,
    rows: async (id) => {
      const found = await read(`SELECT _partition, _offset, _batch, u_user FROM data.visits_${id}`);
      return found.map(([partition, offset, batch, user]) => ({
        partition: Number(partition),
        offset: Number(offset),
        batch: Number(batch),
        user,
      }));
    },
    deadLetters: async (id) => {
      const found = await read(
        `SELECT "offset", octet_length(message) FROM meta.dead_letters WHERE collection_id = ${id}`,
      );
      return found.map(([offset, bytes]) => [Number(offset), Number(bytes)] as const);
    },
  };
});
