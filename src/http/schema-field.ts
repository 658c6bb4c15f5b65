import { Type } from 'typebox';

/** A column as the original describes it, in answers of queries and of `/project/schema`. */
export interface SchemaField {
  readonly name: string;
  readonly type: string;
  /** For people: the name with spaces for underscores, beginning with a capital. */
  readonly descriptiveName: string;
}

export function schemaFieldOf({ name, type }: { readonly name: string; readonly type: string }): SchemaField {
  const words = name.replaceAll('_', ' ').trim();
  return { name, type, descriptiveName: words.slice(0, 1).toUpperCase() + words.slice(1) };
}

export const SchemaFields = Type.Array(
  Type.Object({ name: Type.String(), type: Type.String(), descriptiveName: Type.String() }),
);
