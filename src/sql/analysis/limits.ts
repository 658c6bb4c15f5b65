/**
 * What the analysis of one query may cost, so that no text stalls the server: analysis is linear in the steps, and the
 * steps are bounded. The limits are far above what people write.
 */
export const LIMITS = {
  /** Expressions typed, columns brought into view, scopes searched. */
  steps: 500_000,
  /** Columns that one FROM or one SELECT shows. */
  columns: 10_000,
  /** Tables read when WITH names are put in place of their queries, which engines do. */
  tableReads: 2000,
  groupingSets: 2048,
  /** Keys of one GROUP BY, and of one ORDER BY. */
  keys: 1000,
  /** Parts of a type: rows of rows of rows double with every step. */
  typeParts: 2000,
} as const;
