/**
 * Goal: what a deleted project left behind goes at the next start, and nothing else does.
 *
 * Method: topics and files are planted as a crash leaves them, those of a deleted project, of one that is there, and of
 * one that the metadata never knew; then the server starts.
 */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { type EmbeddedEventLog, openEmbeddedEventLog } from '../../src/adapters/embedded-log/index.ts';
import { type Millrace, openMillrace } from '../../src/app/compose.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { createLogTelemetry } from '../../src/log/telemetry.ts';
import { systemPlatform } from '../../src/platform/platform.ts';
import { removeDirectory } from '../support/server-process.ts';

const { config } = loadConfig({ environment: {} });

function open(dataDirectory: string): Promise<Millrace> {
  return openMillrace({ config, platform: systemPlatform('silent'), dataDirectory });
}

function openLog(dataDirectory: string): Promise<EmbeddedEventLog> {
  const platform = systemPlatform('silent');
  return openEmbeddedEventLog(platform, {
    dataDirectory,
    config,
    telemetry: createLogTelemetry(platform.metrics),
    onFailure(error) {
      throw error;
    },
  });
}

function temporaryData(t: TestContext): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'millrace-orphans-'));
  t.after(() => removeDirectory(directory));
  return directory;
}

type Keys = Record<'master_key' | 'read_key' | 'write_key', string>;

async function createProject({ server }: Millrace, name: string): Promise<Keys> {
  const reply = await server.inject({ method: 'POST', url: '/project/create', payload: { name } });
  assert.equal(reply.statusCode, 200, reply.body);
  return reply.json<Keys>();
}

async function sendEvent({ server }: Millrace, keys: Keys, collection: string): Promise<number> {
  const payload = { api: { api_key: keys.write_key }, collection, properties: { n: 1 } };
  return (await server.inject({ method: 'POST', url: '/event/collect', payload })).statusCode;
}

async function accepted({ server }: Millrace, keys: Keys): Promise<number> {
  const reply = await server.inject({ url: '/ingest/ledger?verify', headers: { read_key: keys.read_key } });
  const { balanced, total } = reply.json<{ balanced: boolean; total: { accepted: number } }>();
  assert.equal(balanced, true);
  return total.accepted;
}

test('start-up removes what a deleted project left, and only that', async (t) => {
  const data = temporaryData(t);
  let millrace = await open(data);
  const gone = await createProject(millrace, 'gone');
  const kept = await createProject(millrace, 'kept');
  for (const keys of [gone, kept]) assert.equal(await sendEvent(millrace, keys, 'thing'), 200);
  const headers = { master_key: gone.master_key };
  const deletion = await millrace.server.inject({ method: 'POST', url: '/project/delete', headers });
  assert.equal(deletion.statusCode, 200);
  await millrace.close();

  const lake = path.join(data, 'lake');
  assert.deepEqual(readdirSync(lake), ['kept.duckdb']);
  const planted = ['gone.duckdb', 'gone.duckdb.wal', 'gone.duckdb.wal.checkpoint', 'gone.tmp'];
  const foreign = ['gone_2.duckdb', 'unknown.duckdb', 'unknown.duckdb.wal'];
  for (const name of planted.slice(0, 3)) writeFileSync(path.join(lake, name), 'left behind');
  mkdirSync(path.join(lake, 'gone.tmp'));
  for (const name of foreign) writeFileSync(path.join(lake, name), 'whose?');
  let log = await openLog(data);
  for (const topic of ['gone-thing', 'gone-other', 'gone_2-thing', 'unknown-thing']) {
    await log.createTopic(topic, 1);
  }
  await log.close();

  millrace = await open(data);
  assert.equal(await accepted(millrace, kept), 1);
  await millrace.close();
  assert.deepEqual(readdirSync(lake).sort(), [...foreign, 'kept.duckdb'].sort());
  log = await openLog(data);
  assert.deepEqual([...log.topicNames].sort(), ['gone_2-thing', 'kept-thing', 'unknown-thing']);
  await log.close();
});

test('requests under way while a project is deleted bring nothing of it back', async (t) => {
  const data = temporaryData(t);
  const millrace = await open(data);
  for (let round = 0; round < 10; round++) {
    const keys = await createProject(millrace, 'brief');
    assert.equal(await sendEvent(millrace, keys, 'thing'), 200);
    const headers = { master_key: keys.master_key };
    const requests = Array.from({ length: 8 }, (_, index) => sendEvent(millrace, keys, `new_${index}`));
    const ledgers = Array.from({ length: 4 }, () =>
      millrace.server.inject({ url: '/ingest/ledger?verify', headers: { read_key: keys.read_key } }),
    );
    const deletion = millrace.server.inject({ method: 'POST', url: '/project/delete', headers });
    await Promise.all([...requests, ...ledgers]);
    assert.equal((await deletion).statusCode, 200);
  }
  await millrace.close();
  assert.deepEqual(readdirSync(path.join(data, 'lake')), []);
  const log = await openLog(data);
  assert.deepEqual(log.topicNames, []);
  await log.close();
});
