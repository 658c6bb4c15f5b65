/** `+ - * / %` as Presto computes them. */
import type { DecimalType, SqlType } from '../../types/sql-type.ts';
import { isFloating, isInteger } from '../../types/type-traits.ts';
import { duckDbType } from '../duckdb/duckdb-type.ts';
import { once, raise } from '../duckdb/sql-text.ts';
import type { RenderedArgument, RenderedCall } from '../function-definition.ts';

type Names = Pick<RenderedCall, 'fresh'>;
type Operand = Pick<RenderedArgument, 'sql' | 'type'>;

/** `a / b`: integers are cut off toward zero; zero as the divisor is an error, but for floating numbers. */
export function quotient(call: Names, a: Operand, b: Operand, result: SqlType): string {
  if (isFloating(result)) return `(${a.sql} / ${b.sql})`;
  const zero = raise('division by zero', result);
  if (isInteger(result)) {
    return once(
      call,
      [b.sql],
      (divisor) => `CASE WHEN ${divisor} = 0 THEN ${zero} ELSE ${a.sql} // ${divisor} END`,
    );
  }
  return decimalQuotient(call, a, b, result as DecimalType, zero);
}

/**
 * Presto computes a decimal quotient exactly, rounded half up to the result's scale. DuckDB's is a double, so whole
 * numbers are divided: both operands without their points, the first with as many zeros as the result needs.
 */
function decimalQuotient(call: Names, a: Operand, b: Operand, result: DecimalType, zero: string): string {
  const scaleOf = ({ type }: Operand) => (type.kind === 'decimal' ? type.scale : 0);
  const whole = ({ sql, type }: Operand) => decimalToWhole(sql, type);
  const zeros = result.scale - scaleOf(a) + scaleOf(b);
  return once(call, [whole(a), whole(b)], (x, y) => {
    const dividend = `(abs(${x}) * CAST('1${'0'.repeat(Math.max(0, zeros))}' AS HUGEINT))`;
    const rounded = `((2 * ${dividend} + abs(${y})) // (2 * abs(${y})))`;
    const signed = `(CASE WHEN (${x} < 0) <> (${y} < 0) THEN -1 ELSE 1 END * ${rounded})`;
    return `CASE WHEN ${y} = 0 THEN ${zero} ELSE ${wholeToDecimal(signed, result)} END`;
  });
}

/** A decimal, or a whole number, as a whole number of its smallest units, for all 38 digits. */
export function decimalToWhole(sql: string, type: SqlType): string {
  if (type.kind !== 'decimal' || type.scale === 0) return `CAST(${sql} AS HUGEINT)`;
  if (type.precision + type.scale > 38) return `CAST(replace(CAST(${sql} AS VARCHAR), '.', '') AS HUGEINT)`;
  const factor = `CAST('1${'0'.repeat(type.scale)}' AS DECIMAL(${type.scale + 1}, 0))`;
  return `CAST(CAST(${sql} AS DECIMAL(38,${type.scale})) * ${factor} AS HUGEINT)`;
}

/** A whole number of the smallest units of a decimal type as a value of it. */
export function wholeToDecimal(sql: string, type: DecimalType): string {
  if (type.scale === 0) return `CAST(${sql} AS ${duckDbType(type)})`;
  return `CAST(${sql} * CAST('0.${'0'.repeat(type.scale - 1)}1' AS DECIMAL(${Math.min(38, type.scale + 1)}, ${type.scale})) AS ${duckDbType(type)})`;
}

/** `a % b`, with the sign of `a`. */
export function remainder(call: Names, a: Operand, b: Operand, result: SqlType): string {
  if (isFloating(result)) return `(${a.sql} % ${b.sql})`;
  const zero = raise('division by zero', result);
  // The smallest number by -1 would overflow, on the way to the remainder 0.
  const one = (dividend: string, divisor: string) =>
    isInteger(result)
      ? ` WHEN ${divisor} = -1 AND ${dividend} IS NOT NULL THEN CAST(0 AS ${duckDbType(result)})`
      : '';
  return once(
    call,
    [a.sql, b.sql],
    (x, y) =>
      `CASE WHEN ${y} = 0 THEN ${zero}${one(x!, y!)} ELSE CAST(${x} % ${y} AS ${duckDbType(result)}) END`,
  );
}

/** `a + b`, `a - b` and `a * b` of numbers: overflow is an error on both engines. */
export function plainArithmetic(operator: '+' | '-' | '*', a: Operand, b: Operand, result: SqlType): string {
  if (result.kind !== 'decimal') return `(${a.sql} ${operator} ${b.sql})`;
  return `CAST(${a.sql} ${operator} ${b.sql} AS ${duckDbType(result)})`;
}
