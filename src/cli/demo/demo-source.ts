import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';
import type { EventText } from '../event-sender.ts';
import { textLines } from '../text-lines.ts';
import { webhookEvents } from './webhook-events.ts';

/** The events of the demo: real GitHub webhooks and real flights. */
export interface DemoSource {
  /** What is sent and where it comes from, in lines of at most 78 characters; follows "Sending". */
  readonly description: string;
  readonly webhookCount: number;
  readonly flightCount: number;
  readonly events: () => AsyncIterable<EventText>;
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SAMPLE = path.join(ROOT, 'sample/events.jsonl.gz');
const SAMPLE_COUNTS = path.join(ROOT, 'sample/counts.json');

/** Every how many of the 3,000,000 flights is sent. */
const FLIGHT_STEP = 13;

/** From the development dependencies in a checkout, from the packed sample otherwise. */
export async function openDemoSource(): Promise<DemoSource> {
  const files = findDatasets();
  return files === undefined ? openSample() : openDatasets(files, FLIGHT_STEP);
}

export interface DatasetFiles {
  /** JSON: webhooks with their examples. */
  readonly webhooks: string;
  /** Parquet: date, delay, distance, origin, destination. */
  readonly flights: string;
}

/** The files of the development dependencies; `undefined` when they are not installed. */
export function findDatasets(): DatasetFiles | undefined {
  const webhooks = findInPackages('@octokit/webhooks-examples/api.github.com/index.json');
  const flights = findInPackages('vega-datasets/data/flights-3m.parquet');
  return webhooks === undefined || flights === undefined ? undefined : { webhooks, flights };
}

/** By path, because packages do not export their data; only beside this package, as in a checkout. */
function findInPackages(file: string): string | undefined {
  const found = path.join(ROOT, 'node_modules', file);
  return existsSync(found) ? found : undefined;
}

async function openSample(): Promise<DemoSource> {
  const counts = JSON.parse(await readFile(SAMPLE_COUNTS, 'utf8')) as { webhooks: number; flights: number };
  return {
    description:
      'the sample in this package: GitHub webhook payloads, and flights within\n' +
      'the USA in 2001 (a checkout has ten times as many):',
    webhookCount: counts.webhooks,
    flightCount: counts.flights,
    events: () => textLines(createReadStream(SAMPLE).pipe(createGunzip())),
  };
}

/** Also what the sample is made from, with a larger step. */
export async function openDatasets(files: DatasetFiles, step: number): Promise<DemoSource> {
  const webhooks = webhookEvents(await readFile(files.webhooks, 'utf8'));
  return {
    description:
      'GitHub webhook payloads (@octokit/webhooks-examples), and flights\n' +
      'within the USA in 2001 (vega-datasets):',
    webhookCount: webhooks.length,
    flightCount: await countFlights(files.flights, step),
    async *events() {
      yield* webhooks;
      yield* flightEvents(files.flights, step);
    },
  };
}

function flightsQuery(file: string, step: number): string {
  return `FROM read_parquet('${file.replaceAll("'", "''")}', file_row_number = true) WHERE file_row_number % ${step} = 0`;
}

async function countFlights(file: string, step: number): Promise<number> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const reply = await connection.runAndReadAll(`SELECT count(*)::DOUBLE ${flightsQuery(file, step)}`);
    return Number(reply.getRows()[0]?.[0] ?? 0);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function* flightEvents(file: string, step: number): AsyncGenerator<EventText> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    const result = await connection.stream(`
      SELECT to_json({
        collection: 'flight',
        properties: {
          _time: strftime(date, '%Y-%m-%dT%H:%M:%S.000Z'),
          delay: delay, distance: distance, origin: origin, destination: destination
        }
      })::VARCHAR ${flightsQuery(file, step)}`);
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) return;
      for (const event of chunk.getColumnValues(0)) yield String(event);
    }
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
