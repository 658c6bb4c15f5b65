/** The time that the SQL compiler takes for a query of 20 lines, with the bare ANTLR parse as its limit. */
import type { FieldType } from '../src/model/field-type.ts';
import { analyze } from '../src/sql/analysis/analyze.ts';
import { parseQuery, parseTokens, tokensOf } from '../src/sql/parse/parse-query.ts';
import { printQuery } from '../src/sql/print/presto/print-query.ts';
import { projectEnvironment } from '../src/sql/tables/project-environment.ts';
import { percentile, report, say } from './support/report.ts';

const BENCH = 'sql';

const QUERY = `WITH sessions AS (
  SELECT _user, date_trunc('day', _time) AS day, count(*) AS events,
    count(*) FILTER (WHERE url LIKE '/checkout%') AS checkouts,
    approx_distinct(url) AS pages
  FROM pageview
  WHERE _time >= TIMESTAMP '2024-01-01 00:00:00' AND _time < TIMESTAMP '2024-02-01 00:00:00'
    AND country IN ('DE', 'FR', 'US') AND NOT (browser IS NULL OR os = 'bot')
  GROUP BY 1, 2
), ranked AS (
  SELECT s.*, row_number() OVER (PARTITION BY day ORDER BY events DESC, pages) AS place,
    sum(events) OVER (PARTITION BY _user ORDER BY day ROWS BETWEEN 6 PRECEDING AND CURRENT ROW) AS week
  FROM sessions s
)
SELECT r.day, u.plan, CASE WHEN r.week > 100 THEN 'heavy' WHEN r.week > 10 THEN 'normal' ELSE 'light' END AS kind,
  sum(r.events) AS events, 100.0 * sum(r.checkouts) / sum(r.events) AS rate,
  reduce(array_agg(r.pages), 0, (a, b) -> a + b, a -> a) AS pages
FROM ranked r LEFT JOIN users u ON u.id = r._user AND u.active
WHERE r.place <= 1000 AND r.day BETWEEN DATE '2024-01-05' AND DATE '2024-01-31'
GROUP BY 1, 2, 3 HAVING sum(r.events) > 10 ORDER BY 1, events DESC LIMIT 100`;

function collection(id: number, name: string, fields: Readonly<Record<string, FieldType>>) {
  const names = Object.entries(fields).map(([field, type]) => ({ name: field, physicalName: field, type }));
  const common = { projectId: 1, physicalName: name, topic: `p-${name}`, partitionCount: 1, revision: 0 };
  return { id, name, ...common, schema: { id, collectionId: id, version: 1, fields: names } };
}

const ENVIRONMENT = projectEnvironment({
  collections: [
    collection(1, 'pageview', {
      _user: 'STRING',
      url: 'STRING',
      country: 'STRING',
      browser: 'STRING',
      os: 'STRING',
    }),
    collection(2, 'users', { id: 'STRING', plan: 'STRING', active: 'BOOLEAN' }),
  ],
});

const WARM_UP_ROUNDS = 2000;

export async function sql(seconds: number): Promise<void> {
  const startedAt = performance.now();
  parseQuery(QUERY);
  const first = performance.now() - startedAt;
  const bare = () => parseTokens(QUERY, tokensOf(QUERY, QUERY.length, 10_000, 100));
  const whole = () => printQuery(parseQuery(QUERY));
  const tree = parseQuery(QUERY);
  const analysis = () => analyze(tree, QUERY, ENVIRONMENT);
  for (let round = 0; round < WARM_UP_ROUNDS; round++) {
    whole();
    analysis();
  }
  say(`${seconds} s, the three by turns`);
  const times = { bare: [] as number[], whole: [] as number[], analysis: [] as number[] };
  for (const end = performance.now() + seconds * 1000; performance.now() < end; ) {
    times.bare.push(timeOf(bare));
    times.whole.push(timeOf(whole));
    times.analysis.push(timeOf(analysis));
  }
  times.bare.sort((a, b) => a - b);
  times.whole.sort((a, b) => a - b);
  times.analysis.sort((a, b) => a - b);
  const limitName = 'the bare ANTLR parse';
  for (const fraction of [0.5, 0.99]) {
    report(BENCH, {
      figure: `parse_print_p${fraction * 100}`,
      value: percentile(times.whole, fraction),
      unit: 'ms',
      limit: percentile(times.bare, fraction),
      limitName,
    });
  }
  for (const fraction of [0.5, 0.99]) {
    report(BENCH, {
      figure: `analyze_p${fraction * 100}`,
      value: percentile(times.analysis, fraction),
      unit: 'ms',
      limit: percentile(times.bare, fraction),
      limitName,
    });
  }
  report(BENCH, { figure: 'first_parse', value: first, unit: 'ms' });
}

function timeOf(run: () => unknown): number {
  const startedAt = performance.now();
  run();
  return performance.now() - startedAt;
}
