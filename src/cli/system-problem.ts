import { messageOf } from '../platform/errors.ts';

const SENTENCES: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file'],
  ['EACCES', 'this user may not do that'],
  ['EPERM', 'this user may not do that'],
  ['EISDIR', 'it is a directory'],
  ['ENOTDIR', 'a part of the path is not a directory'],
  ['ECONNREFUSED', 'nothing listens there'],
  ['ECONNRESET', 'the connection broke'],
  ['EPIPE', 'the connection broke'],
  ['ENOTFOUND', 'no machine has this name'],
  ['EHOSTUNREACH', 'there is no way to this machine'],
  ['ETIMEDOUT', 'no answer came'],
]);

/** What the system's error means, and its code: `there is no such file (ENOENT)`; others in their own words. */
export function systemProblem(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  const sentence = SENTENCES.get(code ?? '');
  return sentence === undefined ? messageOf(error) : `${sentence} (${code})`;
}
