import type { Expression } from '../ast/expression.ts';
import type { Values } from '../ast/select.ts';
import { commonType } from '../types/common-type.ts';
import { printSqlType } from '../types/print-sql-type.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { OutputColumn } from './analysis.ts';
import type { AnalysisState } from './analysis-state.ts';
import type { BodySurroundings } from './analyze-query.ts';
import { plainPlace } from './place.ts';
import { Scope } from './scope.ts';
import { requireFields } from './type-constructor.ts';
import { typeExpression } from './type-expression.ts';

/** Columns without names, each of the type that all its values can become. */
export function analyzeValues(
  state: AnalysisState,
  node: Values,
  { outer, commonTables, query }: BodySurroundings,
): readonly OutputColumn[] {
  const place = plainPlace(new Scope([], { parent: outer, boundary: query }), commonTables, 'VALUES');
  const rows = node.rows.map(cellsOf);
  let types: readonly SqlType[] | undefined;
  for (const [number, cells] of rows.entries()) {
    const row = node.rows[number]!;
    const found = cells.map((cell) => typeExpression(state, cell, place));
    if (row.kind === 'row') {
      requireFields(state, row);
      state.setType(row, { kind: 'row', fields: found.map((type) => ({ name: null, type })) });
    } else if (found[0]!.kind === 'row') {
      throw state.error(
        row,
        'SQL_NOT_SUPPORTED',
        'a row of VALUES must be written out',
        'write (a, b), or SELECT the fields of the row',
      );
    }
    types = types === undefined ? found : joined(state, row, types, cells, found, number);
  }
  const columns = types ?? [];
  for (const cells of rows) for (const [index, cell] of cells.entries()) state.coerce(cell, columns[index]!);
  return columns.map((type) => ({ name: null, type }));
}

function cellsOf(row: Expression): readonly Expression[] {
  return row.kind === 'row' ? row.items : [row];
}

function joined(
  state: AnalysisState,
  row: Expression,
  types: readonly SqlType[],
  cells: readonly Expression[],
  found: readonly SqlType[],
  number: number,
): readonly SqlType[] {
  if (found.length !== types.length) {
    throw state.error(
      row,
      'SQL_INVALID',
      `row ${number + 1} of VALUES has ${found.length} ${found.length === 1 ? 'value' : 'values'}, and those before it have ${types.length}`,
      'write NULL for what is missing',
    );
  }
  return types.map((type, index) => {
    const common = commonType(type, found[index]!);
    if (common !== undefined) return common;
    throw state.error(
      cells[index]!,
      'SQL_TYPE_MISMATCH',
      `column ${index + 1} of VALUES is of type ${printSqlType(type)}, and this is of type ${printSqlType(found[index]!)}`,
      'cast one of them',
    );
  });
}
