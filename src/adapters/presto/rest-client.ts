import type { Random } from '../../platform/random.ts';
import type { Timers } from '../../platform/timers.ts';
import { prestoErrors } from './errors.ts';
import { HttpTransport } from './http-transport.ts';
import { type PrestoSession, sessionHeaders } from './session.ts';
import { type PrestoRow, PrestoStatement } from './statement.ts';
import type { PrestoColumn, PrestoStats } from './statement-reply.ts';

export interface PrestoClientOptions {
  readonly timers: Timers;
  readonly random: Random;
  /** The coordinator's origin, e.g. `http://127.0.0.1:8080`. */
  readonly address: string;
  readonly session: PrestoSession;
  /** For one HTTP request; the engine answers each within about a second. Default 30 s. */
  readonly requestTimeoutMs?: number;
  /** How often a page is asked for before the engine counts as lost; waits add up to 15 s. Default 12. */
  readonly maxAttempts?: number;
  /** Of one reply; the engine aims at 1 MB, and exceeds it for a large row alone. Default 256 MiB. */
  readonly maxReplyBytes?: number;
}

export interface ExecuteOptions {
  /** Overrides parts of the client's session. */
  readonly session?: Partial<PrestoSession>;
  /** From the first request to the last page. Default: no bound. */
  readonly timeoutMs?: number;
}

export interface ExecuteAllOptions extends ExecuteOptions {
  /** More rows than this are an error (`TOO_MANY_ROWS`). Default 1,000,000. */
  readonly maxRows?: number;
}

export interface PrestoResult {
  readonly queryId: string;
  /** Empty for statements without a result. */
  readonly columns: readonly PrestoColumn[];
  readonly rows: readonly PrestoRow[];
  readonly stats: PrestoStats;
  /** E.g. `INSERT` or `CREATE TABLE`; absent for queries. */
  readonly updateType?: string;
  /** Rows written. */
  readonly updateCount?: bigint;
}

/**
 * Speaks PrestoDB's statement API. Sessions are stateless: what a statement sets (`SET SESSION`, `USE`, a transaction)
 * is not carried to the next.
 */
export class PrestoClient {
  readonly #options: PrestoClientOptions;
  readonly #transport: HttpTransport;

  /** Error: `PRESTO_ADDRESS_INVALID`. */
  constructor(options: PrestoClientOptions) {
    this.#options = options;
    const { timers, address, requestTimeoutMs = 30_000, maxReplyBytes = 256 * 1024 * 1024 } = options;
    this.#transport = new HttpTransport({
      timers,
      origin: originOf(address),
      requestTimeoutMs,
      maxReplyBytes,
    });
  }

  /** Nothing is sent before the pages of the statement are read. Error: `PRESTO_SESSION_INVALID`. */
  statement(sql: string, options: ExecuteOptions = {}): PrestoStatement {
    const { timers, random, address, session, maxAttempts = 12 } = this.#options;
    return new PrestoStatement({
      transport: this.#transport,
      timers,
      random,
      address,
      sql,
      maxAttempts,
      headers: sessionHeaders({ ...session, ...options.session }),
      ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
    });
  }

  /** Runs a statement and collects its rows. Errors: those of {@link PrestoStatement.pages}, `TOO_MANY_ROWS`. */
  async execute(sql: string, options: ExecuteAllOptions = {}): Promise<PrestoResult> {
    const { maxRows = 1_000_000 } = options;
    const statement = this.statement(sql, options);
    const rows: PrestoRow[] = [];
    for await (const page of statement.pages()) {
      if (rows.length + page.length > maxRows) throw prestoErrors.tooManyRows(maxRows);
      for (const row of page) rows.push(row);
    }
    return {
      queryId: statement.queryId!,
      columns: statement.columns ?? [],
      rows,
      stats: statement.stats!,
      ...(statement.updateType === undefined ? {} : { updateType: statement.updateType }),
      ...(statement.updateCount === undefined ? {} : { updateCount: statement.updateCount }),
    };
  }

  /** Nothing is sent any more; statements that still run are not cancelled. */
  close(): void {
    this.#transport.close();
  }
}

function originOf(address: string): URL {
  const url = URL.parse(address);
  const isOrigin =
    url !== null &&
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    url.pathname === '/' &&
    url.search + url.hash + url.username + url.password === '';
  if (!isOrigin) throw prestoErrors.addressInvalid(address);
  return url;
}
