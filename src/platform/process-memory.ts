import { readFileSync } from 'node:fs';

/**
 * Bytes of memory that are this process's own: without pages of mapped files, which the system can take back, where it
 * tells them apart (Linux); all that is resident elsewhere.
 */
export function ownMemoryBytes(): number {
  try {
    const kilobytes = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'latin1'))?.[1];
    if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  } catch {
    // No such file on this system.
  }
  return process.memoryUsage.rss();
}
