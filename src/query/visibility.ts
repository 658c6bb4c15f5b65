import type { ProjectPosition } from '../model/position.ts';

/** Tells when what was acknowledged can be seen: the batch runner, as queries know it. */
export interface Visibility {
  /**
   * Resolves to true as soon as everything before `position` is visible to queries, to false after `timeoutMs`.
   * Asks for a micro-batch at once where that helps.
   */
  waitUntilVisible(position: ProjectPosition, timeoutMs: number, signal?: AbortSignal): Promise<boolean>;
}
