import type { Catalog } from '../catalog/catalog.ts';
import type { NewField } from '../catalog/catalog-store.ts';
import { catalogErrors } from '../catalog/errors.ts';
import type { EventLog } from '../log/event-log.ts';
import type { Collection, Project } from '../model/collection.ts';
import { RESERVED_COLUMNS } from '../model/envelope.ts';
import { FIELD_TYPES, parseFieldType } from '../model/field-type.ts';
import { NAME_MAX_LENGTH } from '../model/limits.ts';
import { collectionNameOf, collectionNameProblem, fieldNameOf, nameProblem } from '../model/names.ts';
import { userError } from '../platform/errors.ts';

/** Errors: `FIELD_NAME_INVALID`, `FIELD_TYPE_UNKNOWN`. */
export function wantedFieldOf(rawName: string, rawType: string): NewField {
  const name = fieldNameOf(rawName);
  const problem = RESERVED_COLUMNS.has(name)
    ? 'every event has this column already'
    : nameProblem(name, NAME_MAX_LENGTH);
  if (problem !== undefined) throw catalogErrors.fieldNameInvalid(rawName, problem);
  const type = parseFieldType(rawType);
  if (type === undefined) {
    throw userError(
      'FIELD_TYPE_UNKNOWN',
      `field "${rawName.slice(0, 100)}" has unknown type "${rawType.slice(0, 100)}"`,
      { hint: `use one of ${FIELD_TYPES.join(', ')}` },
    );
  }
  return { name, type };
}

/**
 * Adds fields to a collection, which is created with its topic when it is not there. A field that exists keeps its
 * type. Errors: `COLLECTION_NAME_INVALID`, `TOO_MANY_COLLECTIONS`, `TOO_MANY_FIELDS`.
 */
export async function addWantedFields(
  catalog: Catalog,
  log: Pick<EventLog, 'createTopic'>,
  project: Project,
  rawName: string,
  fields: readonly NewField[],
): Promise<Collection> {
  const problem = collectionNameProblem(collectionNameOf(rawName), NAME_MAX_LENGTH);
  if (problem !== undefined) throw catalogErrors.collectionNameInvalid(rawName, problem);
  const collection = await catalog.getOrCreateCollection(project, rawName);
  await log.createTopic(collection.topic, collection.partitionCount);
  const grown = await catalog.addFields(collection, fields);
  const names = new Set(grown.schema.fields.map((field) => field.name));
  const left = fields.filter((field) => !names.has(field.name));
  if (left.length > 0) {
    throw userError(
      'TOO_MANY_FIELDS',
      `collection "${collection.name}" has ${names.size} fields and can get no more of these`,
      {
        detail: `not added: ${left
          .slice(0, 20)
          .map((field) => field.name)
          .join(', ')}`,
        hint: 'use existing fields, or raise "catalog.max-fields" or "catalog.max-fields-per-project"',
      },
    );
  }
  return grown;
}
