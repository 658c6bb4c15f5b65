import type { Catalog } from '../catalog/catalog.ts';
import { catalogErrors } from '../catalog/errors.ts';
import type { Project } from '../model/collection.ts';
import { ENVELOPE } from '../model/envelope.ts';
import { containerOf } from '../model/field-type.ts';
import { collectionNameOf, fieldNameOf } from '../model/names.ts';
import { userError } from '../platform/errors.ts';
import { nearest } from '../platform/nearest.ts';
import { collectionTable, type ProjectQueries, quoted, timestampLiteral } from './project-queries.ts';

export interface AttributeRequest {
  readonly collection: string;
  readonly attribute: string;
  /** `YYYY-MM-DD`, each day whole, both ends included. */
  readonly startDate?: string | null;
  readonly endDate?: string | null;
  readonly filter?: string | null;
}

/** Enough to choose from while typing. */
const MAX_VALUES = 1000;

const DAY_MS = 24 * 60 * 60 * 1000;

/** The distinct values of a field, in order unless they are maps, which have none. Errors: `COLLECTION_NOT_FOUND`, `FIELD_NOT_FOUND`, `DATE_INVALID`, …  */
export async function attributeValues(
  catalog: Catalog,
  queries: ProjectQueries,
  project: Project,
  request: AttributeRequest,
): Promise<readonly unknown[]> {
  if (request.filter != null && request.filter.trim() !== '') {
    throw userError('FILTER_NOT_SUPPORTED', 'member "filter" is not supported', {
      hint: 'run SELECT DISTINCT with a WHERE clause at /query/execute instead',
    });
  }
  const name = collectionNameOf(request.collection);
  const collection = (await catalog.collections(project.id)).find((one) => one.name === name);
  if (collection === undefined) throw catalogErrors.collectionNotFound(request.collection.slice(0, 100));
  const attribute = fieldNameOf(request.attribute);
  const known = [
    ...collection.schema.fields.map((field) => field.name),
    ...ENVELOPE.filter((field) => !field.hidden).map((field) => field.name),
  ];
  if (!known.includes(attribute)) {
    const near = nearest(attribute, known);
    throw userError(
      'FIELD_NOT_FOUND',
      `collection "${collection.name}" has no field "${attribute.slice(0, 100)}"`,
      { hint: near === undefined ? 'see /project/schema for its fields' : `did you mean "${near}"?` },
    );
  }
  const conditions = [`${quoted(attribute)} IS NOT NULL`];
  const start = dayOf(request.startDate);
  const end = dayOf(request.endDate);
  if (start !== undefined) conditions.push(`_time >= ${timestampLiteral(start)}`);
  if (end !== undefined) conditions.push(`_time < ${timestampLiteral(end + DAY_MS)}`);
  const field = collection.schema.fields.find((one) => one.name === attribute);
  const order = field !== undefined && containerOf(field.type) === 'map' ? '' : ' ORDER BY 1';
  const rows = await queries.run(
    project,
    `SELECT DISTINCT ${quoted(attribute)} FROM ${collectionTable(collection.name)} ` +
      `WHERE ${conditions.join(' AND ')}${order} LIMIT ${MAX_VALUES}`,
  );
  return rows.map(([value]) => value);
}

function dayOf(text: string | null | undefined): number | undefined {
  if (text == null) return undefined;
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // A day that does not exist would be taken for one of the next month.
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(text)) {
    throw userError('DATE_INVALID', `"${text.slice(0, 100)}" is not a date`, { hint: 'write YYYY-MM-DD' });
  }
  return ms;
}
