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

/** An engine's memory for one row of one column while a round is open, at least. */
const CELL_BYTES = 8;

/**
 * As {@link shareOut}, for tables of different width: at most `maxRows` in all, and of wide tables fewer, because a
 * column costs an engine memory for each row also where the row has no value.
 */
export function shareOutRows(
  wanted: readonly { readonly rows: number; readonly columns: number }[],
  maxRows: number,
  maxBytes: number,
): readonly number[] {
  const shares = shareOut(
    wanted.map(({ rows }) => rows),
    maxRows,
  );
  const rowBytes = wanted.map(({ columns }) => columns * CELL_BYTES);
  const bytes = shareOut(
    shares.map((rows, index) => rows * rowBytes[index]!),
    maxBytes,
  );
  return bytes.map((share, index) => Math.ceil(share / rowBytes[index]!));
}

/** Cuts a list, in order, so that no part has more than `maxColumns`, save where one alone has. */
export function partsByColumns<T>(
  items: readonly T[],
  columnsOf: (item: T) => number,
  maxColumns: number,
): readonly (readonly T[])[] {
  const parts: T[][] = [];
  let room = 0;
  for (const item of items) {
    const columns = columnsOf(item);
    if (parts.length === 0 || columns > room) {
      parts.push([]);
      room = maxColumns;
    }
    parts.at(-1)!.push(item);
    room -= columns;
  }
  return parts;
}
