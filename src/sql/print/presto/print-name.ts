import type { Identifier, QualifiedName } from '../../ast/name.ts';
import { printIdentifier } from '../identifier.ts';

export function printName(name: QualifiedName): string {
  return name.parts.map((part) => printIdentifier(part.name)).join('.');
}

/** With commas between them. */
export function printIdentifiers(identifiers: readonly Identifier[]): string {
  return identifiers.map((identifier) => printIdentifier(identifier.name)).join(', ');
}
