/**
 * Queries of `test/sql-duckdb/queries.txt` that PrestoDB 0.287 does not answer, by what it or the printer for it says. The
 * rows of these are DuckDB's alone. `docs/sql-engines.md` publishes the same list; a reason that no query meets is an
 * error, so nothing stays here that has gone.
 */
export const NOT_ON_PRESTO: readonly (readonly [says: RegExp, reason: string])[] = [
  [/PrestoDB has no WITH RECURSIVE/, 'WITH RECURSIVE: PrestoDB does not have it'],
  [/PrestoDB has no LEFT JOIN LATERAL/, 'LEFT JOIN LATERAL: PrestoDB has CROSS JOIN LATERAL alone'],
  [
    /cannot use a column of the query around this one in a lambda/,
    'a lambda in a subquery with a column of the query around',
  ],
  [
    /Given correlated subquery is not supported/,
    'a correlated subquery whose outer columns stand elsewhere than in a condition of WHERE, or below UNION, LIMIT or a window',
  ],
  [/Unexpected UnresolvedSymbolExpression/, 'a subquery in a subquery with a column of the outermost query'],
  [
    /must be an aggregate expression or appear in GROUP BY clause/,
    'a column of the query around beside an aggregate, in SELECT or HAVING of a subquery',
  ],
  [/Cannot add hour, minutes or seconds to a date/, 'a RANGE of hours over dates: dates move by whole days'],
];
