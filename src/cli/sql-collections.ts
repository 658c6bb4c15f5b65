import { existsSync } from 'node:fs';
import type { Collection } from '../model/collection.ts';
import type { Invocation } from './command.ts';
import { connectAsAdmin } from './connect.ts';
import { dataDirectoryOf } from './data-option.ts';
import { collectionsOf, readSchemaFile } from './sql-schema.ts';

/**
 * Those of the file, or of the project of the data directory. None, and a note about it, where neither is named and the
 * directory is not there: queries without tables need no server.
 */
export async function collectionsFor(invocation: Invocation): Promise<readonly Collection[]> {
  const { options, terminal } = invocation;
  const file = options.text('schema');
  if (file !== undefined) return readSchemaFile(file);
  const directory = dataDirectoryOf(invocation);
  if ((options.text('project') ?? options.text('data')) === undefined && !existsSync(directory)) {
    terminal.note(`no tables are known: there is no data directory "${directory}"; --schema FILE names them`);
    return [];
  }
  const admin = await connectAsAdmin(invocation, { mayCreate: false });
  try {
    const project = await admin.projectOf(invocation.options.text('project'));
    return collectionsOf(await admin.collections(project));
  } finally {
    await admin.close();
  }
}
