import type { SqlType } from './sql-type.ts';

/** Names of fields count; the zone of a timestamp with time zone does not. */
export function sameType(a: SqlType, b: SqlType): boolean {
  switch (a.kind) {
    case 'decimal':
      return b.kind === 'decimal' && a.precision === b.precision && a.scale === b.scale;
    case 'varchar':
    case 'char':
      return b.kind === a.kind && a.length === b.length;
    case 'array':
      return b.kind === 'array' && sameType(a.element, b.element);
    case 'map':
      return b.kind === 'map' && sameType(a.key, b.key) && sameType(a.value, b.value);
    case 'row':
      return (
        b.kind === 'row' &&
        a.fields.length === b.fields.length &&
        a.fields.every(
          (field, index) =>
            field.name === b.fields[index]!.name && sameType(field.type, b.fields[index]!.type),
        )
      );
    case 'function':
      return (
        b.kind === 'function' &&
        a.parameters.length === b.parameters.length &&
        a.parameters.every((parameter, index) => sameType(parameter, b.parameters[index]!)) &&
        sameType(a.result, b.result)
      );
    default:
      return a.kind === b.kind;
  }
}
