/** An event as its client knows it. */
export interface SentEvent {
  readonly number: number;
  readonly project: string;
  readonly collection: string;
  /** The client's one device, and the place of the event in what the client did. */
  readonly device: string;
  readonly place: number;
  readonly properties: Readonly<Record<string, unknown>>;
  /** The engine will refuse it (attempt mode). */
  readonly isPoison: boolean;
  acknowledged: boolean;
}

/** What happened, as those outside the server saw it. */
export class History {
  readonly events = new Map<number, SentEvent>();
  /** Messages that are no event, put into the log behind the collector's back. */
  readonly garbage = { sent: 0, acknowledged: 0 };
  /** What deposed masters did to the metadata: nothing, if all is well. */
  readonly staleWrites: string[] = [];
  readonly counts = {
    crashes: 0,
    acknowledged: 0,
    refused: 0,
    checks: 0,
    depositions: 0,
    deadLetters: 0,
    /** Tables that were rewritten from others. */
    compacted: 0,
    trimmed: 0,
  };
  #lastNumber = 0;

  add(event: Omit<SentEvent, 'number' | 'acknowledged'>): SentEvent {
    const sent = { ...event, number: ++this.#lastNumber, acknowledged: false };
    this.events.set(sent.number, sent);
    return sent;
  }

  acknowledge(events: readonly SentEvent[]): void {
    for (const event of events) event.acknowledged = true;
    this.counts.acknowledged += events.length;
  }
}
