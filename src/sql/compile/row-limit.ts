import type { Query } from '../ast/query.ts';
import { SqlTextError } from '../sql-text-error.ts';

export interface RowLimits {
  /** The largest LIMIT that a query may have. */
  readonly maxRows: number;
  /** At most so many rows are wanted; the query's own LIMIT may be less. */
  readonly limit?: number;
}

/** The values bound to `?`, where a LIMIT may be one. */
type Values = readonly unknown[];

/** Applies the limits to the tree. Error: `SQL_LIMIT_TOO_LARGE`, at the LIMIT. */
export function limitRows(query: Query, text: string, { maxRows, limit }: RowLimits, values: Values): Query {
  const written = writtenLimit(query, values);
  if (written !== undefined && written > BigInt(maxRows)) {
    throw new SqlTextError(
      text,
      query.limit!.position,
      'SQL_LIMIT_TOO_LARGE',
      `LIMIT ${written} is above the largest allowed, ${maxRows}`,
      { hint: `ask for at most ${maxRows} rows` },
    );
  }
  if (limit === undefined || (written !== undefined && written <= BigInt(limit) && !query.limit!.withTies)) {
    return query;
  }
  const { position } = query;
  const count = { kind: 'row-count', digits: String(limit), position } as const;
  const limited = { kind: 'limit', count, withTies: false, position } as const;
  // Ties may be any number of rows, so they are counted around the query; and a parameter has to stay where it is, or its
  // value would belong to none.
  if (query.limit?.withTies === true || query.limit?.count?.kind === 'parameter') {
    return { kind: 'query', with: null, body: query, orderBy: [], offset: null, limit: limited, position };
  }
  return { ...query, limit: limited };
}

function writtenLimit({ limit }: Query, values: Values): bigint | undefined {
  const count = limit?.count ?? null;
  if (count === null) return undefined;
  if (count.kind === 'row-count') return BigInt(count.digits);
  const value = values[count.index];
  // What is no whole number is for the analysis to refuse.
  return typeof value === 'bigint' || Number.isSafeInteger(value)
    ? BigInt(value as number | bigint)
    : undefined;
}
