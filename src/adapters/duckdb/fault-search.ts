import type { PositionRange } from '../../model/position.ts';

/**
 * Rule 7 for faults that only the engine finds: halves the range, always appending within a transaction that `probe`
 * rolls back, until each message at fault stands alone.
 */
export async function findFaults(
  range: PositionRange,
  probe: (range: PositionRange) => Promise<string | undefined>,
): Promise<readonly { partition: number; offset: number; reason: string }[]> {
  const found: { partition: number; offset: number; reason: string }[] = [];
  const search = async (partition: number, from: number, to: number): Promise<void> => {
    const reason = await probe(onePartition(range, partition, from, to));
    if (reason === undefined) return;
    if (to - from === 1) {
      found.push({ partition, offset: from, reason });
      return;
    }
    const middle = from + Math.floor((to - from) / 2);
    await search(partition, from, middle);
    await search(partition, middle, to);
  };
  for (const [partition, to] of range.to.entries()) {
    const from = range.from[partition] ?? 0;
    if (from < to) await search(partition, from, to);
  }
  return found;
}

/** `[from, to)` of one partition and nothing of the others. */
function onePartition(range: PositionRange, partition: number, from: number, to: number): PositionRange {
  const start = range.to.map((offset, index) => (index === partition ? from : offset));
  return { from: start, to: start.map((offset, index) => (index === partition ? to : offset)) };
}
