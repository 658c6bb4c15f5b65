import type { EventEnvelope } from '../catalog/avro/event-encoder.ts';
import type { FieldType } from '../model/field-type.ts';
import { fieldNameOf, nameProblem } from '../model/names.ts';
import type { CoercionContext } from './coerce.ts';
import { type CollectionPlan, TARGET } from './collection-plan.ts';
import type { CollectConfig } from './config.ts';
import { type RequestTime, setEventTime } from './event-time.ts';
import { ExtraValues } from './extra-values.ts';
import { inferType } from './infer-type.ts';
import { depthOf, type JsonObject } from './json-value.ts';

const MAX_ID_LENGTH = 128;

/** Fields that a request's events would add, by sanitised name. The first event to name one decides its type. */
export type WantedFields = Map<string, FieldType>;

/** One request adds no more fields than this to a collection. */
const MAX_WANTED = 1000;

/**
 * Puts one event's properties into the plan's slots and its envelope; what does not fit goes to `_extra`. Nothing that
 * a client can put into an event makes this fail, save nesting that cannot even be printed.
 */
export class EventShaper {
  /** Filled by each call; the caller sets collector and sequence. */
  readonly envelope: EventEnvelope;
  /** Values sent to `_extra` since the caller last set it to 0. */
  unfitValues = 0;
  readonly #context: CoercionContext;
  readonly #maxNameLength: number;
  readonly #extra = new ExtraValues();

  constructor(config: CollectConfig, collector: number) {
    this.#context = {
      maxStringLength: config['collection.max-string-length'],
      maxDepth: config['collect.max-depth'],
      problem: undefined,
    };
    this.#maxNameLength = config['collect.max-name-length'];
    this.envelope = {
      id: undefined,
      timeMs: 0,
      receivedMs: 0,
      clientTimeMs: undefined,
      uploadTimeMs: undefined,
      collector,
      sequence: 0,
      extra: undefined,
    };
  }

  /**
   * Shapes the event's `properties`. Properties without a field go to `wanted`, where there is one, and else to
   * `_extra` for the reason `refusal`.
   */
  shape(
    plan: CollectionPlan,
    event: JsonObject,
    time: RequestTime,
    wanted: WantedFields | undefined,
    refusal: string,
  ): void {
    const { envelope } = this;
    const { slots, coercions } = plan;
    const context = this.#context;
    const properties = (event['properties'] ?? EMPTY) as JsonObject;
    envelope.id = undefined;
    let rawTime: unknown;
    for (const name in properties) {
      const value = properties[name];
      if (value === null) continue;
      const target = plan.targetOf(name);
      if (target >= 0 && slots[target] === undefined) {
        const fit = coercions[target]!(value, context);
        if (fit === undefined || context.problem !== undefined) this.#addUnfit(plan, name, target, value);
        if (fit !== undefined) slots[target] = fit;
      } else if (target === TARGET.time && rawTime === undefined) {
        rawTime = value;
        const problem = setEventTime(envelope, value, time);
        if (problem !== undefined) this.#extra.add(name, 'TIMESTAMP', problem, value);
      } else if (target === TARGET.id && envelope.id === undefined) {
        envelope.id = idOf(value);
        if (envelope.id === undefined) this.#extra.add(name, 'STRING', BAD_ID, value);
      } else if (target === TARGET.unknown) {
        this.#addUnknown(name, value, wanted, refusal);
      } else {
        this.#addWithoutColumn(name, target, value);
      }
    }
    if (rawTime === undefined) setEventTime(envelope, undefined, time);
    this.#readMembers(event);
    this.#takeExtra();
  }

  /** What is no event is kept whole. */
  shapeMalformed(raw: unknown, reason: string, time: RequestTime): void {
    this.envelope.id = undefined;
    setEventTime(this.envelope, undefined, time);
    this.#extra.add('', undefined, reason, raw);
    this.#takeExtra();
  }

  /** After a failure in the middle of an event. */
  clear(): void {
    this.#context.problem = undefined;
    this.#extra.clear();
  }

  /** Beside `collection` and `properties` an event may have the id that later versions of the original know. */
  #readMembers(event: JsonObject): void {
    for (const member in event) {
      if (member === 'collection' || member === 'properties' || member === 'api') continue;
      const value = event[member];
      if (member === 'event_id') {
        const id = idOf(value);
        this.envelope.id ??= id;
        if (value === null || (id !== undefined && id === this.envelope.id)) continue;
      }
      this.#extra.add(member, undefined, 'the event has an unrecognized member', value);
    }
  }

  #takeExtra(): void {
    const { count } = this.#extra;
    this.unfitValues += count;
    this.envelope.extra = count === 0 ? undefined : this.#extra.take();
  }

  #addUnfit(plan: CollectionPlan, name: string, target: number, value: unknown): void {
    const { type } = plan.field(target);
    this.#extra.add(name, type, this.#context.problem ?? `the value is no ${type}`, value);
    this.#context.problem = undefined;
  }

  #addUnknown(name: string, value: unknown, wanted: WantedFields | undefined, refusal: string): void {
    const { maxDepth } = this.#context;
    if (depthOf(value, maxDepth) > maxDepth) {
      this.#extra.add(name, undefined, `the value is nested deeper than ${maxDepth} levels`, value);
      return;
    }
    const type = inferType(value);
    if (type === undefined) return;
    if (wanted === undefined) {
      this.#extra.add(name, undefined, refusal, value);
    } else {
      const field = fieldNameOf(name);
      if (wanted.size < MAX_WANTED && !wanted.has(field)) wanted.set(field, type);
    }
  }

  #addWithoutColumn(name: string, target: number, value: unknown): void {
    const reason =
      target === TARGET.reserved
        ? 'the name is reserved'
        : target === TARGET.badName
          ? nameProblem(fieldNameOf(name), this.#maxNameLength)
          : 'duplicate name: another property of the event has the same name in lower case';
    this.#extra.add(name, undefined, reason ?? 'the name cannot be used', value);
  }
}

const EMPTY: JsonObject = {};
const BAD_ID = `an event id is a text of 1 to ${MAX_ID_LENGTH} characters, or a number`;

/** `undefined` when it cannot be an id. Ids that are not valid Unicode could become equal in writing. */
function idOf(value: unknown): string | undefined {
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value)))
    value = String(value);
  return typeof value === 'string' && value !== '' && value.length <= MAX_ID_LENGTH && value.isWellFormed()
    ? value
    : undefined;
}
