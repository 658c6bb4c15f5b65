import { nearest } from '../../platform/nearest.ts';

/** More candidates than this are not compared: a hint is not worth the time. */
const MAX_CANDIDATES = 2000;
const MAX_WORD = 100;

/** `did you mean "x"?`, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const near = nearName(word, candidates);
  return near === undefined ? undefined : `did you mean "${near}"?`;
}

export function nearName(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > MAX_WORD) return undefined;
  const list: string[] = [];
  for (const candidate of candidates) {
    if (list.length >= MAX_CANDIDATES) break;
    if (candidate.length <= MAX_WORD) list.push(candidate);
  }
  return nearest(word, list);
}
