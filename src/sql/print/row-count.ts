import type { Parameter } from '../ast/expression.ts';
import type { RowCount } from '../ast/query.ts';
import type { EnginePrinter } from './engine-printer.ts';

/** The number of rows of OFFSET, LIMIT or FETCH FIRST, written or bound. */
export function rowCountOf(printer: EnginePrinter, node: RowCount | Parameter): bigint {
  if (node.kind === 'row-count') return BigInt(node.digits);
  const value = printer.parameters[node.index];
  if ((typeof value === 'number' || typeof value === 'bigint') && value >= 0) return BigInt(value);
  throw printer.error(node, 'SQL_INVALID', 'a count of rows must be a whole number that is not negative');
}
