import type { Column, ColumnBatch, FixedColumn } from '../../model/columns.ts';

/** Days that DuckDB's DATE has: the two outermost numbers mean infinity to it. */
const LAST_DAY = 2_147_483_646;
const FIRST_DAY = -2_147_483_646;
/** Beyond this the step to microseconds would not be exact; it lies within DuckDB's TIMESTAMP. */
const LAST_MILLI = Number.MAX_SAFE_INTEGER;

/** Rows with a value that no column of the engine can hold, with the reason: they go to the dead letters. */
export function unfitRows(rows: ColumnBatch): ReadonlyMap<number, string> {
  const unfit = new Map<number, string>();
  for (const column of rows.columns) checkColumn(column, rows.rowCount, unfit);
  return unfit;
}

function checkColumn(column: Column, rowCount: number, unfit: Map<number, string>): void {
  if (column.kind === 'bytes') return;
  if (column.kind === 'fixed') {
    checkValues(column, 0, rowCount, (index) => index, unfit);
    return;
  }
  const values = column.kind === 'list' ? column.child : column.values;
  if (values.kind !== 'fixed') return;
  const { offsets } = column;
  const rowOf = (element: number) => {
    let row = 0;
    while (offsets[row + 1]! <= element) row++;
    return row;
  };
  checkValues(values, 0, offsets[rowCount]!, rowOf, unfit);
}

function checkValues(
  column: FixedColumn,
  from: number,
  to: number,
  rowOf: (index: number) => number,
  unfit: Map<number, string>,
): void {
  const { type, values, valid } = column;
  if (type !== 'DATE' && type !== 'TIMESTAMP') return;
  const first = type === 'DATE' ? FIRST_DAY : -LAST_MILLI;
  const last = type === 'DATE' ? LAST_DAY : LAST_MILLI;
  for (let index = from; index < to; index++) {
    const value = values[index]!;
    // Written so that NaN is unfit too.
    if (!(value >= first && value <= last) && valid[index] === 1) {
      unfit.set(rowOf(index), `a ${type} is out of the range of the table's column`);
    }
  }
}
