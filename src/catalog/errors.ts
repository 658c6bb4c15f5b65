import { internalError, type MillraceError, userError } from '../platform/errors.ts';
import type { LogicalTable, ProjectRecord, ProjectState } from './catalog-store.ts';

/** The errors of the catalog and of the CatalogStore port, so that every adapter speaks with one voice. */
export const catalogErrors = {
  projectNotFound: (project: number | string): MillraceError =>
    userError('PROJECT_NOT_FOUND', `project "${project}" does not exist`, {
      hint: 'it may have been deleted; list the projects that are there',
    }),

  projectExists: (name: string): MillraceError =>
    userError('PROJECT_EXISTS', `project "${name}" exists already`, {
      hint: 'choose another name, or create further keys with the master key of the project',
    }),

  projectNameInvalid: (name: string, maxLength: number): MillraceError =>
    userError('PROJECT_NAME_INVALID', `project name "${name}" cannot be used`, {
      hint: `use 1 to ${maxLength} letters, digits and underscores`,
    }),

  projectStateInvalid: (projectId: number, from: string, to: string): MillraceError =>
    internalError('PROJECT_STATE_INVALID', `project "${projectId}" cannot go from "${from}" to "${to}"`),

  collectionNotFound: (collection: number | string): MillraceError =>
    userError('COLLECTION_NOT_FOUND', `collection "${collection}" does not exist`, {
      hint: 'send an event to it, or add a field to it: either creates it',
    }),

  collectionNameInvalid: (name: string, problem: string): MillraceError =>
    userError('COLLECTION_NAME_INVALID', `collection name "${name.slice(0, 100)}" cannot be used`, {
      detail: problem,
      hint: 'choose another name',
    }),

  tooManyCollections: (maxCollections: number): MillraceError =>
    userError('TOO_MANY_COLLECTIONS', `the project has ${maxCollections} collections, no more are allowed`, {
      hint: 'use existing collections, or raise "catalog.max-collections"',
    }),

  fieldNameInvalid: (name: string, problem: string): MillraceError =>
    userError('FIELD_NAME_INVALID', `field name "${name.slice(0, 100)}" cannot be used`, {
      detail: problem,
      hint: 'choose another name',
    }),

  schemaNotFound: (schemaId: number): MillraceError =>
    userError('SCHEMA_NOT_FOUND', `schema "${schemaId}" does not exist`, {
      hint: 'its collection may have been deleted with its project',
    }),

  /** Its text says nothing of the key, not even its beginning: it is shown to whoever asks. */
  keyInvalid: (kind: string): MillraceError =>
    userError('KEY_INVALID', `${kind} key is invalid`, {
      hint: 'a key is of one kind and may have been revoked; create new ones with the master key',
    }),

  staleEpoch: (epoch: number, current: number): MillraceError =>
    internalError('STALE_EPOCH', `mastership epoch ${epoch} is over`, {
      detail: `the current epoch is ${current}`,
    }),

  segmentNotFound: (segmentId: number): MillraceError =>
    internalError('SEGMENT_NOT_FOUND', `segment "${segmentId}" does not exist`),

  segmentNotOpen: (segmentId: number): MillraceError =>
    internalError('SEGMENT_NOT_OPEN', `segment "${segmentId}" takes no more attempts`),

  segmentNotSealed: (segmentId: number): MillraceError =>
    internalError('SEGMENT_NOT_SEALED', `segment "${segmentId}" is not sealed, so it cannot be replaced`),

  segmentListed: (segmentId: number): MillraceError =>
    internalError('SEGMENT_LISTED', `segment "${segmentId}" is still in the list of its table`),

  attemptNotFound: (attempt: number): MillraceError =>
    internalError('ATTEMPT_NOT_FOUND', `attempt "${attempt}" does not exist`),

  attemptNotPlanned: (attempt: number, state: string): MillraceError =>
    internalError('ATTEMPT_NOT_PLANNED', `attempt "${attempt}" is ${state}`),

  attemptCommitted: (attempt: number): MillraceError =>
    internalError('ATTEMPT_COMMITTED', `attempt "${attempt}" is committed and cannot be abandoned`),

  positionMismatch: (attempt: number): MillraceError =>
    internalError('POSITION_MISMATCH', `attempt "${attempt}" does not begin where its collection stands`),

  listChanged: (table: LogicalTable, expected: number, actual: number): MillraceError =>
    internalError(
      'LIST_CHANGED',
      `the segments of ${table.kind} "${table.ownerId}" have changed since they were read`,
      { detail: `list version ${expected} was read, it is now ${actual}` },
    ),

  unlistedSegmentInvalid: (segmentId: number): MillraceError =>
    internalError('SEGMENT_NOT_ADDABLE', `segment "${segmentId}" cannot be added to the list of this table`, {
      detail: 'it was listed before, or it belongs to another table',
    }),
};

const PROJECT_STATE_ORDER: Readonly<Record<ProjectState, number>> = { creating: 0, active: 1, deleting: 2 };

/** Projects only go forward. To be where one goes already is harmless. */
export function checkProjectStep(project: ProjectRecord, to: ProjectState): void {
  if (PROJECT_STATE_ORDER[to] < PROJECT_STATE_ORDER[project.state]) {
    throw catalogErrors.projectStateInvalid(project.id, project.state, to);
  }
}
