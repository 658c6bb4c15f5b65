import type { FieldType } from './field-type.ts';

export interface Project {
  readonly id: number;
  /** As users write it, lower case: `^[0-9a-z_]+$`. */
  readonly name: string;
  /** `[a-z][a-z0-9_]*`, unique, never reused: what topics and files bear. */
  readonly physicalName: string;
}

/** A column that clients created by sending it or by adding it to the schema. */
export interface Field {
  /** As users write it in SQL, after sanitising: see `names.ts`. */
  readonly name: string;
  /** `[a-z][a-z0-9_]*`, unique in the collection, never reused: the column in every engine. */
  readonly physicalName: string;
  readonly type: FieldType;
}

/**
 * One version of a collection's schema. Fields are only ever appended, so the fields of a version are a prefix of
 * those of every later one: to decode a message it is enough to know how many fields its version had.
 */
export interface CollectionSchema {
  /** Global id, framed into each message; 32-bit, positive. */
  readonly id: number;
  readonly collectionId: number;
  /** 1, 2, 3, … within the collection. */
  readonly version: number;
  readonly fields: readonly Field[];
}

export interface Collection {
  readonly id: number;
  readonly projectId: number;
  /** As users write it, lower case. */
  readonly name: string;
  /** `[a-z][a-z0-9_]*`, unique in the project, never reused. */
  readonly physicalName: string;
  /** `<project physical name>-<collection physical name>`. */
  readonly topic: string;
  readonly partitionCount: number;
  /** Raised when rows already committed change (replay, erasure, retype). */
  readonly revision: number;
  /** The newest version. */
  readonly schema: CollectionSchema;
}
