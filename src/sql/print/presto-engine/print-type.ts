import { refuse } from '../../functions/engine-refusal.ts';
import type { SqlType } from '../../types/sql-type.ts';
import type { Dialect } from './dialect.ts';
import { quoteName } from './names.ts';

/** A type as it is written in a cast. */
export function printType(dialect: Dialect, type: SqlType): string {
  const part = (inner: SqlType) => printType(dialect, inner);
  switch (type.kind) {
    case 'unknown':
    case 'function':
      return refuse(
        `${dialect.name} has no name for the type of ${type.kind === 'unknown' ? 'NULL' : 'a lambda'}`,
      );
    case 'decimal':
      return `decimal(${type.precision}, ${type.scale})`;
    case 'varchar':
    case 'char':
      return type.length === null ? type.kind : `${type.kind}(${type.length})`;
    case 'array':
      return `array(${part(type.element)})`;
    case 'map':
      return `map(${part(type.key)}, ${part(type.value)})`;
    case 'row':
      return `row(${type.fields.map(({ name, type: field }) => (name === null ? '' : `${quoteName(name)} `) + part(field)).join(', ')})`;
    case 'time':
    case 'timestamp':
      return dialect.precisionInTypes ? `${type.kind}(3)` : type.kind;
    case 'time with time zone':
    case 'timestamp with time zone':
      return dialect.precisionInTypes ? type.kind.replace(' ', '(3) ') : type.kind;
    default:
      return type.kind;
  }
}
