import type { EventEnvelope } from '../catalog/avro/event-encoder.ts';
import { timestampOf } from './coerce.ts';
import { isInRange } from './time-text.ts';

/** What a request says about time. */
export interface RequestTime {
  readonly receivedMs: number;
  /** The client's clock when it sent the request; `undefined` when it did not say. */
  readonly uploadMs: number | undefined;
  /** What is to be added to the client's times; 0 when the clocks agree well enough. */
  readonly correctionMs: number;
}

/**
 * A client whose clock is wrong by at least the threshold is corrected by the difference; below it the difference is
 * the network's delay rather than the clock's fault.
 */
export function requestTime(uploadTime: unknown, receivedMs: number, thresholdMs: number): RequestTime {
  const uploadMs = timestampOf(uploadTime);
  const skewMs = uploadMs === undefined ? 0 : receivedMs - uploadMs;
  return { receivedMs, uploadMs, correctionMs: Math.abs(skewMs) >= thresholdMs ? skewMs : 0 };
}

/**
 * Sets the envelope's times from an event's `_time`: only numbers are corrected, as in the original, because texts
 * often come from other clocks than the client's. Answers why `_time` could not be used, when it could not.
 */
export function setEventTime(envelope: EventEnvelope, raw: unknown, time: RequestTime): string | undefined {
  envelope.receivedMs = time.receivedMs;
  envelope.uploadTimeMs = time.uploadMs;
  envelope.timeMs = time.receivedMs;
  envelope.clientTimeMs = undefined;
  if (raw === undefined || raw === null) return undefined;
  const clientMs = timestampOf(raw);
  if (clientMs === undefined) return 'the time cannot be read or lies outside the years 1 to 9999';
  envelope.clientTimeMs = clientMs;
  const correctedMs = typeof raw === 'number' ? clientMs + time.correctionMs : clientMs;
  if (!isInRange(correctedMs)) return 'the corrected time lies outside the years 1 to 9999';
  envelope.timeMs = correctedMs;
  return undefined;
}
