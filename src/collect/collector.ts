/**
 * From a parsed request to the acknowledgement. All events of a request are encoded in one go without waiting, in one
 * memory that the process uses again and again; only an unknown collection or an unknown property makes a request wait
 * for the catalog before. One event's faults never touch its neighbours:
 * - a property that does not fit, or finds no column, goes to `_extra` of its event;
 * - an event that is none, or whose collection cannot be, goes whole to the collection `_malformed`;
 * - only when the whole request cannot be read, its key is wrong, or nothing can be stored, the answer is an error, and
 *   then nothing of it was acknowledged.
 */
import { AvroWriter } from '../catalog/avro/avro-writer.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Project } from '../model/collection.ts';
import type { MessageBatch } from '../model/messages.ts';
import { collectionNameOf, collectionNameProblem, MALFORMED_COLLECTION } from '../model/names.ts';
import type { ProjectPosition } from '../model/position.ts';
import { MillraceError, userError } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';
import type { CollectionPlan } from './collection-plan.ts';
import { CollectionPlans } from './collection-plans.ts';
import type { CollectorLog } from './collector-log.ts';
import type { CollectConfig } from './config.ts';
import {
  collectionNames,
  type Destination,
  type DestinationGroups,
  type EventGroup,
  groupEvents,
  MalformedEvent,
} from './event-groups.ts';
import type { EventRequest } from './event-request.ts';
import { EventShaper, type WantedFields } from './event-shaper.ts';
import { type RequestTime, requestTime } from './event-time.ts';
import type { JsonObject } from './json-value.ts';
import { shownName } from './shown-name.ts';

/** Memory for encoding that is kept between requests. */
const KEPT_BYTES = 4 * 1024 * 1024;

const TOO_MANY_FIELDS = 'the collection has too many fields, or the request too many new ones';
const FIELDS_FIXED = 'new fields are only added by requests with the master key';

export interface CollectorOptions {
  readonly catalog: Catalog;
  readonly log: CollectorLog;
  readonly platform: Platform;
  readonly config: CollectConfig;
  /** The id of this run, from the catalog. */
  readonly collectorId: number;
}

export interface CollectResult {
  /** What is behind the last event of each collection. */
  readonly position: ProjectPosition;
  readonly unfitValues: number;
  readonly malformedEvents: number;
}

interface Sender {
  readonly project: Project;
  readonly isMaster: boolean;
}

interface Encoded {
  readonly batches: readonly MessageBatch[];
  readonly unfitValues: number;
  /** By plan, the fields that would have to be added first. */
  readonly wanted: ReadonlyMap<DestinationGroups, WantedFields>;
}

export class Collector {
  readonly #options: CollectorOptions;
  readonly #plans: CollectionPlans;
  readonly #shaper: EventShaper;
  readonly #writer = new AvroWriter(KEPT_BYTES / 16);
  #sequence = 0;

  constructor(options: CollectorOptions) {
    this.#options = options;
    const { catalog, log, config, collectorId } = options;
    this.#plans = new CollectionPlans(catalog, log, config['collect.max-name-length']);
    this.#shaper = new EventShaper(config, collectorId);
  }

  /**
   * Resolves when all events of the request are durable. `receivedMs` is when its body was there.
   *
   * Errors: `KEY_INVALID`, `BODY_INVALID` (nesting that cannot even be kept as text), `COLLECTION_REFUSED` (an event
   * sent alone whose collection cannot be), and what catalog and log throw.
   */
  async collect(request: EventRequest, receivedMs: number): Promise<CollectResult> {
    const { project, isMaster } = this.#cachedSender(request.apiKey) ?? (await this.#sender(request.apiKey));
    const { events } = request;
    const threshold = this.#options.config['collect.clock-skew-threshold'];
    const time = requestTime(request.uploadTime, receivedMs, threshold);
    const { names, hasMalformed } = collectionNames(events);
    const destinations =
      this.#cachedDestinations(project, names) ?? (await this.#destinations(project, names));
    if (request.isSingle) refuseWithoutPlace(destinations);
    const needsMalformed = hasMalformed || hasReason(destinations);
    const malformed = needsMalformed ? await this.#malformedPlan(project) : undefined;

    const groups = groupEvents(events, destinations, malformed, this.#sequence);
    this.#sequence += events.length;
    const mayGrow = isMaster || this.#options.config['event.schema.enable-dynamic'];
    let encoded = this.#encode(groups, time, mayGrow);
    if (encoded.wanted.size > 0) {
      for (const [destination, wanted] of encoded.wanted) {
        destination.plan = await this.#plans.grow(destination.plan, wanted);
      }
      encoded = this.#encode(groups, time, false, mayGrow ? TOO_MANY_FIELDS : FIELDS_FIXED);
    }
    const position = await this.#append(project, groups, encoded.batches);
    const malformedEvents = malformed === undefined ? 0 : countEvents(groups, malformed);
    return { position, unfitValues: encoded.unfitValues, malformedEvents };
  }

  #cachedSender(key: string): Sender | undefined {
    const { catalog } = this.#options;
    const writer = catalog.cachedProject('write', key);
    if (writer !== undefined) return { project: writer, isMaster: false };
    const master = catalog.cachedProject('master', key);
    return master && { project: master, isMaster: true };
  }

  async #sender(key: string): Promise<Sender> {
    const { catalog } = this.#options;
    for (const kind of ['write', 'master'] as const) {
      try {
        return { project: await catalog.authenticate(kind, key), isMaster: kind === 'master' };
      } catch (error) {
        if (!hasCode(error, 'KEY_INVALID')) throw error;
      }
    }
    throw userError('KEY_INVALID', 'api_key is invalid', {
      hint: 'send the write key of the project as "api_key" within "api"',
    });
  }

  /** Where the events of each name go, unless one of them takes waiting. */
  #cachedDestinations(project: Project, names: Iterable<string>): Map<string, Destination> | undefined {
    const destinations = new Map<string, Destination>();
    for (const rawName of names) {
      const name = collectionNameOf(rawName);
      const destination = this.#nameProblem(name) ?? this.#plans.cached(project, name);
      if (destination === undefined) return undefined;
      destinations.set(rawName, destination);
    }
    return destinations;
  }

  async #destinations(project: Project, names: Iterable<string>): Promise<Map<string, Destination>> {
    const destinations = new Map<string, Destination>();
    const mayLoad = this.#options.config['collect.max-new-collections'];
    let refusal: string | undefined;
    let loaded = 0;
    for (const rawName of names) {
      const name = collectionNameOf(rawName);
      let destination = this.#nameProblem(name) ?? this.#plans.cached(project, name) ?? refusal;
      if (destination === undefined) {
        try {
          destination = await this.#plans.load(project, name);
          if (++loaded >= mayLoad) refusal = TOO_MANY_NEW;
        } catch (error) {
          if (!isAboutCollection(error)) throw error;
          destination = error.message;
          // A project that is full is not asked again for each name that a client thinks up.
          if (error.code === 'TOO_MANY_COLLECTIONS') refusal = destination;
        }
      }
      destinations.set(rawName, destination);
    }
    return destinations;
  }

  #nameProblem(name: string): string | undefined {
    return collectionNameProblem(name, this.#options.config['collect.max-name-length']);
  }

  async #malformedPlan(project: Project): Promise<CollectionPlan> {
    return (
      this.#plans.cached(project, MALFORMED_COLLECTION) ?? this.#plans.load(project, MALFORMED_COLLECTION)
    );
  }

  /** Nothing here waits, so the writer, the shaper and the plans' slots serve one request at a time. */
  #encode(
    destinations: readonly DestinationGroups[],
    time: RequestTime,
    mayGrow: boolean,
    refusal = FIELDS_FIXED,
  ): Encoded {
    const batches: MessageBatch[] = [];
    const wantedBy = new Map<DestinationGroups, WantedFields>();
    this.#shaper.unfitValues = 0;
    for (const destination of destinations) {
      const { plan } = destination;
      const wanted: WantedFields | undefined = mayGrow && !plan.isFull ? new Map() : undefined;
      const reason = plan.isFull ? TOO_MANY_FIELDS : refusal;
      for (const group of destination.groups) {
        if (group !== undefined) batches.push(this.#encodeGroup(group, time, wanted, reason));
      }
      if (wanted !== undefined && wanted.size > 0) wantedBy.set(destination, wanted);
    }
    return { batches, unfitValues: this.#shaper.unfitValues, wanted: wantedBy };
  }

  #encodeGroup(
    group: EventGroup,
    time: RequestTime,
    wanted: WantedFields | undefined,
    refusal: string,
  ): MessageBatch {
    const { plan } = group.destination;
    const { events, sequences, partition } = group;
    const writer = this.#writer;
    const shaper = this.#shaper;
    const lengths = new Uint32Array(events.length);
    writer.reset(KEPT_BYTES);
    try {
      for (let i = 0; i < events.length; i++) {
        const start = writer.position;
        const event = events[i];
        shaper.envelope.sequence = sequences[i]!;
        if (event instanceof MalformedEvent) shaper.shapeMalformed(event.raw, event.reason, time);
        else shaper.shape(plan, event as JsonObject, time, wanted, refusal);
        plan.encoder.encode(writer, shaper.envelope, plan.slots);
        lengths[i] = writer.position - start;
      }
    } catch (error) {
      shaper.clear();
      plan.emptySlots();
      throw error;
    }
    return { topic: plan.collection.topic, partition, lengths, bytes: writer.copy(0) };
  }

  async #append(
    project: Project,
    destinations: readonly DestinationGroups[],
    batches: readonly MessageBatch[],
  ): Promise<ProjectPosition> {
    const collections = new Map<number, number[]>();
    if (batches.length === 0) return { projectId: project.id, collections };
    let ends: readonly number[];
    try {
      ends = await this.#options.log.append(project.id, batches);
    } catch (error) {
      if (hasCode(error, 'TOPIC_NOT_FOUND')) for (const { plan } of destinations) this.#plans.forget(plan);
      throw error;
    }
    let batch = 0;
    for (const { plan, groups } of destinations) {
      const position = Array.from({ length: groups.length }, () => 0);
      groups.forEach((group) => {
        if (group !== undefined) position[group.partition] = ends[batch++]!;
      });
      collections.set(plan.collection.id, position);
    }
    return { projectId: project.id, collections };
  }
}

const TOO_MANY_NEW = 'the request names too many new collections';

function refuseWithoutPlace(destinations: ReadonlyMap<string, Destination>): void {
  for (const [name, destination] of destinations) {
    if (typeof destination !== 'string') continue;
    throw userError('COLLECTION_REFUSED', `collection "${shownName(name)}" cannot be used`, {
      detail: destination,
      hint: 'send the event to another collection',
    });
  }
}

function hasReason(destinations: ReadonlyMap<string, Destination>): boolean {
  for (const destination of destinations.values()) if (typeof destination === 'string') return true;
  return false;
}

function countEvents(destinations: readonly DestinationGroups[], plan: CollectionPlan): number {
  let count = 0;
  for (const destination of destinations) {
    if (destination.plan !== plan) continue;
    for (const group of destination.groups) count += group?.events.length ?? 0;
  }
  return count;
}

/** Whether the collection cannot be, as opposed to a failure. */
function isAboutCollection(error: unknown): error is MillraceError {
  return hasCode(error, 'TOO_MANY_COLLECTIONS') || hasCode(error, 'COLLECTION_NAME_INVALID');
}

function hasCode(error: unknown, code: string): error is MillraceError {
  return error instanceof MillraceError && error.code === code;
}
