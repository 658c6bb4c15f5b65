import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Holds a folder for one process at a time; others wait. The lock is an exclusive transaction of SQLite, so a lock of
 * the kernel: it ends with its process, however that ends.
 */
export async function lockFolder(folder: string, onWait: () => void): Promise<Disposable> {
  for (let waits = 0; ; waits++) {
    const database = new DatabaseSync(path.join(folder, 'lock'));
    try {
      database.exec('BEGIN EXCLUSIVE');
      return { [Symbol.dispose]: () => database.close() };
    } catch (error) {
      database.close();
      if ((error as { errcode?: number }).errcode !== 5) throw error;
    }
    if (waits === 0) onWait();
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
