import type { SortItem } from '../ast/sort.ts';

/** NULLs come last unless said otherwise, whichever the direction. */
export function printDirection({ descending, nulls }: SortItem): string {
  return `${descending ? 'DESC' : 'ASC'} NULLS ${nulls === 'first' ? 'FIRST' : 'LAST'}`;
}
