import type { CollectionPlan } from './collection-plan.ts';
import { eventProblem } from './event-request.ts';
import type { JsonObject } from './json-value.ts';
import { partitionOf } from './partition-of.ts';

/** Where the events of one collection name go: a plan, or the reason why they are malformed. */
export type Destination = CollectionPlan | string;

/** Events of one request that go to one partition of one collection, in order. */
export interface EventGroup {
  readonly destination: DestinationGroups;
  readonly partition: number;
  readonly events: unknown[];
  /** Counted over the collector's run. */
  readonly sequences: number[];
}

/** The groups of one collection; `groups[partition]` is there when an event goes there. */
export interface DestinationGroups {
  plan: CollectionPlan;
  readonly groups: (EventGroup | undefined)[];
}

/** An event that is none, and why; it takes the event's place in its group. */
export class MalformedEvent {
  readonly raw: unknown;
  readonly reason: string;

  constructor(raw: unknown, reason: string) {
    this.raw = raw;
    this.reason = reason;
  }
}

/** The distinct names of collections, as written, in order of appearance; and whether an event is malformed by shape. */
export function collectionNames(events: readonly unknown[]): {
  readonly names: Set<string>;
  readonly hasMalformed: boolean;
} {
  const names = new Set<string>();
  let last: unknown;
  let hasMalformed = false;
  for (const event of events) {
    if (eventProblem(event) !== undefined) {
      hasMalformed = true;
      continue;
    }
    const name = (event as JsonObject)['collection'] as string;
    // Most requests have one collection only.
    if (name !== last) names.add(name);
    last = name;
  }
  return { names, hasMalformed };
}

/**
 * Sorts events by collection and partition. `malformed` is where events without a usable collection go; it is there
 * whenever there is such an event.
 */
export function groupEvents(
  events: readonly unknown[],
  destinations: ReadonlyMap<string, Destination>,
  malformed: CollectionPlan | undefined,
  firstSequence: number,
): readonly DestinationGroups[] {
  const byPlan = new Map<CollectionPlan, DestinationGroups>();
  let lastName: unknown;
  let lastGroups: DestinationGroups | undefined;
  for (let i = 0; i < events.length; i++) {
    const event = events[i];
    const sequence = firstSequence + i;
    const problem = eventProblem(event);
    const name = problem === undefined ? ((event as JsonObject)['collection'] as string) : undefined;
    if (name !== undefined && name === lastName && lastGroups !== undefined) {
      addTo(lastGroups, event, partitionKeys(event as JsonObject), sequence);
      continue;
    }
    const destination = name === undefined ? (problem ?? '') : (destinations.get(name) ?? '');
    if (typeof destination === 'string') {
      addTo(groupsOf(byPlan, malformed!), new MalformedEvent(event, destination), NO_KEYS, sequence);
      continue;
    }
    lastGroups = groupsOf(byPlan, destination);
    lastName = name;
    addTo(lastGroups, event, partitionKeys(event as JsonObject), sequence);
  }
  return [...byPlan.values()];
}

const NO_KEYS: JsonObject = {};

function partitionKeys(event: JsonObject): JsonObject {
  return (event['properties'] ?? NO_KEYS) as JsonObject;
}

function groupsOf(byPlan: Map<CollectionPlan, DestinationGroups>, plan: CollectionPlan): DestinationGroups {
  let destination = byPlan.get(plan);
  if (destination === undefined) {
    destination = { plan, groups: [] };
    byPlan.set(plan, destination);
  }
  return destination;
}

function addTo(destination: DestinationGroups, event: unknown, keys: JsonObject, sequence: number): void {
  const partition = partitionOf(keys, sequence, destination.plan.collection.partitionCount);
  let group = destination.groups[partition];
  if (group === undefined) {
    group = { destination, partition, events: [], sequences: [] };
    destination.groups[partition] = group;
  }
  group.events.push(event);
  group.sequences.push(sequence);
}
