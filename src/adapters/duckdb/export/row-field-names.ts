import { uniqueNames } from '../../../model/unique-names.ts';
import type { RowTypeOf } from '../../../sql/types/sql-type.ts';

/** The names of a row's fields in formats where each must have one of its own; `field0`, … for those without. */
export function rowFieldNames({ fields }: RowTypeOf): readonly string[] {
  return uniqueNames(fields.map(({ name }, index) => name ?? `field${index}`));
}
