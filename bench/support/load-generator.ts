/**
 * A load generator in a process of its own. It speaks HTTP/1.1 over bare sockets with requests that were serialised
 * beforehand, because it shares two cores with the server and must cost as little as it can.
 *
 * With a `rate` it is open-loop: each request has a due time and its latency counts from there, so a stalled server
 * cannot hide behind requests that were never sent. Without, each connection sends as soon as it has its answer.
 *
 * Usage: node load-generator.ts '<LoadPlan as JSON>'; prints a LoadResult as JSON.
 */
import { connect, type Socket } from 'node:net';
import process from 'node:process';
import { batchBodies, singleBodies } from './events.ts';
import { percentile } from './report.ts';

export interface LoadPlan {
  readonly port: number;
  readonly path: string;
  readonly writeKey: string;
  /** Events a request; 1 uses the body of `/event/collect`. */
  readonly perRequest: number;
  readonly connections: number;
  readonly seconds: number;
  /** Requests a second; absent: as fast as the connections allow. */
  readonly rate?: number;
}

export interface LoadResult {
  readonly requests: number;
  readonly events: number;
  readonly failed: number;
  readonly seconds: number;
  readonly eventsPerSecond: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Of this process: to judge what the load itself cost. */
  readonly cpuMicrosPerEvent: number;
  /** Requests due that could not be sent because every connection was busy when time was up. */
  readonly unsent: number;
}

class Connection {
  readonly #socket: Socket;
  readonly #onAnswer: (connection: Connection, ok: boolean) => void;
  #buffered = '';
  #ended = false;
  startedAt = 0;

  constructor(port: number, onReady: () => void, onAnswer: (connection: Connection, ok: boolean) => void) {
    this.#onAnswer = onAnswer;
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true }, onReady);
    this.#socket.setEncoding('latin1');
    this.#socket.on('data', (chunk: string) => this.#receive(chunk));
    this.#socket.on('error', (error) => fail(error.message));
    this.#socket.on('close', () => {
      if (!this.#ended) fail('the server closed a connection');
    });
  }

  send(request: Buffer, startedAt: number): void {
    this.startedAt = startedAt;
    this.#socket.write(request);
  }

  end(): void {
    this.#ended = true;
    this.#socket.destroy();
  }

  #receive(chunk: string): void {
    this.#buffered += chunk;
    const headEnd = this.#buffered.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const length = /\r\ncontent-length: (\d+)/i.exec(this.#buffered)?.[1] ?? '0';
    if (this.#buffered.length < headEnd + 4 + Number(length)) return;
    const ok = this.#buffered.startsWith('HTTP/1.1 200');
    this.#buffered = '';
    this.#onAnswer(this, ok);
  }
}

function fail(reason: string): never {
  console.error(`load generator: ${reason}`);
  process.exit(1);
}

async function run(plan: LoadPlan): Promise<LoadResult> {
  const bodies =
    plan.perRequest === 1
      ? singleBodies(plan.writeKey, 2000, Date.now())
      : batchBodies(plan.writeKey, 200, plan.perRequest, Date.now());
  const requests = bodies.map((body) =>
    Buffer.concat([
      Buffer.from(
        `POST ${plan.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`,
      ),
      body,
    ]),
  );
  const latencies: number[] = [];
  const idle: Connection[] = [];
  const due: number[] = [];
  let sent = 0;
  let failed = 0;
  let generated = 0;
  let finished = false;

  const sendNext = (connection: Connection, startedAt: number) => {
    connection.send(requests[sent++ % requests.length] as Buffer, startedAt);
  };
  const onAnswer = (connection: Connection, ok: boolean) => {
    latencies.push(performance.now() - connection.startedAt);
    if (!ok) failed++;
    if (finished) {
      idle.push(connection);
    } else if (plan.rate === undefined) {
      sendNext(connection, performance.now());
    } else {
      const next = due.shift();
      if (next === undefined) idle.push(connection);
      else sendNext(connection, next);
    }
  };
  const connections: Connection[] = [];
  for (let i = 0; i < plan.connections; i++) {
    await new Promise<void>((resolve) => {
      const connection = new Connection(plan.port, resolve, onAnswer);
      connections.push(connection);
      idle.push(connection);
    });
  }

  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const rate = plan.rate;
  if (rate === undefined) {
    for (const connection of idle.splice(0)) sendNext(connection, performance.now());
    await new Promise((resolve) => setTimeout(resolve, plan.seconds * 1000));
  } else {
    await new Promise<void>((resolve) => {
      const ticker = setInterval(() => {
        const elapsed = performance.now() - startedAt;
        for (; generated < (Math.min(elapsed, plan.seconds * 1000) / 1000) * rate; generated++) {
          const dueAt = startedAt + (generated / rate) * 1000;
          // The one that rested longest: servers close connections that idle for seconds.
          const connection = idle.shift();
          if (connection === undefined) due.push(dueAt);
          else sendNext(connection, dueAt);
        }
        if (elapsed >= plan.seconds * 1000) {
          clearInterval(ticker);
          resolve();
        }
      }, 1);
    });
  }
  finished = true;
  const seconds = (performance.now() - startedAt) / 1000;
  while (idle.length < connections.length) await new Promise((resolve) => setTimeout(resolve, 5));
  const cpu = process.cpuUsage(cpuBefore);
  for (const connection of connections) connection.end();
  latencies.sort((a, b) => a - b);
  const events = latencies.length * plan.perRequest;
  return {
    requests: latencies.length,
    events,
    failed,
    seconds,
    eventsPerSecond: events / seconds,
    p50Ms: percentile(latencies, 0.5),
    p90Ms: percentile(latencies, 0.9),
    p99Ms: percentile(latencies, 0.99),
    maxMs: latencies.at(-1) ?? Number.NaN,
    cpuMicrosPerEvent: (cpu.user + cpu.system) / Math.max(1, events),
    unsent: due.length,
  };
}

console.log(JSON.stringify(await run(JSON.parse(process.argv[2] ?? '{}') as LoadPlan)));
