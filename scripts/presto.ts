/**
 * One PrestoDB on this machine: `npm run presto`. Starts it in the foreground with the catalogs memory, tpch, hive and
 * iceberg; Ctrl-C ends it. `-- --help` shows the options.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { PrestoClient } from '../src/adapters/presto/rest-client.ts';
import { messageOf } from '../src/platform/errors.ts';
import { systemRandom } from '../src/platform/random.ts';
import { systemTimers } from '../src/platform/timers.ts';
import { ensurePresto } from '../test/support/presto/ensure-presto.ts';
import { startPresto } from '../test/support/presto/start-presto.ts';

const HELP = `npm run presto                          start PrestoDB on 127.0.0.1:8080; Ctrl-C ends it
npm run presto -- --port 8181           on another port
npm run presto -- --data DIR            keep the tables of hive and iceberg in DIR
npm run presto -- --install-only        only install it
npm run --silent presto -- --query SQL  run a statement on the one that runs (--port), rows as JSON lines`;

const progress = (line: string) => console.error(line);

function readOptions() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8080' },
      data: { type: 'string' },
      query: { type: 'string' },
      'install-only': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`port "${values.port}" is none`);
  return { ...values, port };
}

async function query(sql: string, port: number): Promise<void> {
  const client = new PrestoClient({
    timers: systemTimers,
    random: systemRandom,
    address: `http://127.0.0.1:${port}`,
    session: { user: process.env['USER'] ?? 'test' },
  });
  for await (const page of client.statement(sql).pages()) {
    for (const row of page) console.log(JSON.stringify(row, plain));
  }
  client.close();
}

/** Whole numbers and decimals with all their digits; maps as objects, bytes as base64. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return rawJson(String(value));
  if (value instanceof Map) return Object.fromEntries(value);
  return value;
}

/** As of ES2026; the compiler's library does not know it yet. */
const { rawJSON: rawJson } = JSON as unknown as { rawJSON(text: string): unknown };

async function serve(port: number, data: string | undefined): Promise<void> {
  const presto = await startPresto({ port, progress, ...(data === undefined ? {} : { folder: data }) });
  console.log(`PrestoDB is ready at ${presto.address} (catalogs memory, tpch, hive, iceberg; log ${presto.logFile})
Ask it:  npm run --silent presto -- --port ${port} --query 'SELECT * FROM tpch.tiny.nation'
Ctrl-C ends it.`);
  let stopping = false;
  const stop = () => {
    stopping = true;
    void presto.stop();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  const reason = await presto.exited;
  if (!stopping) throw new Error(reason);
}

try {
  const options = readOptions();
  if (options.help) console.log(HELP);
  else if (options['install-only']) console.log((await ensurePresto({ progress })).home);
  else if (options.query !== undefined) await query(options.query, options.port);
  else await serve(options.port, options.data);
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
