import { createMemoryTransactionalLake } from '../../src/adapters/memory/transactional-lake.ts';
import { PROJECT, syntheticSource } from './lake-events.ts';
import { testTransactionalLake } from './lake-transactional.suite.ts';

testTransactionalLake('memory', async () => {
  const lake = createMemoryTransactionalLake(syntheticSource());
  return {
    lake,
    refusesValues: false,
    rows: async (id) =>
      lake.rows(PROJECT.id, id).map(({ partition, offset, batch, values }) => ({
        partition,
        offset,
        batch,
        user: values.get('u_user'),
      })),
    deadLetters: async (id) =>
      lake.deadLetters(PROJECT.id, id).map(({ offset, bytes }) => [offset, bytes.length] as const),
  };
});
