import { offsetAt, type Position } from '../model/position.ts';

/** How many places lie in `[from, to)`: an upper bound of the messages, since logs may have holes. */
export function placesBetween(from: Position, to: Position): number {
  let places = 0;
  for (const [partition, end] of to.entries()) places += Math.max(0, end - offsetAt(from, partition));
  return places;
}

/**
 * Shares `budget` out: whoever wants little gets all of it, the rest is divided evenly among the others. So one
 * backlog, however long, never crowds the small ones out of a round.
 */
export function shareOut(wanted: readonly number[], budget: number): readonly number[] {
  const shares = wanted.map(() => 0);
  const byNeed = wanted.map((_, index) => index).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  let left = budget;
  for (const [rank, index] of byNeed.entries()) {
    const fair = Math.ceil(left / (byNeed.length - rank));
    const share = Math.min(wanted[index]!, fair, left);
    shares[index] = share;
    left -= share;
  }
  return shares;
}

/** The first `limit` places of `[from, to)`, shared out over the partitions: where such a range ends. */
export function cutRange(from: Position, to: Position, limit: number): Position {
  const end = Array.from({ length: Math.max(from.length, to.length) }, (_, partition) =>
    offsetAt(from, partition),
  );
  const shares = shareOut(
    end.map((offset, partition) => Math.max(0, offsetAt(to, partition) - offset)),
    limit,
  );
  return end.map((offset, partition) => offset + shares[partition]!);
}
