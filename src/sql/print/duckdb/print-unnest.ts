import type { Unnest } from '../../ast/relation.ts';
import { fieldName } from '../../functions/duckdb/duckdb-type.ts';
import type { SqlType } from '../../types/sql-type.ts';
import { columnName } from './names.ts';
import { printClause } from './print-expression.ts';
import type { DuckDbPrinter } from './printer.ts';

/**
 * A row for each place of the longest array, NULL where another has ended. The arrays are computed in one subquery,
 * unfolded in a second, and their elements taken apart in a third.
 */
export function printUnnest(printer: DuckDbPrinter, node: Unnest): string {
  return printer.inFrame(undefined, (frame) => {
    const [lists, elements] = [printer.alias(), printer.alias()];
    const computed: string[] = [];
    const unfolded: string[] = [];
    const columns: string[] = [];
    for (const [index, expression] of node.expressions.entries()) {
      const type = printer.typeOf(expression);
      const sql = printClause(printer, expression);
      computed.push(`${type.kind === 'map' ? `map_entries(${sql})` : sql} AS "l${index + 1}"`);
      unfolded.push(`unnest(${lists}."l${index + 1}") AS "e${index + 1}"`);
      columns.push(...parts(type, `${elements}."e${index + 1}"`));
    }
    if (node.withOrdinality) {
      const lengths = computed.map((_, index) => `coalesce(len(${lists}."l${index + 1}"), 0)`);
      unfolded.push(`unnest(generate_series(1, greatest(${lengths.join(', ')}))) AS "n"`);
      columns.push(`${elements}."n"`);
    }
    const named = columns.map((sql, index) => `${sql} AS ${columnName(index)}`);
    const from = frame.from('source', undefined);
    return `SELECT ${named.join(', ')} FROM (SELECT ${unfolded.join(', ')} FROM (SELECT ${computed.join(', ')}${from}) AS ${lists}) AS ${elements}`;
  });
}

/** The columns that an element gives. */
function parts(type: SqlType, element: string): readonly string[] {
  if (type.kind === 'map')
    return [`struct_extract(${element}, 'key')`, `struct_extract(${element}, 'value')`];
  if (type.kind !== 'array' || type.element.kind !== 'row') return [element];
  return type.element.fields.map((_, index) => `struct_extract(${element}, '${fieldName(index)}')`);
}
