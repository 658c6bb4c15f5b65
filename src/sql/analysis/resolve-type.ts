import { canonicalName } from '../ast/name.ts';
import type { NamedType, TypeNode, TypeNumber } from '../ast/type.ts';
import type { SqlType } from '../types/sql-type.ts';
import { isComparable } from '../types/type-traits.ts';
import { arrayOf, decimal, MAX_CHAR, MAX_PRECISION, MAX_VARCHAR, mapOf, varchar } from '../types/types.ts';
import type { AnalysisState } from './analysis-state.ts';
import { didYouMean } from './near.ts';
import { quote, writtenName } from './quote.ts';

const PLAIN: ReadonlyMap<string, SqlType> = new Map<string, SqlType>([
  ['boolean', { kind: 'boolean' }],
  ['tinyint', { kind: 'tinyint' }],
  ['smallint', { kind: 'smallint' }],
  ['integer', { kind: 'integer' }],
  ['int', { kind: 'integer' }],
  ['bigint', { kind: 'bigint' }],
  ['real', { kind: 'real' }],
  ['double', { kind: 'double' }],
  ['varbinary', { kind: 'varbinary' }],
  ['json', { kind: 'json' }],
  ['date', { kind: 'date' }],
  ['hyperloglog', { kind: 'hyperloglog' }],
]);

const WITH_PARAMETERS = ['decimal', 'varchar', 'char', 'array', 'map', 'row', 'time', 'timestamp', 'tdigest'];

/** Names of other systems for what is called otherwise here. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['text', 'varchar'],
  ['string', 'varchar'],
  ['long', 'bigint'],
  ['number', 'double or decimal(38, 0)'],
  ['numeric', 'decimal'],
  ['float', 'real or double'],
  ['bool', 'boolean'],
  ['datetime', 'timestamp'],
  ['blob', 'varbinary'],
  ['bytea', 'varbinary'],
  ['timestamptz', 'timestamp with time zone'],
  ['int4', 'integer'],
  ['int8', 'bigint'],
]);

/** What a type that is written means, or why it is refused. */
export function resolveType(state: AnalysisState, node: TypeNode): SqlType {
  state.charge(node, 1);
  switch (node.kind) {
    case 'named-type':
      return namedType(state, node);
    case 'row-type':
      return {
        kind: 'row',
        fields: node.fields.map((field) => ({
          name: field.name === null ? null : canonicalName(field.name),
          type: resolveType(state, field.type),
        })),
      };
    case 'date-time-type':
      if (node.precision !== null && node.precision !== 3) {
        throw state.error(
          node,
          'SQL_NOT_SUPPORTED',
          `${node.base}(${node.precision}) is not supported: times are in milliseconds`,
          `write ${node.base} or ${node.base}(3)`,
        );
      }
      if (node.base === 'time') return { kind: node.withTimeZone ? 'time with time zone' : 'time' };
      return node.withTimeZone ? { kind: 'timestamp with time zone' } : { kind: 'timestamp' };
    case 'interval-type':
      if (node.from === 'year' && node.to === 'month') return { kind: 'interval year to month' };
      if (node.from === 'day' && node.to === 'second') return { kind: 'interval day to second' };
      throw state.error(
        node,
        'SQL_TYPE_NOT_FOUND',
        `there is no type interval ${node.from} to ${node.to}`,
        'interval year to month, or interval day to second',
      );
    default:
      throw unknownNode(state, node);
  }
}

function unknownNode(state: AnalysisState, node: never): Error {
  const { kind, position } = node as TypeNode;
  return state.error({ position }, 'SQL_NOT_SUPPORTED', `"${kind}" is not supported`);
}

function namedType(state: AnalysisState, node: NamedType): SqlType {
  const written = writtenName(node.name);
  const name = node.name.parts.length === 1 ? canonicalName(node.name.parts[0]!) : '';
  const { parameters } = node;
  const plain = PLAIN.get(name);
  if (plain !== undefined && parameters.length === 0) return plain;
  switch (name) {
    case 'varchar':
      return varchar(sizeOf(state, node, 0, 'its length', 1, MAX_VARCHAR) ?? null);
    case 'char':
      return { kind: 'char', length: sizeOf(state, node, 0, 'its length', 1, MAX_CHAR) ?? 1 };
    case 'decimal': {
      const precision = sizeOf(state, node, 0, 'its digits', 1, MAX_PRECISION) ?? MAX_PRECISION;
      const scale = sizeOf(state, node, 1, 'its digits after the point', 0, precision) ?? 0;
      return decimal(precision, scale);
    }
    case 'array':
    case 'map':
    case 'tdigest':
      return container(state, node, name);
  }
  if (plain !== undefined) {
    throw state.error(node, 'SQL_TYPE_NOT_FOUND', `type ${quote(written)} takes nothing in parentheses`);
  }
  const elsewhere = ELSEWHERE.get(name);
  throw state.error(
    node,
    'SQL_TYPE_NOT_FOUND',
    `type ${quote(written)} does not exist`,
    elsewhere === undefined
      ? didYouMean(name, [...PLAIN.keys(), ...WITH_PARAMETERS])
      : `its name here is ${elsewhere}`,
  );
}

function container(state: AnalysisState, node: NamedType, name: 'array' | 'map' | 'tdigest'): SqlType {
  const wanted = name === 'map' ? 2 : 1;
  const parts = node.parameters.map((parameter) => partOf(state, parameter));
  if (name === 'tdigest' && parts.length === 1 && parts[0]!.kind === 'double') return { kind: 'tdigest' };
  if (name === 'tdigest' || parts.length !== wanted) {
    const form = { array: 'array(bigint)', map: 'map(varchar, bigint)', tdigest: 'tdigest(double)' }[name];
    throw state.error(node, 'SQL_TYPE_NOT_FOUND', `type "${name}" is written as ${form}`);
  }
  const [first, second] = parts as [SqlType, SqlType];
  if (name === 'array') return arrayOf(first);
  if (!isComparable(first)) {
    throw state.error(
      node,
      'SQL_TYPE_MISMATCH',
      `keys of a map must be comparable, and ${first.kind} is not`,
    );
  }
  return mapOf(first, second);
}

function partOf(state: AnalysisState, parameter: TypeNode | TypeNumber): SqlType {
  if (parameter.kind !== 'type-number') return resolveType(state, parameter);
  throw state.error(parameter, 'SQL_TYPE_NOT_FOUND', `a type must stand here, and not ${parameter.value}`);
}

/** A number in a type's parentheses; undefined when it is not given. */
function sizeOf(
  state: AnalysisState,
  node: NamedType,
  index: number,
  what: string,
  least: number,
  most: number,
): number | undefined {
  const parameter = node.parameters[index];
  const allowed = canonicalName(node.name.parts[0]!) === 'decimal' ? 2 : 1;
  if (node.parameters.length > allowed) {
    throw state.error(node, 'SQL_TYPE_NOT_FOUND', `${quote(writtenName(node.name))} has too many numbers`);
  }
  if (parameter === undefined) return undefined;
  if (parameter.kind === 'type-number' && parameter.value >= least && parameter.value <= most) {
    return parameter.value;
  }
  throw state.error(parameter, 'SQL_TYPE_NOT_FOUND', `${what} must be a number from ${least} to ${most}`);
}
