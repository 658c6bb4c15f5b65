import { BIGINT } from '../../types/types.ts';
import { define, type Entry } from '../define.ts';
import { once, raise } from '../duckdb/sql-text.ts';
import { rendering, same } from '../forms.ts';

const OVER = 'OVER (ORDER BY key)';

function ranking(name: string, description: string, result = 'bigint'): Entry {
  return {
    name,
    description,
    example: `${name}() ${OVER}`,
    signatures: [`${name}() -> ${result}`],
    duckdb: same,
  };
}

/** `lag` and `lead`: Presto refuses negative offsets, DuckDB would look the other way. */
function neighbour(name: 'lag' | 'lead', side: string): Entry {
  return {
    name,
    description: `The value of the row that many places ${side}, one when not said; beyond the window the third argument, or NULL.`,
    example: `${name}(value, 1, 0) ${OVER}`,
    signatures: [`${name}(T) -> T`, `${name}(T, bigint) -> T`, `${name}(T, bigint, T) -> T`],
    duckdb: rendering((call) => {
      const [value, offset, fallback] = call.arguments.map(({ sql }) => sql);
      if (offset === undefined) return call.invoke(name, [value!]);
      const checked = once(
        call,
        [offset],
        (n) =>
          `CASE WHEN ${n} < 0 THEN ${raise(`the offset of ${name} must not be negative`, BIGINT)} ELSE ${n} END`,
      );
      return call.invoke(name, fallback === undefined ? [value!, checked] : [value!, checked, fallback]);
    }),
  };
}

function edge(name: 'first_value' | 'last_value', word: string): Entry {
  return {
    name,
    description: `The value of the ${word} row of the window frame.`,
    example: `${name}(value) ${OVER}`,
    signatures: [`${name}(T) -> T`],
    duckdb: same,
  };
}

export const WINDOW = define('window', [
  ranking('row_number', 'The number of the row, from 1.'),
  ranking('rank', 'The rank of the row, with gaps after equal ones.'),
  ranking('dense_rank', 'The rank of the row, without gaps.'),
  ranking('percent_rank', 'The rank as a share from 0 to 1.', 'double'),
  ranking('cume_dist', 'The share of the rows that are not after this one.', 'double'),
  {
    name: 'ntile',
    description: 'Which of that many equal parts the row is in, from 1.',
    example: `ntile(2) ${OVER}`,
    signatures: ['ntile(bigint) -> bigint'],
    duckdb: same,
  },
  edge('first_value', 'first'),
  edge('last_value', 'last'),
  {
    name: 'nth_value',
    description: 'The value of that row of the window frame, counted from 1.',
    example: `nth_value(value, 2) ${OVER}`,
    signatures: ['nth_value(T, bigint) -> T'],
    duckdb: rendering((call) => {
      const [value, place] = call.arguments;
      const checked = once(
        call,
        [place!.sql],
        (n) =>
          `CASE WHEN ${n} < 1 THEN ${raise('the place of nth_value must be at least 1', BIGINT)} ELSE ${n} END`,
      );
      return call.invoke('nth_value', [value!.sql, checked]);
    }),
  },
  neighbour('lead', 'after'),
  neighbour('lag', 'before'),
]);
