import type { Identifier, QualifiedName } from '../../ast/name.ts';
import {
  type ColumnAliasesContext,
  type IdentifierContext,
  type QualifiedNameContext,
  QueryParser as T,
} from '../../grammar/generated/query-parser.ts';
import { type BuildContext, positionOf } from './build-context.ts';

export function buildIdentifier(build: BuildContext, context: IdentifierContext): Identifier {
  const position = positionOf(context);
  const written = build.text.slice(position.start, position.end);
  const quoted = context._value?.type === T.QUOTED_IDENTIFIER;
  const name = quoted ? written.slice(1, -1).replaceAll('""', '"') : written;
  return { kind: 'identifier', name, quoted, position };
}

export function buildQualifiedName(build: BuildContext, context: QualifiedNameContext): QualifiedName {
  return {
    kind: 'qualified-name',
    parts: context._parts.map((part) => buildIdentifier(build, part)),
    position: positionOf(context),
  };
}

export function buildColumnAliases(
  build: BuildContext,
  context: ColumnAliasesContext | undefined,
): readonly Identifier[] {
  return (context?._names ?? []).map((name) => buildIdentifier(build, name));
}
