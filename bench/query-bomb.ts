/** Acknowledgement times at a moderate load while four heavy queries run, against the same load without them. */

import { post } from '../test/support/server-process.ts';
import { untilStored } from './support/lake-watch.ts';
import { load, type RunningMillrace, startMillrace } from './support/processes.ts';
import { report, say } from './support/report.ts';

const BENCH = 'query-bomb';
const BOMBS = 4;
const BOMB =
  'SELECT a.page_title, b.country, count(*), avg(a.price * b.price) FROM pageview a JOIN pageview b ON a.browser = b.browser GROUP BY 1, 2 ORDER BY 3 DESC';

async function bombs(server: RunningMillrace, until: number): Promise<number> {
  let ran = 0;
  await Promise.all(
    Array.from({ length: BOMBS }, async () => {
      while (performance.now() < until) {
        const abort = new AbortController();
        const timer = setTimeout(() => abort.abort(), Math.max(1, until - performance.now()));
        ran++;
        await fetch(`http://127.0.0.1:${server.port}/query/execute`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', read_key: server.readKey },
          body: JSON.stringify({ query: BOMB }),
          signal: abort.signal,
        })
          .then((reply) => reply.text())
          .catch(() => '');
        clearTimeout(timer);
      }
    }),
  );
  return ran;
}

export async function queryBomb(seconds: number): Promise<void> {
  const server = await startMillrace();
  try {
    const plan = {
      port: server.port,
      path: '/event/batch',
      writeKey: server.writeKey,
      perRequest: 100,
      connections: 32,
      rate: 200,
    };
    say('filling: 10 s at 20,000 events/s');
    await load({ ...plan, seconds: 10 });
    await untilStored(server);
    say(`without queries, ${seconds} s`);
    const calm = await load({ ...plan, seconds });
    say(`with ${BOMBS} heavy queries, ${seconds} s`);
    const bombing = bombs(server, performance.now() + (seconds + 1) * 1000);
    const stormy = await load({ ...plan, seconds });
    report(BENCH, { figure: 'heavy_queries_started', value: await bombing, unit: 'queries' });
    report(BENCH, { figure: 'failed_requests', value: stormy.failed + calm.failed, unit: 'requests' });
    report(BENCH, {
      figure: 'ack_p50',
      value: stormy.p50Ms,
      unit: 'ms',
      limit: calm.p50Ms,
      limitName: 'the same load without queries',
    });
    report(BENCH, {
      figure: 'ack_p99',
      value: stormy.p99Ms,
      unit: 'ms',
      limit: calm.p99Ms,
      limitName: 'the same load without queries',
    });
    const drainMs = await untilStored(server);
    report(BENCH, { figure: 'drain_after_load', value: drainMs, unit: 'ms' });
    await post(
      server.port,
      '/query/execute',
      { query: 'SELECT count(*) FROM pageview' },
      { read_key: server.readKey },
    );
  } finally {
    await server.stop();
  }
}
