/**
 * Goal: what was acknowledged is in its table exactly once, whenever the process dies.
 *
 * Method: clients write numbered events to a real server process and note each acknowledgement. The server is killed
 * with SIGKILL at random moments, start-up included, and started again on the same data. Clients never send an event
 * twice. At the end every acknowledged event must be there once, an unacknowledged one once or not at all, and the
 * ledger must balance, also when it recounts the tables.
 *
 * `KILLS=500 npm test -- test/crash` runs longer; `SEED=…` repeats the same moments.
 */
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import { assertExactlyOnce, NumberedClients, type ProjectKeys } from '../support/numbered-clients.ts';
import { SEED, seededRandom } from '../support/seeded-random.ts';
import {
  post,
  removeDirectory,
  sleep,
  spawnMillrace,
  startMillrace,
  stop,
} from '../support/server-process.ts';

const KILLS = Number(process.env['KILLS'] ?? 30);

test(`acknowledged events survive ${KILLS} kills, exactly once (SEED=${SEED})`, async (t) => {
  const random = seededRandom(SEED);
  const data = mkdtempSync(path.join(tmpdir(), 'millrace-crash-'));
  let proved = false;
  const server = await startMillrace(data);
  let clients: NumberedClients | undefined;
  t.after(async () => {
    await stop(server.child, 'SIGKILL');
    // Also where the test failed, or they would keep the process up.
    await clients?.stop();
    if (proved) removeDirectory(data);
    else t.diagnostic(`data directory kept: ${data}`);
  });
  const keys = (await post(server.port, '/project/create', { name: 'crash_test' })) as ProjectKeys;
  const collections = ['alpha', 'beta', 'gamma delta'];
  clients = new NumberedClients({ server, keys, collections, clients: 6, batch: 40, random });
  clients.start();

  for (let kill = 1; kill <= KILLS; kill++) {
    await sleep(50 + random() * 1200);
    await stop(server.child, 'SIGKILL');
    if (random() < 0.2) {
      // Killed again while it recovers.
      server.child = spawnMillrace(data);
      await sleep(random() * 700);
      await stop(server.child, 'SIGKILL');
    }
    Object.assign(server, await startMillrace(data));
  }
  await sleep(500);
  await clients.stop();

  const acknowledged = clients.acknowledged();
  const { stored } = await assertExactlyOnce(server.port, keys, acknowledged, [clients]);
  t.diagnostic(
    `${KILLS} kills, ${clients.sent} events attempted, ${acknowledged.size} acknowledged, ${stored} stored, ` +
      `none lost, none twice, ${clients.refusals.length} requests refused`,
  );
  assert.ok(
    acknowledged.size > KILLS * 10,
    `only ${acknowledged.size} events were acknowledged: the test proves nothing`,
  );
  proved = true;
});
