import type { Collection } from '../model/collection.ts';
import type { Invocation } from './command.ts';
import { connectAsAdmin } from './connect.ts';
import { collectionsOf, readSchemaFile } from './sql-schema.ts';

/** Those of the file, or of the project of the data directory. */
export async function collectionsFor(invocation: Invocation): Promise<readonly Collection[]> {
  const file = invocation.options.text('schema');
  if (file !== undefined) return readSchemaFile(file);
  const admin = await connectAsAdmin(invocation, { mayCreate: false });
  try {
    const project = await admin.projectOf(invocation.options.text('project'));
    return collectionsOf(await admin.collections(project));
  } finally {
    await admin.close();
  }
}
