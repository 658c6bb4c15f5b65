/**
 * A place in a topic: index = partition, value = next offset. A partition that is not there counts as 0.
 * Offsets are below 2^53.
 */
export type Position = readonly number[];

export const ORIGIN: Position = [];

export function offsetAt(position: Position, partition: number): number {
  return position[partition] ?? 0;
}

/** Whether `position` has everything before `other`. */
export function covers(position: Position, other: Position): boolean {
  return other.every((offset, partition) => offsetAt(position, partition) >= offset);
}

/** The later of two positions, partition by partition. */
export function furthest(a: Position, b: Position): Position {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, partition) =>
    Math.max(offsetAt(a, partition), offsetAt(b, partition)),
  );
}

export function positionsEqual(a: Position, b: Position): boolean {
  return covers(a, b) && covers(b, a);
}

/** The half-open range `[from, to)` of a topic, partition by partition. */
export interface PositionRange {
  readonly from: Position;
  readonly to: Position;
}

/** Positions of several collections of one project: what a reply's `X-Millrace-Position` and `asOf` carry. */
export interface ProjectPosition {
  readonly projectId: number;
  /** Collection id → position. */
  readonly collections: ReadonlyMap<number, Position>;
}

/** One opaque, URL-safe string. */
export function encodeProjectPosition(position: ProjectPosition): string {
  const collections = [...position.collections].sort(([a], [b]) => a - b);
  return Buffer.from(JSON.stringify([position.projectId, ...collections])).toString('base64url');
}

/** `undefined` when the text is not such a string. */
export function decodeProjectPosition(text: string): ProjectPosition | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
  if (!Array.isArray(parsed)) return undefined;
  const [projectId, ...entries] = parsed as unknown[];
  if (!isCount(projectId)) return undefined;
  const collections = new Map<number, Position>();
  for (const entry of entries) {
    if (!Array.isArray(entry) || entry.length !== 2) return undefined;
    const [collectionId, offsets] = entry as unknown[];
    if (!isCount(collectionId) || !Array.isArray(offsets) || !offsets.every(isCount)) return undefined;
    collections.set(collectionId, offsets);
  }
  return { projectId, collections };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
