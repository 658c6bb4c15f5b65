import { type EncodableValue, EventEncoder } from '../catalog/avro/event-encoder.ts';
import type { Collection, Field } from '../model/collection.ts';
import { RESERVED_COLUMNS } from '../model/envelope.ts';
import type { FieldType } from '../model/field-type.ts';
import { fieldNameOf, nameProblem } from '../model/names.ts';
import { type Coercion, coercionTo } from './coerce.ts';

/** Where a property goes: the index of a field, or one of these. */
export const TARGET = { id: -1, time: -2, reserved: -3, badName: -4, unknown: -5 } as const;

/** Raw names beside the fields' own that a plan remembers; clients choose them, so there must be a bound. */
const REMEMBERED_NAMES = 512;

/**
 * How the events of a collection are written under one version of its schema: made once, used for every event until
 * the schema grows. The slots are scratch memory, empty between two events.
 */
export class CollectionPlan {
  readonly collection: Collection;
  readonly encoder: EventEncoder;
  readonly slots: (EncodableValue | undefined)[];
  readonly coercions: readonly Coercion[];
  /** New fields were refused: the collection has as many as it may have, so nobody need ask again. */
  isFull = false;
  readonly #slotByName: ReadonlyMap<string, number>;
  readonly #targets = new Map<string, number>();
  readonly #maxNameLength: number;

  constructor(collection: Collection, maxNameLength: number) {
    const { fields } = collection.schema;
    this.collection = collection;
    this.encoder = new EventEncoder(collection.schema);
    this.slots = fields.map(() => undefined);
    this.coercions = fields.map((field) => coercionTo(field.type));
    this.#slotByName = new Map(fields.map((field, slot) => [field.name, slot]));
    this.#maxNameLength = maxNameLength;
  }

  field(slot: number): Field {
    return this.collection.schema.fields[slot]!;
  }

  /** Where the property of this raw name goes. A map, never an object: `__proto__` is a name like any other. */
  targetOf(rawName: string): number {
    const known = this.#targets.get(rawName);
    if (known !== undefined) return known;
    const target = this.#findTarget(rawName);
    const mayRemember = this.#targets.size < REMEMBERED_NAMES + this.slots.length;
    if (mayRemember && rawName.length <= this.#maxNameLength) this.#targets.set(rawName, target);
    return target;
  }

  #findTarget(rawName: string): number {
    const name = fieldNameOf(rawName);
    if (name === '_id') return TARGET.id;
    if (name === '_time') return TARGET.time;
    if (RESERVED_COLUMNS.has(name)) return TARGET.reserved;
    const slot = this.#slotByName.get(name);
    if (slot !== undefined) return slot;
    return nameProblem(name, this.#maxNameLength) === undefined ? TARGET.unknown : TARGET.badName;
  }

  /** Whether the schema gave all these fields a column. */
  hasAll(fields: ReadonlyMap<string, FieldType>): boolean {
    for (const name of fields.keys()) if (!this.#slotByName.has(name)) return false;
    return true;
  }

  /** After a failure in the middle of an event. */
  emptySlots(): void {
    this.slots.fill(undefined);
  }
}
