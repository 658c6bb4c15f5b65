import type { NewKeys } from '../../operation/admin-routes.ts';
import { systemTimers } from '../../platform/timers.ts';
import type { AdminClient } from '../admin-client.ts';
import { sendEvents } from '../event-sender.ts';
import { CommandFailure, EXIT } from '../exit-codes.ts';
import { formatCount, Progress } from '../progress.ts';
import { parseQueryResult, type QueryResult, tableOf } from '../query-result.ts';
import { httpClient, type ServerClient } from '../server-client.ts';
import type { Terminal } from '../terminal.ts';
import { DEMO_QUERIES } from './demo-queries.ts';
import { type DemoSource, openDemoSource } from './demo-source.ts';

export interface DemoOptions {
  /** A server that listens. */
  readonly url: string;
  readonly admin: AdminClient;
  /** What further commands need to find the data directory: ` --data DIR`, or nothing. */
  readonly dataOption: string;
  /** Whether the server is there when the demo is over. */
  readonly staysUp: boolean;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

interface DemoProject {
  readonly name: string;
  readonly keys: NewKeys;
  /** The events are there from an earlier run. */
  readonly isFilled: boolean;
}

const PROJECT = 'demo';
const COUNT_FLIGHTS = 'SELECT count(*) FROM flight';
const VISIBLE_WITHIN_MS = 120_000;
const RETRY_AFTER_MS = 200;

/** Sends real events to a running server through its own HTTP API, waits until they can be asked for, and asks. */
export async function runDemo(options: DemoOptions): Promise<void> {
  const { url, admin, dataOption, terminal, signal } = options;
  const { bold, dim } = terminal.style;
  const source = await openDemoSource();
  const project = await openProject(admin, source.flightCount);
  terminal.out(`${bold(`Project "${project.name}"`)} at ${url}`);
  for (const kind of ['master_key', 'read_key', 'write_key'] as const) {
    terminal.out(`  ${kind.padEnd(10)}  ${project.keys[kind]}`);
  }
  terminal.out('');
  const client = httpClient(url);
  try {
    if (project.isFilled) {
      terminal.out(dim('The events are there from an earlier run and are not sent again.'));
    } else {
      terminal.out(`Sending ${source.description}`);
      const position = await send(client, source, project.keys.write_key, terminal, signal);
      await untilVisible(client, project.keys.read_key, position, terminal, signal);
    }
    for (const query of DEMO_QUERIES) await show(client, project.keys.read_key, query, terminal, signal);
  } finally {
    await client.close();
  }
  const next = options.staysUp
    ? nextSteps(url, project, dataOption)
    : `  The events and the keys are kept: npx millrace start${dataOption}`;
  terminal.out(`\n${bold('Now you')}\n\n${next}\n`);
}

/**
 * The project `demo`, or the next of `demo_2`, `demo_3`, … when it holds other data than a whole demo: whatever is
 * there stays as it is. Keys are stored hashed, so a project that is used again gets new ones.
 */
async function openProject(admin: AdminClient, flightCount: number): Promise<DemoProject> {
  const taken = new Map((await admin.projects()).map((project) => [project.name, project.state]));
  for (let number = 1; ; number++) {
    const name = number === 1 ? PROJECT : `${PROJECT}_${number}`;
    const state = taken.get(name);
    if (state === undefined) return { name, keys: await admin.createProject(name), isFilled: false };
    if (state === 'active' && (await countFlights(admin, name)) === flightCount) {
      return { name, keys: await admin.createKeys(name), isFilled: true };
    }
  }
}

/** `undefined` where there is no collection `flight`. */
async function countFlights(admin: AdminClient, project: string): Promise<number | undefined> {
  const response = await admin.query(project, JSON.stringify({ query: COUNT_FLIGHTS }));
  return response.status === 200 ? Number(parseQueryResult(response).result[0]?.[0]) : undefined;
}

async function send(
  client: ServerClient,
  source: DemoSource,
  key: string,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<string> {
  const total = source.webhookCount + source.flightCount;
  const progress = new Progress(terminal, { label: '  sending', unit: 'events' });
  const sent = await sendEvents(source.events(), {
    client,
    key,
    signal,
    onAcknowledged: (count) => progress.update(count, count / total),
  });
  progress.finish('  acknowledged, so durable:');
  if (sent.count !== total || sent.position === undefined) {
    throw new CommandFailure(
      EXIT.failed,
      `${formatCount(sent.count)} of ${formatCount(total)} events were sent`,
    );
  }
  return sent.position;
}

/** A query with `after` waits for the position itself, but not for ever. */
async function untilVisible(
  client: ServerClient,
  key: string,
  after: string,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const startedAt = performance.now();
  for (;;) {
    const response = await query(client, key, { query: COUNT_FLIGHTS, after }, signal);
    const elapsedMs = performance.now() - startedAt;
    if (response.status === 200) {
      terminal.note(
        `  all of them visible to queries ${(elapsedMs / 1000).toFixed(1)} s after the last acknowledgement`,
      );
      return;
    }
    if (elapsedMs > VISIBLE_WITHIN_MS || response.status < 500) parseQueryResult(response);
    await systemTimers.sleep(RETRY_AFTER_MS, signal);
  }
}

async function show(
  client: ServerClient,
  key: string,
  { question, sql }: (typeof DEMO_QUERIES)[number],
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const { bold, dim, cyan } = terminal.style;
  const startedAt = performance.now();
  const result: QueryResult = parseQueryResult(await query(client, key, { query: sql }, signal));
  const elapsedMs = Math.round(performance.now() - startedAt);
  terminal.out(`\n${bold(question)}  ${dim(`${elapsedMs} ms`)}`);
  terminal.out(cyan(sql.replaceAll(/^/gm, '  ')));
  terminal.out(`\n${tableOf(result, terminal)}`);
}

function query(client: ServerClient, key: string, body: object, signal: AbortSignal) {
  return client.request({
    method: 'POST',
    path: '/query/execute',
    headers: { 'content-type': 'application/json', read_key: key },
    body: JSON.stringify(body),
    signal,
  });
}

function nextSteps(url: string, { name, keys }: DemoProject, dataOption: string): string {
  return `  Send an event:

    curl ${url}/event/collect -d '{
      "api": {"api_key":
        "${keys.write_key}"},
      "collection": "pageview",
      "properties": {"url": "/pricing", "seconds": 12.5}}'

  Ask for it, a moment later:

    curl ${url}/query/execute -H \\
    read_key:${keys.read_key} \\
      -d '{"query": "SELECT url, seconds, _time FROM pageview"}'

  Ask from another terminal, without a key:

    npx millrace query --project ${name}${dataOption} \\
      "SELECT destination, count(*) AS flights FROM flight
       GROUP BY 1 ORDER BY 2 DESC LIMIT 10"`;
}
