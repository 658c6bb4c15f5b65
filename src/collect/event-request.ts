import { userError } from '../platform/errors.ts';
import { isJsonObject, type JsonObject } from './json-value.ts';
import { shownName } from './shown-name.ts';

/** A request as it came, its own members checked, its events not. */
export interface EventRequest {
  readonly apiKey: string;
  readonly uploadTime: unknown;
  readonly events: readonly unknown[];
  /** Whoever sends one event wants to hear what is wrong with it, and there are no neighbours to protect. */
  readonly isSingle: boolean;
}

/** `{"api": …, "events": [ … ]}`. Errors: `REQUEST_INVALID`, `KEY_MISSING`, `TOO_MANY_EVENTS`. */
export function readBatch(body: unknown, maxEvents: number): EventRequest {
  const members = readMembers(body, BATCH_MEMBERS);
  const api = readApi(members);
  const events = members['events'];
  if (!Array.isArray(events)) throw invalid('"events" must be an array');
  if (events.length > maxEvents) {
    throw userError('TOO_MANY_EVENTS', `a request must not have more than ${maxEvents} events`, {
      hint: 'send the events in smaller batches, or raise "collect.max-events-per-batch"',
    });
  }
  return { ...api, events, isSingle: false };
}

/** `{"api": …, "collection": …, "properties": { … }}`. Its shape is checked here. */
export function readSingle(body: unknown): EventRequest {
  const members = readMembers(body, SINGLE_MEMBERS);
  const api = readApi(members);
  const problem = eventProblem(members);
  if (problem !== undefined) throw invalid(problem);
  return { ...api, events: [members], isSingle: true };
}

/** Why something is no event; `undefined` when it is one. */
export function eventProblem(event: unknown): string | undefined {
  if (!isJsonObject(event)) return 'an event must be an object';
  if (typeof event['collection'] !== 'string') return '"collection" must be a string';
  const properties = event['properties'];
  if (properties === undefined || properties === null || isJsonObject(properties)) return undefined;
  return '"properties" must be an object';
}

const BATCH_MEMBERS: ReadonlySet<string> = new Set(['api', 'events']);
const SINGLE_MEMBERS: ReadonlySet<string> = new Set(['api', 'collection', 'properties', 'event_id']);

function readMembers(body: unknown, known: ReadonlySet<string>): JsonObject {
  if (!isJsonObject(body)) throw invalid('the body must be a JSON object');
  for (const member in body) {
    if (known.has(member)) continue;
    throw userError('REQUEST_INVALID', `Unrecognized field "${shownName(member)}"`, {
      hint: `the members are ${[...known].map((name) => `"${name}"`).join(', ')}`,
    });
  }
  return body;
}

function readApi(members: JsonObject): Pick<EventRequest, 'apiKey' | 'uploadTime'> {
  const api = members['api'];
  if (!isJsonObject(api)) throw invalid('"api" must be an object');
  const apiKey = api['api_key'];
  if (typeof apiKey !== 'string' || apiKey === '') {
    throw userError('KEY_MISSING', 'api_key is missing', {
      hint: 'send the write key of the project as "api_key" within "api"',
    });
  }
  return { apiKey, uploadTime: api['upload_time'] };
}

function invalid(message: string): Error {
  return userError('REQUEST_INVALID', message);
}
