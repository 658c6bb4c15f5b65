import { printSqlType } from '../../types/print-sql-type.ts';
import { isFloating } from '../../types/type-traits.ts';
import { define } from '../define.ts';
import { once, quote, raise } from '../duckdb/sql-text.ts';
import { rendering, same } from '../forms.ts';
import type { RenderedCall } from '../function-definition.ts';

/** NULL when one is NULL, as in Presto; DuckDB would pass over NULLs. NaN is refused by Presto's. */
function extreme(name: 'greatest' | 'least') {
  return rendering((call: RenderedCall) =>
    once(
      call,
      call.arguments.map(({ sql }) => sql),
      (...values) => {
        const anyNull = values.map((sql) => `${sql} IS NULL`).join(' OR ');
        const isNan = values.map((sql) => `isnan(${sql})`).join(' OR ');
        const refused = raise(`Invalid argument to ${name}(): NaN`, call.resultType);
        const nan = isFloating(call.resultType) ? ` WHEN ${isNan} THEN ${refused}` : '';
        return `CASE WHEN ${anyNull} THEN NULL${nan} ELSE ${name}(${values.join(', ')}) END`;
      },
    ),
  );
}

export const CONDITIONAL = define('conditional', [
  {
    name: 'if',
    description:
      'The second argument where the first is true, otherwise the third, or NULL when there is none.',
    example: "if(1 < 2, 'yes', 'no')",
    signatures: ['if(boolean, T) -> T', 'if(boolean, T, T) -> T'],
    onNull: 'called',
    duckdb: rendering(({ arguments: [condition, then, otherwise] }) =>
      otherwise === undefined
        ? `CASE WHEN ${condition!.sql} THEN ${then!.sql} END`
        : `CASE WHEN ${condition!.sql} THEN ${then!.sql} ELSE ${otherwise.sql} END`,
    ),
  },
  {
    name: 'coalesce',
    description: 'The first argument that is not NULL.',
    example: "coalesce(NULL, 'a', 'b')",
    signatures: ['coalesce(T, T...) -> T'],
    onNull: 'called',
    duckdb: same,
  },
  {
    name: 'nullif',
    description: 'NULL where both are equal, otherwise the first.',
    example: "nullif('a', 'b')",
    signatures: ['nullif(T, T) -> T where T comparable'],
    onNull: 'called',
    // DuckDB's own is a macro that has the first in it twice, so that one in another, and another, doubles each time.
    duckdb: rendering((call) =>
      once(
        call,
        call.arguments.map(({ sql }) => sql),
        (value, other) => `CASE WHEN ${value} = ${other} THEN NULL ELSE ${value} END`,
      ),
    ),
  },
  {
    name: 'try',
    description: 'The value, or NULL where computing it fails.',
    example: 'try(1 / 0)',
    signatures: ['try(T) -> T'],
    onNull: 'called',
    duckdb: same,
  },
  {
    name: 'greatest',
    description: 'The largest of the values; NULL when one is NULL.',
    example: 'greatest(1, 3, 2)',
    signatures: ['greatest(E, E...) -> E where E orderable'],
    duckdb: extreme('greatest'),
  },
  {
    name: 'least',
    description: 'The smallest of the values; NULL when one is NULL.',
    example: 'least(3, 1, 2)',
    signatures: ['least(E, E...) -> E where E orderable'],
    duckdb: extreme('least'),
  },
]);

export const CONVERSION = define('conversion', [
  {
    name: 'typeof',
    description: 'The name of the type of the value.',
    example: "typeof(ARRAY['a'])",
    signatures: ['typeof(T) -> varchar'],
    onNull: 'called',
    duckdb: rendering(({ arguments: [value] }) => quote(printSqlType(value!.type))),
  },
]);
