/**
 * The envelope: what every event bears beside its own fields, in the order in which it is written in the Avro record,
 * before the fields. `int64` is Avro long; `millis` is Avro long, milliseconds since the epoch; nullable ones are
 * `union(null, T)`.
 *
 * `_id` is NULL for an event without an id of the client's; queries then show
 * `<collector>-<sequence>`, so the two kinds can be told apart and no bytes are spent on it.
 */
export const ENVELOPE = [
  { name: '_id', kind: 'string', nullable: true, hidden: false },
  { name: '_time', kind: 'millis', nullable: false, hidden: false },
  /** When the collector received it. */
  { name: '_shard_time', kind: 'millis', nullable: false, hidden: true },
  /** The client's own `_time`, uncorrected; NULL when it sent none that could be read. */
  { name: '_client_time', kind: 'millis', nullable: true, hidden: true },
  /** The client's `api.upload_time`; NULL when it sent none. */
  { name: '_upload_time', kind: 'millis', nullable: true, hidden: true },
  /** Which run of which collector; unique per run, from the catalog. */
  { name: '_collector', kind: 'int64', nullable: false, hidden: true },
  /** Counts the events of one collector run from 0. */
  { name: '_sequence', kind: 'int64', nullable: false, hidden: true },
  /** JSON text: an array of {@link ExtraEntry}; NULL when everything found its column. */
  { name: '_extra', kind: 'string', nullable: true, hidden: true },
] as const;

export type EnvelopeField = (typeof ENVELOPE)[number];

/** What the lake adds to each row: its place in the log and the attempt that wrote it. All hidden. */
export const LAKE_COLUMNS = ['_partition', '_offset', '_batch'] as const;

/** A value that found no column, or did not fit its column's type. */
export interface ExtraEntry {
  /** The property as the client wrote it. */
  readonly property: string;
  /** The type that the column wanted; absent when there was no column. */
  readonly type?: string;
  /** Why: a sentence for people. */
  readonly error: string;
  /** The value as sent; integers beyond 2^53 as text of their digits. */
  readonly value: unknown;
}

/** Names that no field can take. */
export const RESERVED_COLUMNS: ReadonlySet<string> = new Set([
  ...ENVELOPE.map((field) => field.name),
  ...LAKE_COLUMNS,
  '_collection',
  '$collection',
]);
