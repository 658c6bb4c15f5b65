/** The ten scalar types of the data model. DECIMAL is kept as a double, as clients of the original expect. */
export const SCALAR_TYPES = [
  'STRING',
  'INTEGER',
  'DECIMAL',
  'DOUBLE',
  'LONG',
  'BOOLEAN',
  'DATE',
  'TIME',
  'TIMESTAMP',
  'BINARY',
] as const;

export type ScalarType = (typeof SCALAR_TYPES)[number];

/** All 30 field types: scalars, arrays of them, and maps from strings to them. */
export type FieldType = ScalarType | `ARRAY_${ScalarType}` | `MAP_${ScalarType}`;

export type Container = 'scalar' | 'array' | 'map';

export const FIELD_TYPES: readonly FieldType[] = [
  ...SCALAR_TYPES,
  ...SCALAR_TYPES.map((type) => `ARRAY_${type}` as const),
  ...SCALAR_TYPES.map((type) => `MAP_${type}` as const),
];

const KNOWN: ReadonlySet<string> = new Set(FIELD_TYPES);

/** Reads a type name in any case; `undefined` when there is no such type. */
export function parseFieldType(text: string): FieldType | undefined {
  const upper = text.toUpperCase();
  return KNOWN.has(upper) ? (upper as FieldType) : undefined;
}

export function containerOf(type: FieldType): Container {
  if (type.startsWith('ARRAY_')) return 'array';
  if (type.startsWith('MAP_')) return 'map';
  return 'scalar';
}

/** The type of a container's elements (a map's values); a scalar's own type. */
export function elementTypeOf(type: FieldType): ScalarType {
  return type.replace(/^(ARRAY|MAP)_/, '') as ScalarType;
}
