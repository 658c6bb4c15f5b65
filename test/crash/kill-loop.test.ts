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
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import test from 'node:test';
import {
  portOf,
  post,
  removeDirectory,
  sleep,
  spawnMillrace,
  stop,
  untilReady,
} from '../support/server-process.ts';

const KILLS = Number(process.env['KILLS'] ?? 30);
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const CLIENTS = 6;
const COLLECTIONS = ['alpha', 'beta', 'gamma delta'];

let randomState = SEED;
function random(): number {
  randomState = (Math.imul(randomState, 1664525) + 1013904223) >>> 0;
  return randomState / 4294967296;
}

interface Client {
  readonly number: number;
  sent: number;
  /** Numbers of acknowledged events. */
  readonly acknowledged: Set<number>;
  refused: number;
}

interface Keys {
  readonly read_key: string;
  readonly write_key: string;
}

/** Sends batches until told to stop; a connection that fails means that nothing is known of those events. */
async function runClient(
  client: Client,
  server: { port: number },
  keys: Keys,
  running: () => boolean,
): Promise<void> {
  while (running()) {
    const count = 1 + Math.floor(random() * 40);
    const first = client.sent;
    client.sent += count;
    const events = Array.from({ length: count }, (_, i) => ({
      collection: COLLECTIONS[(first + i) % COLLECTIONS.length],
      properties: {
        client: client.number,
        number: first + i,
        text: `text ${first + i}`,
        // New columns appear all the time, so that schema changes meet kills too.
        [`field_${Math.floor((first + i) / 400) % 40}`]: (first + i) * 1.5,
      },
    }));
    try {
      const reply = await fetch(`http://127.0.0.1:${server.port}/event/batch`, {
        method: 'POST',
        body: JSON.stringify({ api: { api_key: keys.write_key }, events }),
        signal: AbortSignal.timeout(20_000),
      });
      const text = await reply.text();
      if (reply.status === 200 && text === '1') {
        for (let i = 0; i < count; i++) client.acknowledged.add(first + i);
      } else {
        client.refused++;
      }
    } catch {
      await sleep(50);
    }
  }
}

async function startServer(data: string): Promise<{ child: ChildProcess; port: number }> {
  const child = spawnMillrace(data);
  const port = await portOf(data, child);
  await untilReady(port, child);
  return { child, port };
}

async function query(port: number, keys: Keys, sql: string): Promise<unknown[][]> {
  const answer = (await post(port, '/query/execute', { query: sql }, { read_key: keys.read_key })) as {
    result: unknown[][];
  };
  return answer.result;
}

test(`acknowledged events survive ${KILLS} kills, exactly once (SEED=${SEED})`, async (t) => {
  const data = mkdtempSync(path.join(tmpdir(), 'millrace-crash-'));
  let proved = false;
  const first = await startServer(data);
  let child = first.child;
  t.after(async () => {
    await stop(child, 'SIGKILL');
    if (proved) removeDirectory(data);
    else t.diagnostic(`data directory kept: ${data}`);
  });
  const keys = (await post(first.port, '/project/create', { name: 'crash_test' })) as Keys;
  const server = { port: first.port };
  const clients: Client[] = Array.from({ length: CLIENTS }, (_, number) => ({
    number,
    sent: 0,
    acknowledged: new Set(),
    refused: 0,
  }));
  let running = true;
  const working = clients.map((client) => runClient(client, server, keys, () => running));

  for (let kill = 1; kill <= KILLS; kill++) {
    await sleep(50 + random() * 1200);
    await stop(child, 'SIGKILL');
    if (random() < 0.2) {
      // Killed again while it recovers.
      child = spawnMillrace(data);
      await sleep(random() * 700);
      await stop(child, 'SIGKILL');
    }
    const restarted = await startServer(data);
    child = restarted.child;
    server.port = restarted.port;
  }
  await sleep(500);
  running = false;
  await Promise.all(working);

  const { port } = server;
  const readKey = { read_key: keys.read_key };
  for (;;) {
    const reply = await fetch(`http://127.0.0.1:${port}/ingest/ledger`, { headers: readKey });
    const ledger = (await reply.json()) as { total: { in_flight: number } };
    if (ledger.total.in_flight === 0) break;
    await sleep(50);
  }
  const seen = new Map<string, number>();
  for (const collection of COLLECTIONS) {
    const rows = await query(
      port,
      keys,
      `SELECT client, number, count(*) FROM "${collection}" GROUP BY 1, 2`,
    );
    for (const [client, number, count] of rows) {
      const key = `${client}/${number}`;
      seen.set(key, (seen.get(key) ?? 0) + Number(count));
    }
  }
  const lost: string[] = [];
  let acknowledged = 0;
  for (const client of clients) {
    acknowledged += client.acknowledged.size;
    for (const number of client.acknowledged) {
      if (!seen.has(`${client.number}/${number}`)) lost.push(`${client.number}/${number}`);
    }
  }
  const twice = [...seen].filter(([, count]) => count > 1).map(([key]) => key);
  const invented = [...seen.keys()].filter((key) => {
    const [client = '', number = ''] = key.split('/');
    return Number(number) >= (clients[Number(client)]?.sent ?? 0);
  });
  const sent = clients.reduce((sum, client) => sum + client.sent, 0);
  t.diagnostic(
    `${KILLS} kills, ${sent} events attempted, ${acknowledged} acknowledged, ${seen.size} stored, ` +
      `${clients.reduce((sum, client) => sum + client.refused, 0)} requests refused`,
  );
  assert.ok(
    acknowledged > KILLS * 10,
    `only ${acknowledged} events were acknowledged: the test proves nothing`,
  );
  assert.deepEqual(lost.slice(0, 10), [], `${lost.length} acknowledged events are lost`);
  assert.deepEqual(twice.slice(0, 10), [], `${twice.length} events are there twice`);
  assert.deepEqual(invented.slice(0, 10), []);

  const verified = (await (
    await fetch(`http://127.0.0.1:${port}/ingest/ledger?verify`, { headers: readKey })
  ).json()) as {
    balanced: boolean;
    total: {
      accepted: number;
      stored: number;
      dead_lettered: number;
      deduplicated: number;
      in_flight: number;
    };
  };
  const { accepted, stored, dead_lettered, deduplicated, in_flight } = verified.total;
  assert.equal(accepted, stored + dead_lettered + deduplicated + in_flight);
  assert.equal(verified.balanced, true);
  assert.equal(stored, seen.size);
  proved = true;
});
