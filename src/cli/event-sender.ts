import {
  decodeProjectPosition,
  encodeProjectPosition,
  furthest,
  type ProjectPosition,
} from '../model/position.ts';
import { systemTimers } from '../platform/timers.ts';
import { CommandFailure, EXIT } from './exit-codes.ts';
import { formatCount } from './progress.ts';
import { SentSoFar } from './sent-so-far.ts';
import { type ClientResponse, failureOf, type ServerClient } from './server-client.ts';

/** An event of a batch as JSON text: `{"collection":…,"properties":…}`. */
export type EventText = string;

export interface SendOptions {
  readonly client: ServerClient;
  /** A write key. */
  readonly key: string;
  /** Ends it when the requests under way are answered: so it is known what is stored. */
  readonly signal: AbortSignal;
  /** Called after each acknowledged request with the number of events acknowledged so far. */
  readonly onAcknowledged: (count: number) => void;
  /** Tells what is stored, also when the sending fails. */
  readonly sent?: SentSoFar;
}

export interface SentEvents {
  readonly count: number;
  /** For `after`: where everything that was sent can be seen; `undefined` when nothing was. */
  readonly position: string | undefined;
}

/** Requests under way at once. */
const CONNECTIONS = 4;
const EVENTS_PER_REQUEST = 500;
const CHARACTERS_PER_REQUEST = 200_000;

/**
 * Sends events in batches over several connections and resolves when all are acknowledged. Holds a few requests in
 * memory, however many events there are. What the server turns away for now is sent again when it says so; a request
 * that broke off is not, because its events may be stored.
 */
export async function sendEvents(
  events: AsyncIterable<EventText>,
  options: SendOptions,
): Promise<SentEvents> {
  const batches = batchesOf(events);
  const run = new Run(options);
  let failed = false;
  const worker = async () => {
    try {
      for (;;) {
        if (failed) return;
        const next = await run.unlessAborted(batches.next());
        if (next.done === true) return;
        await run.send(next.value);
      }
    } catch (error) {
      failed = true;
      throw error;
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: CONNECTIONS }, worker));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return { count: run.sent.count, position: run.positions.encoded() };
}

/** Consecutive events and the place of the first, counted from 0. */
interface Batch {
  readonly place: number;
  readonly events: readonly EventText[];
}

/** An async generator queues calls of `next`, so several workers may share it. */
async function* batchesOf(events: AsyncIterable<EventText>): AsyncGenerator<Batch, void> {
  let batch: EventText[] = [];
  let characters = 0;
  let place = 0;
  for await (const event of events) {
    const isFull = batch.length === EVENTS_PER_REQUEST || characters + event.length > CHARACTERS_PER_REQUEST;
    if (isFull && batch.length > 0) {
      yield { place, events: batch };
      place += batch.length;
      batch = [];
      characters = 0;
    }
    batch.push(event);
    characters += event.length;
  }
  if (batch.length > 0) yield { place, events: batch };
}

class Run {
  readonly sent: SentSoFar;
  readonly positions = new PositionMerge();
  readonly #options: SendOptions;
  readonly #aborted: Promise<never>;

  constructor(options: SendOptions) {
    this.#options = options;
    this.sent = options.sent ?? new SentSoFar();
    const { signal } = options;
    this.#aborted = new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
    // Whoever waits for it hears of it; nobody may be waiting.
    this.#aborted.catch(() => {});
  }

  /** Events that never come, as from an open pipe, must not keep a command from ending. */
  async unlessAborted<T>(promise: Promise<T>): Promise<T> {
    this.#options.signal.throwIfAborted();
    return Promise.race([promise, this.#aborted]);
  }

  async send({ place, events }: Batch): Promise<void> {
    const response = await this.#post({ place, events });
    if (response.status < 300) {
      this.positions.add(response.headers['x-millrace-position']);
      this.sent.acknowledged(place, events.length);
      this.#options.onAcknowledged(this.sent.count);
      return;
    }
    if (response.status !== 413) throw failureOf(response);
    if (events.length === 1) throw tooLarge(place, events[0]!);
    const half = Math.ceil(events.length / 2);
    await this.send({ place, events: events.slice(0, half) });
    await this.send({ place: place + half, events: events.slice(half) });
  }

  /** The first answer that is not "later". */
  async #post({ place, events }: Batch): Promise<ClientResponse> {
    const { client, key, signal } = this.#options;
    const body = Buffer.from(`{"api":{"api_key":${JSON.stringify(key)}},"events":[${events.join(',')}]}`);
    const headers = { 'content-type': 'application/json' };
    for (;;) {
      let response: ClientResponse;
      try {
        response = await client.request({ method: 'POST', path: '/event/batch', headers, body });
      } catch (error) {
        this.sent.inDoubt(place, events.length);
        throw error;
      }
      if (response.status !== 503 && response.status !== 429) return response;
      const retryAfterSeconds = Number(response.headers['retry-after'] ?? 1);
      await systemTimers.sleep((Number.isFinite(retryAfterSeconds) ? retryAfterSeconds : 1) * 1000, signal);
    }
  }
}

function tooLarge(place: number, event: EventText): CommandFailure {
  const bytes = formatCount(Buffer.byteLength(event));
  return new CommandFailure(
    EXIT.failed,
    `event ${formatCount(place + 1)} has ${bytes} bytes, more than the server takes`,
    {
      detail: `${event.slice(0, 100)}…`,
      hint: 'leave it out, or raise "collect.max-body-size"',
    },
  );
}

/** The furthest place of each collection over all replies. */
class PositionMerge {
  #merged: ProjectPosition | undefined;

  add(header: string | readonly string[] | undefined): void {
    const position = typeof header === 'string' ? decodeProjectPosition(header) : undefined;
    if (position === undefined) return;
    const collections = new Map(this.#merged?.collections ?? []);
    for (const [collection, place] of position.collections) {
      collections.set(collection, furthest(collections.get(collection) ?? [], place));
    }
    this.#merged = { projectId: position.projectId, collections };
  }

  encoded(): string | undefined {
    return this.#merged === undefined ? undefined : encodeProjectPosition(this.#merged);
  }
}
