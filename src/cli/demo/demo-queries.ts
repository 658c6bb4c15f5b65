/** What the demo asks, each with the question in words. */
export interface DemoQuery {
  readonly question: string;
  readonly sql: string;
}

export const DEMO_QUERIES: readonly DemoQuery[] = [
  {
    question: 'What came in? Every collection at once',
    sql: `SELECT _collection, count(*) AS events,
       min(_time) AS first, max(_time) AS last
FROM _all
GROUP BY 1
ORDER BY events DESC, 1
LIMIT 6`,
  },
  {
    question: 'Which large airports keep people waiting?',
    sql: `SELECT origin, count(*) AS flights,
       round(avg(delay), 1) AS mean_delay_minutes,
       round(100.0 * count(CASE WHEN delay > 60 THEN 1 END) / count(*), 1)
         AS percent_over_an_hour
FROM flight
GROUP BY origin
HAVING count(*) > (SELECT count(*) FROM flight) / 60
ORDER BY mean_delay_minutes DESC, origin
LIMIT 6`,
  },
  {
    question: 'When should one fly? Delay by time of day',
    sql: `SELECT hour(_time) / 3 * 3 AS from_hour,
       count(*) AS flights,
       round(avg(delay), 1) AS mean_delay_minutes, max(delay) AS worst
FROM flight
GROUP BY 1
ORDER BY 1`,
  },
  {
    question: 'Which routes got worse from winter to spring?',
    sql: `WITH route AS (
  SELECT origin, destination,
    avg(CASE WHEN _time < DATE '2001-04-01' THEN delay END) AS winter,
    avg(CASE WHEN _time >= DATE '2001-04-01' THEN delay END) AS spring
  FROM flight
  GROUP BY origin, destination
  HAVING count(*) > (SELECT count(*) FROM flight) / 2500
)
SELECT origin, destination,
       round(winter, 1) AS winter, round(spring, 1) AS spring,
       rank() OVER (ORDER BY spring - winter DESC) AS rank
FROM route
WHERE spring > winter
ORDER BY rank, origin, destination
LIMIT 6`,
  },
  {
    question: 'Nested events as they were sent: what happened to pull requests?',
    sql: `SELECT action, element_at(repository, 'full_name') AS repository,
       json_extract_scalar(element_at(pull_request, 'user'),
         '$.login') AS author,
       element_at(pull_request, 'title') AS title, count(*) AS events
FROM github_pull_request
GROUP BY 1, 2, 3, 4
ORDER BY events DESC, 1, 2, 3, 4
LIMIT 6`,
  },
];
