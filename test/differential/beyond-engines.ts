/** What generated queries may meet that an engine cannot plan: correct text, and the engine says so. */
export const BEYOND_ENGINES: readonly (readonly [says: RegExp, reason: string])[] = [
  [
    /^PrestoDB: .*Given correlated subquery is not supported/,
    'PrestoDB does not plan the correlated subquery',
  ],
  [/^PrestoDB: .*UnresolvedSymbolExpression/, 'PrestoDB does not plan a column of the outermost query'],
  [
    /^PrestoDB: .*cannot use a column of the query around this one in a lambda/,
    'an outer column in a lambda',
  ],
  [
    /^PrestoDB: .*must be an aggregate expression or appear in GROUP BY/,
    'an outer column beside an aggregate',
  ],
  [/^PrestoDB: .*exceeds the allowed maximum/, 'PrestoDB has too many stages'],
  [
    /^PrestoDB: .*ARRAY comparison not supported for arrays with null elements/,
    'PrestoDB compares no array with NULLs',
  ],
  [/^PrestoDB: Cross join does not support output variables pruning/, "a fault of PrestoDB's planner"],
  [
    /^DuckDB: Not implemented Error: (Unsupported join type for flattening|Cannot perform non-inner join)/,
    'DuckDB does not plan the correlated join',
  ],
  [/^PrestoDB: not all APPLY correlation symbols are used/, "a fault of PrestoDB's planner"],
  [/^PrestoDB: Equi criteria are empty, so INNER join/, "a fault of PrestoDB's planner"],
  [/^DuckDB: .*cannot do a FULL JOIN of WITH names in a subquery/, 'DuckDB does not do the FULL JOIN'],
];
