/**
 * What the values of each type become:
 * - boolean: boolean; tinyint, smallint, integer, real, double: number (NaN and the infinities included);
 * - bigint: always `bigint`; decimal: its text with all digits, e.g. `1.50`;
 * - varbinary, HyperLogLog and other sketches: bytes;
 * - array: array; row: array of its fields' values (the type has their names); map: `Map`, its entries in no order;
 * - all others (varchar, char, json, date, time, timestamp with or without zone, intervals, uuid, …): the engine's text.
 *
 * The engine sends a container as JSON text, and one within another as text within that text, and every key of a map
 * as text, so a value can only be read by its type.
 */
import { isJsonObject, type Json, parseLossless } from './lossless-json.ts';
import type { PrestoType } from './presto-type.ts';

export type PrestoValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly PrestoValue[]
  | ReadonlyMap<PrestoValue, PrestoValue>;

/** Reads one value as it stands in `data`. Error: {@link UnexpectedValue}. */
export type ValueDecoder = (raw: Json) => PrestoValue;

/** The engine sent something that is no value of the column's type. */
export class UnexpectedValue extends Error {
  override readonly name = 'UnexpectedValue';
}

export function decoderOf(type: PrestoType): ValueDecoder {
  const decode = notNull(type);
  return (raw) => (raw === null ? null : decode(raw));
}

function notNull(type: PrestoType): ValueDecoder {
  switch (type.name) {
    case 'boolean':
      return (raw) => (typeof raw === 'boolean' ? raw : readBoolean(raw));
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'real':
    case 'double':
      return (raw) => (typeof raw === 'number' ? raw : readNumber(raw, type));
    case 'bigint':
      return (raw) => readBigint(raw);
    case 'varbinary':
    case 'hyperloglog':
    case 'p4hyperloglog':
    case 'tdigest':
    case 'qdigest':
      return (raw) => Buffer.from(textOf(raw, type), 'base64');
    case 'array':
      return arrayDecoder(type);
    case 'row':
      return rowDecoder(type);
    case 'map':
      return mapDecoder(type);
    default:
      return (raw) => textOf(raw, type);
  }
}

function arrayDecoder(type: PrestoType): ValueDecoder {
  const element = decoderOf(type.elements[0]!);
  return (raw) => listOf(raw, type).map(element);
}

function rowDecoder(type: PrestoType): ValueDecoder {
  const fields = type.elements.map(decoderOf);
  return (raw) => {
    const values = listOf(raw, type);
    if (values.length !== fields.length) throw unexpected(raw, type);
    return values.map((value, index) => fields[index]!(value));
  };
}

function mapDecoder(type: PrestoType): ValueDecoder {
  const key = decoderOf(type.elements[0]!);
  const value = decoderOf(type.elements[1]!);
  return (raw) => {
    const object = structureOf(raw);
    if (!isJsonObject(object)) throw unexpected(raw, type);
    return new Map(Object.entries(object).map(([name, each]) => [key(name), value(each)]));
  };
}

function listOf(raw: Json, type: PrestoType): readonly Json[] {
  const list = structureOf(raw);
  if (!Array.isArray(list)) throw unexpected(raw, type);
  return list as readonly Json[];
}

/** A server that was told not to pack containers into text sends them as they are. */
function structureOf(raw: Json): Json | undefined {
  if (typeof raw !== 'string') return raw;
  try {
    return parseLossless(raw);
  } catch {
    return undefined;
  }
}

function readBoolean(raw: Json): boolean {
  if (raw === 'true') return true;
  if (raw === 'false') return false;
  throw new UnexpectedValue(`${described(raw)} is no boolean`);
}

/** Texts: the keys of maps, and what JSON has no number for. */
function readNumber(raw: Json, type: PrestoType): number {
  if (typeof raw === 'bigint') return Number(raw);
  if (typeof raw !== 'string' || raw.trim() === '') throw unexpected(raw, type);
  const value = Number(raw);
  if (Number.isNaN(value) && raw !== 'NaN') throw unexpected(raw, type);
  return value;
}

function readBigint(raw: Json): bigint {
  if (typeof raw === 'bigint') return raw;
  if (typeof raw === 'number' && Number.isSafeInteger(raw)) return BigInt(raw);
  if (typeof raw === 'string' && /^-?\d+$/.test(raw)) return BigInt(raw);
  throw new UnexpectedValue(`${described(raw)} is no bigint`);
}

function textOf(raw: Json, type: PrestoType): string {
  if (typeof raw === 'string') return raw;
  throw unexpected(raw, type);
}

function unexpected(raw: Json, type: PrestoType): UnexpectedValue {
  return new UnexpectedValue(`${described(raw)} is no ${type.name}`);
}

/** The kind alone: values are nobody's business in a log. */
function described(raw: Json): string {
  if (raw === null) return 'null';
  return Array.isArray(raw) ? 'an array' : `a JSON ${typeof raw}`;
}
