import { MillraceError } from '../../platform/errors.ts';
import type { Random } from '../../platform/random.ts';
import type { Timers } from '../../platform/timers.ts';
import { PrestoQueryFailed, prestoErrors } from './errors.ts';
import { type HttpReply, type HttpTransport, TransportFailure } from './http-transport.ts';
import type { RequestHeaders } from './session.ts';
import {
  InvalidReply,
  type PrestoColumn,
  type PrestoStats,
  readReply,
  type StatementReply,
} from './statement-reply.ts';
import { decoderOf, type PrestoValue, UnexpectedValue, type ValueDecoder } from './value-decoder.ts';

export type PrestoRow = readonly PrestoValue[];

export interface StatementOptions {
  readonly transport: HttpTransport;
  readonly timers: Timers;
  readonly random: Random;
  readonly address: string;
  readonly sql: string;
  readonly headers: RequestHeaders;
  /** From the first request to the last page; absent: no bound. */
  readonly timeoutMs?: number;
  /** How often a page is asked for in all before the engine counts as lost. */
  readonly maxAttempts: number;
}

const FIRST_DELAY_MS = 50;
const MAX_DELAY_MS = 2000;
/** A statement that is just being dispatched refuses to be cancelled; this is far longer than that takes. */
const CANCEL_LIMIT_MS = 15_000;
/** "Not now": a page asked for again is sent again, the same. */
const RETRYABLE: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const GONE: ReadonlySet<number> = new Set([404, 410]);

/**
 * One statement on its way. It is posted once, never again: the engine begins it when its first page is asked for, and
 * every page can be asked for again until the next one is. The engine gives up on a statement that nobody asks about
 * for five minutes (`query.client.timeout`), so pages must be taken without long pauses.
 */
export class PrestoStatement {
  readonly #options: StatementOptions;
  readonly #abort = new AbortController();
  #decoders: readonly ValueDecoder[] = [];
  #reply: StatementReply | undefined;
  #started = false;
  #asked = false;
  #ended = false;
  #stopping: Promise<void> | undefined;

  constructor(options: StatementOptions) {
    this.#options = options;
  }

  /** Absent before the engine's first reply. */
  get queryId(): string | undefined {
    return this.#reply?.id;
  }

  get stats(): PrestoStats | undefined {
    return this.#reply?.stats;
  }

  /** Known with the first page at the latest. */
  columns: readonly PrestoColumn[] | undefined;
  updateType: string | undefined;
  updateCount: bigint | undefined;

  /**
   * The rows as they come, page by page, none of them empty; the next page is asked for when this one was taken. Can be
   * called once. Whoever stops early cancels the statement.
   *
   * Errors: {@link PrestoQueryFailed}, `QUERY_CANCELLED`, `QUERY_TIMEOUT`, `PRESTO_SUBMIT_FAILED`, `PRESTO_BUSY`,
   * `PRESTO_REFUSED`, `PRESTO_LOST`, `PRESTO_REPLY_INVALID`.
   */
  async *pages(): AsyncGenerator<readonly PrestoRow[]> {
    if (this.#started) throw new Error('the pages of a statement are read once');
    this.#started = true;
    const { timers, timeoutMs } = this.#options;
    const timer =
      timeoutMs === undefined
        ? undefined
        : timers.after(timeoutMs, () => void this.#stop(prestoErrors.timeout()).catch(() => {}));
    try {
      let reply = await this.#post();
      for (;;) {
        const rows = this.#take(reply);
        if (rows.length > 0) yield rows;
        if (reply.next === undefined) return;
        reply = await this.#get(reply.next);
      }
    } finally {
      timer?.cancel();
      // Whoever called `cancel` waits there. What cannot be stopped ends by itself once nobody asks for its pages.
      const isStopping = this.#stopping !== undefined;
      const stopped = this.#stop(prestoErrors.cancelled()).catch(() => {});
      if (!isStopping) await stopped;
    }
  }

  /**
   * Stops the statement; resolves when the engine has stopped it or it had ended. {@link PrestoStatement.pages} rejects
   * with `QUERY_CANCELLED`. Error: `PRESTO_CANCEL_FAILED`.
   */
  cancel(): Promise<void> {
    return this.#stop(prestoErrors.cancelled());
  }

  #stop(reason: Error): Promise<void> {
    if (this.#ended) return Promise.resolve();
    this.#abort.abort(reason);
    this.#stopping ??= this.#stopAtServer();
    return this.#stopping;
  }

  /** Before the first page was asked for, there is nothing to stop. */
  async #stopAtServer(): Promise<void> {
    const { transport, headers, timers, address } = this.#options;
    const path = this.#reply?.next;
    if (path === undefined || !this.#asked) return;
    const limit = new AbortController();
    const timer = timers.after(CANCEL_LIMIT_MS, () => limit.abort());
    const request = { path, headers, signal: limit.signal };
    try {
      for (let attempt = 0; !limit.signal.aborted && !transport.closed; attempt++) {
        try {
          const { status } = await transport.send('DELETE', request);
          if (GONE.has(status)) return;
          if (status < 300 && isOver(await transport.send('GET', request))) return;
        } catch {
          // Lost on the way, or unreadable: told again below.
        }
        await timers.sleep(this.#delay(attempt), limit.signal).catch(() => {});
      }
    } finally {
      timer.cancel();
    }
    throw prestoErrors.cancelFailed(address, this.#reply?.id ?? '');
  }

  async #post(): Promise<StatementReply> {
    const { transport, headers, sql, address } = this.#options;
    const { signal } = this.#abort;
    let reply: HttpReply;
    try {
      reply = await transport.send('POST', { path: '/v1/statement', headers, body: sql, signal });
    } catch (error) {
      signal.throwIfAborted();
      throw prestoErrors.submitFailed(address, error);
    }
    if (RETRYABLE.has(reply.status)) throw prestoErrors.busy(address, reply.status);
    if (reply.status !== 200) throw prestoErrors.refused(address, reply.status, reply.body.toString());
    try {
      return readReply(reply.body);
    } catch (error) {
      throw prestoErrors.submitFailed(address, error);
    }
  }

  async #get(path: string): Promise<StatementReply> {
    const { transport, headers, address, maxAttempts, timers } = this.#options;
    const { signal } = this.#abort;
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      this.#asked = true;
      let failure: unknown;
      try {
        const reply = await transport.send('GET', { path, headers, signal });
        if (reply.status === 200) return readReply(reply.body);
        failure = new TransportFailure(`HTTP ${reply.status}`);
        if (!RETRYABLE.has(reply.status)) throw this.#refusal(reply);
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof TransportFailure || error instanceof InvalidReply)) throw this.#named(error);
        failure = error;
      }
      if (attempt >= maxAttempts) {
        if (failure instanceof InvalidReply) throw prestoErrors.replyInvalid(address, failure);
        this.#ended = true;
        throw prestoErrors.lost(address, this.#reply?.id ?? '', failure);
      }
      await timers.sleep(this.#delay(attempt - 1), signal);
    }
  }

  #refusal(reply: HttpReply): Error {
    const { address } = this.#options;
    if (!GONE.has(reply.status)) return prestoErrors.refused(address, reply.status, reply.body.toString());
    this.#ended = true;
    return prestoErrors.forgotten(address, this.#reply?.id ?? '', reply.status);
  }

  #named(error: unknown): unknown {
    return error instanceof MillraceError ? error : prestoErrors.replyInvalid(this.#options.address, error);
  }

  /** Keeps what a reply says about the statement; returns its rows. */
  #take(reply: StatementReply): readonly PrestoRow[] {
    this.#reply = reply;
    this.updateType = reply.updateType ?? this.updateType;
    this.updateCount = reply.updateCount ?? this.updateCount;
    if (reply.error !== undefined || reply.next === undefined) this.#ended = true;
    if (reply.error !== undefined) throw new PrestoQueryFailed(reply.error);
    if (this.columns === undefined && reply.columns !== undefined) {
      this.columns = reply.columns;
      this.#decoders = reply.columns.map((column) => decoderOf(column.type));
    }
    try {
      return reply.data.map((row) => this.#decode(row));
    } catch (error) {
      if (error instanceof UnexpectedValue) throw prestoErrors.replyInvalid(this.#options.address, error);
      throw error;
    }
  }

  #decode(row: StatementReply['data'][number]): PrestoRow {
    const decoders = this.#decoders;
    if (row.length !== decoders.length) throw new UnexpectedValue('a row has not as many values as columns');
    return row.map((value, index) => decoders[index]!(value));
  }

  /** Doubling, with up to half taken off by chance, so that many clients do not come back together. */
  #delay(attempt: number): number {
    const full = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt);
    return full * (1 - this.#options.random.next() / 2);
  }
}

/** Whether the engine's reply, after it was told to stop, says that it did. */
function isOver(reply: HttpReply): boolean {
  if (GONE.has(reply.status)) return true;
  if (reply.status !== 200) return false;
  const { error, next } = readReply(reply.body);
  return error !== undefined || next === undefined;
}
