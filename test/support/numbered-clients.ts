/**
 * Clients that write numbered events to a server process and remember which were acknowledged, and the account of what
 * became of them. No event is ever sent twice: what was not acknowledged may be stored once or not at all.
 */
import assert from 'node:assert/strict';
import { sleep, until } from './server-process.ts';

export interface ProjectKeys {
  readonly master_key: string;
  readonly read_key: string;
  readonly write_key: string;
}

export interface NumberedClientsOptions {
  /** Where the server is now; a test that restarts it changes the port. */
  readonly server: { readonly port: number };
  readonly keys: ProjectKeys;
  readonly collections: readonly string[];
  readonly clients: number;
  /** Events of one request at most. */
  readonly batch: number;
  /** In `[0, 1)`. */
  readonly random: () => number;
  /** Number of the first client; clients of two groups that write to one project must differ. */
  readonly firstNumber?: number;
  /** Pause of each client between two requests. */
  readonly pauseMs?: number;
  /** Characters of text in each event. */
  readonly textLength?: number;
}

/** A request that was answered otherwise than with an acknowledgement. */
export interface Refusal {
  readonly status: number;
  readonly code: string | undefined;
  readonly retryAfter: string | null;
}

interface Client {
  readonly number: number;
  sent: number;
  /** Numbers of acknowledged events. */
  readonly acknowledged: Set<number>;
}

export class NumberedClients {
  readonly refusals: Refusal[] = [];
  readonly #options: NumberedClientsOptions;
  readonly #clients: readonly Client[];
  #running = false;
  #ended: Promise<unknown> = Promise.resolve();

  constructor(options: NumberedClientsOptions) {
    this.#options = options;
    this.#clients = Array.from({ length: options.clients }, (_, index) => ({
      number: (options.firstNumber ?? 0) + index,
      sent: 0,
      acknowledged: new Set(),
    }));
  }

  start(): void {
    this.#running = true;
    this.#ended = Promise.all(this.#clients.map((client) => this.#run(client)));
  }

  /** Resolves when every request under way has been answered or has failed. */
  async stop(): Promise<void> {
    this.#running = false;
    await this.#ended;
  }

  get sent(): number {
    return this.#clients.reduce((sum, client) => sum + client.sent, 0);
  }

  /** `client/number` of each event acknowledged so far. */
  acknowledged(): ReadonlySet<string> {
    return new Set(
      this.#clients.flatMap(({ number, acknowledged }) =>
        Array.from(acknowledged, (event) => `${number}/${event}`),
      ),
    );
  }

  /** Whether one of these clients has sent this event. */
  hasSent(key: string): boolean {
    const [client, number] = key.split('/').map(Number);
    return this.#clients.some((each) => each.number === client && Number(number) < each.sent);
  }

  async #run(client: Client): Promise<void> {
    while (this.#running) {
      await this.#request(client);
      if (this.#options.pauseMs !== undefined) await sleep(this.#options.pauseMs);
    }
  }

  /** A connection that fails means that nothing is known of the request's events. */
  async #request(client: Client): Promise<void> {
    const { server, keys, batch, random } = this.#options;
    const count = 1 + Math.floor(random() * batch);
    const first = client.sent;
    client.sent += count;
    const events = Array.from({ length: count }, (_, index) => this.#event(client, first + index));
    try {
      const reply = await fetch(`http://127.0.0.1:${server.port}/event/batch`, {
        method: 'POST',
        body: JSON.stringify({ api: { api_key: keys.write_key }, events }),
        signal: AbortSignal.timeout(20_000),
      });
      const text = await reply.text();
      if (reply.status === 200 && text === '1') {
        for (let index = 0; index < count; index++) client.acknowledged.add(first + index);
        return;
      }
      const code = (JSON.parse(text) as { readonly code?: string }).code;
      this.refusals.push({ status: reply.status, code, retryAfter: reply.headers.get('retry-after') });
      await sleep(20);
    } catch {
      await sleep(50);
    }
  }

  #event({ number: client }: Client, number: number): object {
    const { collections, textLength = 10 } = this.#options;
    return {
      collection: collections[number % collections.length],
      properties: {
        client,
        number,
        text: `text ${number} `.padEnd(textLength, '.'),
        // New columns appear all the time, so that schema changes meet whatever the test does to the server.
        [`field_${Math.floor(number / 400) % 40}`]: number * 1.5,
      },
    };
  }
}

export interface LedgerFigures {
  readonly accepted: number;
  readonly stored: number;
  readonly dead_lettered: number;
  readonly deduplicated: number;
  readonly in_flight: number;
}

export interface LedgerAnswer {
  readonly balanced: boolean;
  readonly total: LedgerFigures;
  readonly collections: readonly { readonly collection: string }[];
}

export async function ledgerOf(port: number, keys: ProjectKeys, verify = false): Promise<LedgerAnswer> {
  const reply = await fetch(`http://127.0.0.1:${port}/ingest/ledger${verify ? '?verify' : ''}`, {
    headers: { read_key: keys.read_key },
  });
  const text = await reply.text();
  assert.equal(reply.status, 200, text);
  return JSON.parse(text) as LedgerAnswer;
}

/** Resolves when every event that the log took is in its table. */
export async function untilStored(port: number, keys: ProjectKeys): Promise<void> {
  await until('every event is stored', async () => (await ledgerOf(port, keys)).total.in_flight === 0);
}

export async function queryRows(port: number, keys: ProjectKeys, sql: string): Promise<unknown[][]> {
  const reply = await fetch(`http://127.0.0.1:${port}/query/execute`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', read_key: keys.read_key },
    body: JSON.stringify({ query: sql }),
  });
  const text = await reply.text();
  assert.equal(reply.status, 200, text);
  return (JSON.parse(text) as { readonly result: unknown[][] }).result;
}

/** Numbers that one query asks for: an answer may have 500,000 rows. */
const NUMBERS_PER_QUERY = 50_000;

/** How often each event (`client/number`) is in the tables of a project. */
export async function storedCounts(port: number, keys: ProjectKeys): Promise<ReadonlyMap<string, number>> {
  const seen = new Map<string, number>();
  const { collections } = await ledgerOf(port, keys);
  for (const { collection } of collections) {
    const [[highest] = []] = await queryRows(port, keys, `SELECT max(number) FROM "${collection}"`);
    for (let from = 0; from <= Number(highest ?? -1); from += NUMBERS_PER_QUERY) {
      const sql = `SELECT client, number, count(*) FROM "${collection}"
        WHERE number >= ${from} AND number < ${from + NUMBERS_PER_QUERY} GROUP BY 1, 2`;
      for (const [client, number, count] of await queryRows(port, keys, sql)) {
        const key = `${client}/${number}`;
        seen.set(key, (seen.get(key) ?? 0) + Number(count));
      }
    }
  }
  return seen;
}

export interface Account {
  readonly acknowledged: number;
  readonly stored: number;
}

/**
 * Waits until everything is in the tables, then asserts: every event of `acknowledged` is there once, none twice, none
 * that was not sent, and the ledger balances, also when it recounts the tables.
 */
export async function assertExactlyOnce(
  port: number,
  keys: ProjectKeys,
  acknowledged: ReadonlySet<string>,
  senders: readonly NumberedClients[],
): Promise<Account> {
  await untilStored(port, keys);
  const seen = await storedCounts(port, keys);
  const lost = [...acknowledged].filter((key) => !seen.has(key));
  const twice = [...seen].filter(([, count]) => count > 1).map(([key]) => key);
  const invented = [...seen.keys()].filter((key) => !senders.some((clients) => clients.hasSent(key)));
  assert.deepEqual(lost.slice(0, 10), [], `${lost.length} acknowledged events are lost`);
  assert.deepEqual(twice.slice(0, 10), [], `${twice.length} events are there twice`);
  assert.deepEqual(invented.slice(0, 10), [], `${invented.length} events were never sent`);

  const { balanced, total } = await ledgerOf(port, keys, true);
  const { accepted, stored, dead_lettered, deduplicated, in_flight } = total;
  assert.equal(accepted, stored + dead_lettered + deduplicated + in_flight);
  assert.equal(balanced, true);
  assert.equal(stored, seen.size);
  return { acknowledged: acknowledged.size, stored };
}
