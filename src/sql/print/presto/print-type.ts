import { canonicalName } from '../../ast/name.ts';
import type { NamedType, TypeNode, TypeNumber } from '../../ast/type.ts';
import { printFieldName } from '../identifier.ts';
import { printName } from './print-name.ts';

export function printType(type: TypeNode): string {
  switch (type.kind) {
    case 'named-type':
      return printNamedType(type);
    case 'row-type':
      return `ROW(${type.fields
        .map(
          ({ name, type: field }) =>
            (name === null ? '' : `${printFieldName(name.name)} `) + printType(field),
        )
        .join(', ')})`;
    case 'date-time-type': {
      const precision = type.precision === null ? '' : `(${type.precision})`;
      return `${type.base}${precision}${type.withTimeZone ? ' WITH TIME ZONE' : ''}`;
    }
    case 'interval-type':
      return `INTERVAL ${type.from.toUpperCase()} TO ${type.to.toUpperCase()}`;
  }
}

function printNamedType(type: NamedType): string {
  if (type.parameters.length === 0) return printName(type.name);
  const parameters = type.parameters.map(printParameter).join(', ');
  // Bare, `array` would be a suffix of what stands before it; with parameters it is a name.
  const [first] = type.name.parts;
  const array = type.name.parts.length === 1 && canonicalName(first!) === 'array';
  return `${array ? first!.name : printName(type.name)}(${parameters})`;
}

function printParameter(parameter: TypeNode | TypeNumber): string {
  return parameter.kind === 'type-number' ? String(parameter.value) : printType(parameter);
}
