import { isJsonObject, type Json } from './lossless-json.ts';

/** A column's type as the engine describes it. */
export interface PrestoType {
  /** In lower case and without parameters: `bigint`, `timestamp with time zone`, `array`, `row`, … */
  readonly name: string;
  /** Numbers in the parentheses: precision and scale of a decimal, length of a varchar. */
  readonly parameters: readonly number[];
  /** An array's element, a map's key and value, a row's fields. */
  readonly elements: readonly PrestoType[];
  /** A row's field names, in the order of its elements; `null` for a field without a name. */
  readonly fieldNames: readonly (string | null)[];
}

/** Reads a `typeSignature`; `undefined` when it is none. */
export function readType(signature: Json | undefined): PrestoType | undefined {
  if (!isJsonObject(signature) || typeof signature['rawType'] !== 'string') return undefined;
  const elements: PrestoType[] = [];
  for (const each of listOf(signature['typeArguments'])) {
    const element = readType(each);
    if (element === undefined) return undefined;
    elements.push(element);
  }
  const name = signature['rawType'].toLowerCase();
  if (elements.length !== (CONTAINERS[name] ?? elements.length)) return undefined;
  return { name, parameters: parametersOf(signature['arguments']), elements, fieldNames: namesOf(signature) };
}

const CONTAINERS: Readonly<Record<string, number>> = { array: 1, map: 2 };

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function parametersOf(value: Json | undefined): readonly number[] {
  return listOf(value).flatMap((argument) =>
    isJsonObject(argument) && argument['kind'] === 'LONG_LITERAL' ? [Number(argument['value'])] : [],
  );
}

function namesOf(signature: Readonly<Record<string, Json>>): readonly (string | null)[] {
  return listOf(signature['literalArguments']).map((name) => (typeof name === 'string' ? name : null));
}
