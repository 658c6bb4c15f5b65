import { readFile } from 'node:fs/promises';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { physicalNameOf } from '../catalog/physical-name.ts';
import type { Collection, Field } from '../model/collection.ts';
import { FIELD_TYPES, type FieldType, parseFieldType } from '../model/field-type.ts';
import type { AdminCollection } from '../operation/admin-routes.ts';
import { CommandFailure, EXIT } from './exit-codes.ts';
import { systemProblem } from './system-problem.ts';

export const SCHEMA_OPTION = {
  name: 'schema',
  value: 'FILE',
  description: 'the collections, as JSON; otherwise those of the project',
} as const;

const Named = { name: Type.String({ minLength: 1 }), physical_name: Type.Optional(Type.String()) };

/** As `POST /project/schema` answers, with or without the physical names. */
const SchemaFile = Type.Array(
  Type.Object({ ...Named, fields: Type.Array(Type.Object({ ...Named, type: Type.String() })) }),
);

/** The collections that a file describes. Errors: `CommandFailure`, which names what is wrong in the file. */
export async function readSchemaFile(file: string): Promise<readonly Collection[]> {
  const wrong = (reason: string) =>
    new CommandFailure(EXIT.usage, `the schema "${file}" ${reason}`, {
      hint: 'it is like [{"name": "pageview", "fields": [{"name": "url", "type": "STRING"}]}]',
    });
  let parsed: unknown;
  try {
    parsed = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw wrong(`is no JSON: ${error.message}`);
    throw new CommandFailure(EXIT.usage, `could not read the schema "${file}": ${systemProblem(error)}`);
  }
  if (!Value.Check(SchemaFile, parsed)) {
    const [first] = Value.Errors(SchemaFile, parsed);
    throw wrong(`is no list of collections: ${first?.instancePath ?? ''} ${first?.message ?? ''}`.trimEnd());
  }
  const typeOf = (type: string, where: string): FieldType => {
    const found = parseFieldType(type);
    if (found !== undefined) return found;
    throw wrong(`has no valid type of ${where}: it is one of ${FIELD_TYPES.join(', ')}`);
  };
  const named = <T extends NamedEntry>(entries: readonly T[], kind: 'collection' | 'field') =>
    withPhysicalNames(entries, kind, (name) => wrong(`has ${kind} "${name}" twice`));
  return named(parsed, 'collection').map(({ entry, physicalName }, index) => {
    const fields = named(entry.fields, 'field').map(({ entry: { name, type }, physicalName: column }) => {
      return { name, physicalName: column, type: typeOf(type, `field "${name}" of "${entry.name}"`) };
    });
    return collectionOf(index + 1, entry.name, physicalName, fields);
  });
}

type NamedEntry = Static<typeof SchemaFile>[number] | Static<typeof SchemaFile>[number]['fields'][number];

/** Names as users write them are lower case; physical ones that are not said are made as the catalog makes them. */
function withPhysicalNames<T extends NamedEntry>(
  entries: readonly T[],
  kind: 'collection' | 'field',
  twice: (name: string) => Error,
): readonly { readonly entry: T; readonly physicalName: string }[] {
  const names = new Set<string>();
  const taken = new Set(entries.map((entry) => entry.physical_name));
  return entries.map((entry) => {
    if (names.has(entry.name.toLowerCase())) throw twice(entry.name);
    names.add(entry.name.toLowerCase());
    const physicalName = entry.physical_name ?? physicalNameOf(entry.name, kind, (name) => taken.has(name));
    taken.add(physicalName);
    return { entry, physicalName };
  });
}

/** The collections that a server has told. */
export function collectionsOf(told: readonly AdminCollection[]): readonly Collection[] {
  return told.map(({ name, physical_name: physicalName, fields }, index) =>
    collectionOf(
      index + 1,
      name,
      physicalName,
      fields.map((field) => ({ name: field.name, physicalName: field.physical_name, type: field.type })),
    ),
  );
}

/** What is not of names and types is never looked at when a query is printed. */
function collectionOf(id: number, name: string, physicalName: string, fields: readonly Field[]): Collection {
  return {
    id,
    projectId: 1,
    name,
    physicalName,
    topic: physicalName,
    partitionCount: 1,
    revision: 0,
    schema: { id, collectionId: id, version: 1, fields },
  };
}
