import { sleep } from '../../test/support/server-process.ts';
import { cpuSecondsOf, memoryOf, type RunningMillrace } from './processes.ts';

interface LedgerReply {
  readonly total: { readonly accepted: number; readonly stored: number; readonly in_flight: number };
}

/** What was seen of a server while a load ran. */
export interface Watched {
  /** Events acknowledged but not yet in a table: one sample a second. */
  readonly inFlight: readonly number[];
  readonly anonymousBytes: readonly number[];
  readonly residentBytes: readonly number[];
  readonly cpuSeconds: number;
}

export async function ledger(server: RunningMillrace): Promise<LedgerReply['total']> {
  const reply = await fetch(`http://127.0.0.1:${server.port}/ingest/ledger`, {
    headers: { read_key: server.readKey },
  });
  return ((await reply.json()) as LedgerReply).total;
}

/** Samples the server once a second until `work` is done. */
export async function watch<T>(
  server: RunningMillrace,
  work: Promise<T>,
): Promise<{ result: T; watched: Watched }> {
  const inFlight: number[] = [];
  const anonymousBytes: number[] = [];
  const residentBytes: number[] = [];
  const cpuBefore = cpuSecondsOf(server.pid);
  let done = false;
  const finished = work.finally(() => {
    done = true;
  });
  const sampling = (async () => {
    while (!done) {
      inFlight.push((await ledger(server)).in_flight);
      const memory = memoryOf(server.pid);
      anonymousBytes.push(memory.anonymous);
      residentBytes.push(memory.resident);
      await sleep(1000);
    }
  })();
  const result = await finished;
  await sampling;
  return {
    result,
    watched: { inFlight, anonymousBytes, residentBytes, cpuSeconds: cpuSecondsOf(server.pid) - cpuBefore },
  };
}

/** Waits until everything acknowledged is in its table; tells how long that took. */
export async function untilStored(server: RunningMillrace): Promise<number> {
  const startedAt = performance.now();
  while ((await ledger(server)).in_flight > 0) await sleep(10);
  return performance.now() - startedAt;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
