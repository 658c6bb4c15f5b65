/**
 * Commits rounds to a store until it is killed: `node lake-commit-child.ts DIRECTORY`. Prints the position after each
 * acknowledged round. With a limit on file sizes (`ulimit -f`), prints the code of each failed round instead.
 */
import { ProjectStore } from '../../src/adapters/duckdb/project-store.ts';
import { MillraceError, messageOf } from '../../src/platform/errors.ts';
import { storeOptions } from './duckdb-lake.ts';
import { collectionOf, PROJECT, syntheticSource } from './lake-events.ts';

const [directory = '', rounds = '1000000'] = process.argv.slice(2);
// Writing beyond the limit of `ulimit -f` raises a signal; ignored, it is an error like a full disk.
process.on('SIGXFSZ', () => {});

const options = { ...storeOptions(directory), checkpointThresholdBytes: 1024 * 1024 };
const store = await ProjectStore.open(PROJECT, options, syntheticSource(), { stop: async () => {} });
const collections = [collectionOf(1, 2), collectionOf(2, 2)];
const state = await store.state();
let position = state.collections.get(1)?.position[0] ?? 0;

for (let round = 0; round < Number(rounds); round++) {
  const to = position + 1 + ((position * 7919) % 1500);
  const ranges = collections.map((collection) => ({ collection, range: { from: [position], to: [to] } }));
  try {
    await store.commitRound({ ranges });
    position = to;
    process.stdout.write(`committed ${position}\n`);
  } catch (error) {
    const cause = error instanceof MillraceError && error.cause !== undefined ? messageOf(error.cause) : '';
    process.stdout.write(
      `failed ${error instanceof MillraceError ? error.code : messageOf(error)} ${cause}\n`,
    );
    break;
  }
}
if (rounds !== '1000000') {
  const after = await store.state();
  process.stdout.write(`state ${after.collections.get(1)?.position[0] ?? 0}\n`);
}
process.exit(0);
