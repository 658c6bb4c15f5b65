import type { SqlType } from './sql-type.ts';

/** The type as Presto writes it, in messages and in descriptions of answers: `map(varchar(3), array(bigint))`. */
export function printSqlType(type: SqlType): string {
  switch (type.kind) {
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`;
    case 'varchar':
    case 'char':
      return type.length === null ? type.kind : `${type.kind}(${type.length})`;
    case 'array':
      return `array(${printSqlType(type.element)})`;
    case 'map':
      return `map(${printSqlType(type.key)}, ${printSqlType(type.value)})`;
    case 'row':
      return `row(${type.fields.map(({ name, type: field }) => (name === null ? '' : `"${name.replaceAll('"', '""')}" `) + printSqlType(field)).join(', ')})`;
    case 'function':
      return `function(${[...type.parameters, type.result].map(printSqlType).join(', ')})`;
    default:
      return type.kind;
  }
}
