import type { Identifier, QualifiedName } from '../../ast/name.ts';
import { canonicalName } from '../../ast/name.ts';
import type { Position } from '../../ast/position.ts';
import type { NamedType, RowField, TypeNode, TypeNumber } from '../../ast/type.ts';
import {
  ArrayTypeContext,
  DoubleTypeContext,
  IntervalTypeContext,
  MapTypeContext,
  NamedTypeContext,
  type RowFieldContext,
  RowTypeContext,
  QueryParser as T,
  type TypeBaseContext,
  type TypeContext,
  type TypeParameterContext,
} from '../../grammar/generated/query-parser.ts';
import { type BuildContext, positionOf, positionOfToken } from './build-context.ts';
import { buildUnit } from './build-literal.ts';
import { buildIdentifier, buildQualifiedName } from './build-name.ts';

export function buildType(build: BuildContext, context: TypeContext): TypeNode {
  let type = buildBase(build, context._base!);
  for (const suffix of context._suffixes) {
    type = generic('array', [type], { start: type.position.start, end: suffix.stop + 1 });
  }
  return type;
}

function buildBase(build: BuildContext, context: TypeBaseContext): TypeNode {
  const position = positionOf(context);
  if (context instanceof NamedTypeContext) return buildNamed(build, context);
  if (context instanceof DoubleTypeContext) return generic('double', [], position);
  if (context instanceof ArrayTypeContext) {
    return generic('array', [buildType(build, context._element!)], position);
  }
  if (context instanceof MapTypeContext) {
    return generic('map', [buildType(build, context._key!), buildType(build, context._element!)], position);
  }
  if (context instanceof RowTypeContext) {
    return { kind: 'row-type', fields: context._fields.map((field) => buildField(build, field)), position };
  }
  if (context instanceof IntervalTypeContext) {
    const from = buildUnit(build, context._first!);
    return { kind: 'interval-type', from, to: buildUnit(build, context._last!), position };
  }
  throw build.error(position, 'this is no type');
}

function buildNamed(build: BuildContext, context: NamedTypeContext): TypeNode {
  const position = positionOf(context);
  const name = buildQualifiedName(build, context._name!);
  const parameters = context._parameters.map((parameter) => buildParameter(build, parameter));
  const zone = context._zone?.type;
  const base = name.parts.length === 1 ? canonicalName(name.parts[0]!) : '';
  const [precision] = parameters;
  if (base === 'time' || base === 'timestamp') {
    if (parameters.length === 0 || (parameters.length === 1 && precision?.kind === 'type-number')) {
      return {
        kind: 'date-time-type',
        base,
        precision: precision?.kind === 'type-number' ? precision.value : null,
        withTimeZone: zone === T.WITH,
        position,
      };
    }
  }
  if (zone !== undefined) {
    throw build.error(positionOfToken(context._zone!), 'only time and timestamp have a time zone');
  }
  return { kind: 'named-type', name, parameters, position };
}

function buildParameter(build: BuildContext, context: TypeParameterContext): TypeNode | TypeNumber {
  if (context._digits == null) return buildType(build, context._inner!);
  const value = Number(build.textOf(context._digits));
  const position = positionOf(context);
  if (!Number.isSafeInteger(value))
    throw build.error(position, `the number ${value} is too large for a type`);
  return { kind: 'type-number', value, position };
}

function buildField(build: BuildContext, context: RowFieldContext): RowField {
  const position = positionOf(context);
  const first = context._first!;
  if (context._second === undefined) {
    return { kind: 'row-field', name: null, type: buildType(build, first), position };
  }
  const name = fieldName(build, first);
  if (name === undefined) throw build.error(positionOf(first), "a field's name must be one word");
  return { kind: 'row-field', name, type: buildType(build, context._second), position };
}

function fieldName(
  build: BuildContext,
  { _base: base, _suffixes: suffixes }: TypeContext,
): Identifier | undefined {
  if (!(base instanceof NamedTypeContext) || suffixes.length > 0) return undefined;
  if (base._parameters.length > 0 || base._zone != null || base._name!._parts.length > 1) return undefined;
  return buildIdentifier(build, base._name!._parts[0]!);
}

function generic(name: string, parameters: NamedType['parameters'], position: Position): NamedType {
  const part: Identifier = { kind: 'identifier', name, quoted: false, position };
  const qualified: QualifiedName = { kind: 'qualified-name', parts: [part], position };
  return { kind: 'named-type', name: qualified, parameters, position };
}
