import {
  decodeProjectPosition,
  encodeProjectPosition,
  furthest,
  type ProjectPosition,
} from '../model/position.ts';
import { systemTimers } from '../platform/timers.ts';
import { failureOf, type ServerClient } from './server-client.ts';

/** An event of a batch as JSON text: `{"collection":…,"properties":…}`. */
export type EventText = string;

export interface SendOptions {
  readonly client: ServerClient;
  /** A write key. */
  readonly key: string;
  readonly signal: AbortSignal;
  /** Called after each acknowledged request with the number of events acknowledged so far. */
  readonly onAcknowledged: (count: number) => void;
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
 * memory, however many events there are. What the server turns away for now is sent again when it says so.
 */
export async function sendEvents(
  events: AsyncIterable<EventText>,
  options: SendOptions,
): Promise<SentEvents> {
  const batches = batchesOf(events);
  const positions = new PositionMerge();
  let count = 0;
  let failed = false;
  const worker = async () => {
    try {
      for (;;) {
        if (failed) return;
        options.signal.throwIfAborted();
        const next = await batches.next();
        if (next.done === true) return;
        await sendBatch(next.value, options, positions);
        count += next.value.length;
        options.onAcknowledged(count);
      }
    } catch (error) {
      failed = true;
      throw error;
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: CONNECTIONS }, worker));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return { count, position: positions.encoded() };
}

/** An async generator queues calls of `next`, so several workers may share it. */
async function* batchesOf(events: AsyncIterable<EventText>): AsyncGenerator<readonly EventText[], void> {
  let batch: EventText[] = [];
  let characters = 0;
  for await (const event of events) {
    if (batch.length > 0 && characters + event.length > CHARACTERS_PER_REQUEST) {
      yield batch;
      batch = [];
      characters = 0;
    }
    batch.push(event);
    characters += event.length;
    if (batch.length === EVENTS_PER_REQUEST) {
      yield batch;
      batch = [];
      characters = 0;
    }
  }
  if (batch.length > 0) yield batch;
}

async function sendBatch(
  batch: readonly EventText[],
  options: SendOptions,
  positions: PositionMerge,
): Promise<void> {
  const body = Buffer.from(
    `{"api":{"api_key":${JSON.stringify(options.key)}},"events":[${batch.join(',')}]}`,
  );
  for (;;) {
    const response = await options.client.request({
      method: 'POST',
      path: '/event/batch',
      headers: { 'content-type': 'application/json' },
      body,
      signal: options.signal,
    });
    if (response.status < 300) {
      positions.add(response.headers['x-millrace-position']);
      return;
    }
    if (response.status === 413 && batch.length > 1) {
      const half = Math.ceil(batch.length / 2);
      await sendBatch(batch.slice(0, half), options, positions);
      await sendBatch(batch.slice(half), options, positions);
      return;
    }
    if (response.status !== 503 && response.status !== 429) throw failureOf(response);
    const retryAfterSeconds = Number(response.headers['retry-after'] ?? 1);
    await systemTimers.sleep(
      (Number.isFinite(retryAfterSeconds) ? retryAfterSeconds : 1) * 1000,
      options.signal,
    );
  }
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
