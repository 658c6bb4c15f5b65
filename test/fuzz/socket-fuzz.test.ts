/**
 * Goal: no client can make the server fail, and whatever it acknowledged is stored once. Method: a real server process;
 * bad clients on real sockets, several at a time, each doing one bad thing that follows from seed and number alone. At
 * the end the server still answers, its memory has stayed within a bound, the ledger balances with a recount, and every
 * acknowledged event is found by SQL once.
 *
 * `SECONDS=600` runs longer; a failure prints `SEED` and `CASE`, which repeat it.
 */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { Dice } from '../simulation/dice.ts';
import {
  hasExited,
  portOf,
  post,
  removeDirectory,
  sleep,
  spawnMillrace,
  stop,
  untilReady,
} from '../support/server-process.ts';
import { CASES, type Case } from './cases.ts';
import { routesOf, type Target } from './target.ts';

const SECONDS = Number(process.env['SECONDS'] ?? 4);
const SEED = Number(process.env['SEED'] ?? 1);
const ONLY = process.env['CASE'];
const CLIENTS = 6;

/** Lines of the log that say that something happened which nobody expected. */
const UNEXPECTED = /"level":50/;

/** Bodies, what they are parsed to, the engine's limit, and what an idle server needs. */
const MEMORY_BOUND_MB = 1500;

const SETTINGS = {
  MILLRACE_HTTP_SERVER_HEADER_TIMEOUT: '1s',
  MILLRACE_HTTP_SERVER_REQUEST_TIMEOUT: '2s',
  MILLRACE_LAKE_MEMORY_LIMIT: '512MB',
  MILLRACE_QUERY_AFTER_TIMEOUT: '500ms',
  MILLRACE_CATALOG_MAX_FIELDS: '300',
  MILLRACE_LAKE_NICENESS: '0',
};

type Keys = Target['keys'];

test('bad clients on sockets: no failure, bounded memory, nothing lost', async (t) => {
  const dataDirectory = mkdtempSync(path.join(tmpdir(), 'millrace-fuzz-'));
  const child = spawnMillrace(dataDirectory, { env: SETTINGS, stderr: 'pipe' });
  let log = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    log += chunk;
  });
  t.after(async () => {
    await stop(child, 'SIGKILL');
    removeDirectory(dataDirectory);
  });
  const port = await portOf(dataDirectory, child);
  await untilReady(port, child);
  const followed = (await post(port, '/project/create', { name: 'followed' })) as Keys;
  const keys = (await post(port, '/project/create', { name: 'anything' })) as Keys;
  const description: unknown = await (await fetch(`http://127.0.0.1:${port}/openapi.json`)).json();
  const routes = routesOf(description);
  assert.ok(routes.length > 15);

  let number = 0;
  const target: Target = {
    port,
    routes,
    writeKey: followed.write_key,
    keys,
    acknowledged: new Set(),
    nextNumber: () => number++,
  };
  const done = await runCases(target);
  assert.ok(!hasExited(child), 'the server is up');
  assert.doesNotMatch(log, UNEXPECTED);
  await untilReady(port, child);
  const memoryMb = peakMemoryMb(child.pid!);
  assert.ok(memoryMb < MEMORY_BOUND_MB, `peak of the resident memory: ${memoryMb} MB`);
  await checkStored(port, followed, target.acknowledged);
  t.diagnostic(`${done} cases, ${target.acknowledged.size} events acknowledged, peak ${memoryMb} MB`);
});

async function runCases(target: Target): Promise<number> {
  if (ONLY !== undefined) {
    await runCase(target, Number(ONLY));
    return 1;
  }
  const until = performance.now() + SECONDS * 1000;
  let next = 0;
  const client = async () => {
    while (performance.now() < until) await runCase(target, next++);
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return next;
}

async function runCase(target: Target, number: number): Promise<void> {
  const dice = new Dice(SEED * 1_000_003 + number);
  const one = choose(dice);
  try {
    await one(target, dice);
  } catch (error) {
    throw new Error(`repeat with SEED=${SEED} CASE=${number} (${one.name})`, { cause: error });
  }
}

function choose(dice: Dice): Case {
  let at = dice.below(CASES.reduce((sum, [weight]) => sum + weight, 0));
  for (const [weight, one] of CASES) {
    at -= weight;
    if (at < 0) return one;
  }
  throw new Error('no case was chosen');
}

/** 0 where the system does not tell. */
function peakMemoryMb(pid: number): number {
  const status = `/proc/${pid}/status`;
  if (!existsSync(status)) return 0;
  const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1];
  return Math.round(Number(kilobytes) / 1024);
}

interface Ledger {
  readonly balanced: boolean;
  readonly total: { readonly in_flight: number; readonly stored: number };
  readonly collections: readonly { readonly collection: string }[];
}

async function checkStored(port: number, keys: Keys, acknowledged: ReadonlySet<number>): Promise<void> {
  const ledger = async () => {
    const url = `http://127.0.0.1:${port}/ingest/ledger?verify`;
    return (await (await fetch(url, { headers: { read_key: keys.read_key } })).json()) as Ledger;
  };
  let settled = await ledger();
  while (settled.total.in_flight > 0) {
    await sleep(100);
    settled = await ledger();
  }
  assert.equal(settled.balanced, true, JSON.stringify(settled));
  const seen = new Map<number, number>();
  let rows = 0;
  for (const { collection } of settled.collections) {
    const table = `"${collection.replaceAll('"', '""')}"`;
    // A malformed event is whole in `_extra`, where its number is found.
    const query = `SELECT coalesce(_id, '') || ' ' || coalesce(_extra, '') FROM ${table}`;
    const { result } = (await post(port, '/query/execute', { query }, { read_key: keys.read_key })) as {
      result: string[][];
    };
    rows += result.length;
    for (const [text = ''] of result) {
      const found = /event-(\d+)/.exec(text);
      if (found !== null) seen.set(Number(found[1]), (seen.get(Number(found[1])) ?? 0) + 1);
    }
  }
  assert.equal(rows, settled.total.stored);
  const wrong = [...acknowledged].filter((number) => seen.get(number) !== 1);
  assert.deepEqual(wrong, [], 'each acknowledged event is stored once');
  for (const [number, times] of seen) assert.equal(times, 1, `event ${number}`);
}
