import type { FastifyRequest } from 'fastify';
import type { Catalog } from '../catalog/catalog.ts';
import type { KeyKind } from '../catalog/catalog-store.ts';
import type { Project } from '../model/collection.ts';
import { MillraceError, userError } from '../platform/errors.ts';

/**
 * Who asks: the project whose key of this kind is in the header `master_key`, `read_key` or `write_key`, or else in
 * the query parameter of that name. The project follows from the key alone; requests never name it.
 *
 * Errors: `KEY_MISSING`, `KEY_INVALID` (both 403). Their texts are the original's, which its clients show.
 */
export async function requireKey(request: FastifyRequest, kind: KeyKind, catalog: Catalog): Promise<Project> {
  const name = `${kind}_key`;
  const key = keyOf(request, name);
  if (key === undefined) {
    throw userError('KEY_MISSING', `\`${name}\` header or query parameter is missing.`);
  }
  try {
    return catalog.cachedProject(kind, key) ?? (await catalog.authenticate(kind, key));
  } catch (error) {
    if (error instanceof MillraceError && error.code === 'KEY_INVALID') {
      throw userError('KEY_INVALID', `\`${name}\` is invalid`);
    }
    throw error;
  }
}

/** A parameter given twice is no key: which of the two was meant cannot be known. */
function keyOf(request: FastifyRequest, name: string): string | undefined {
  const header = request.headers[name];
  if (typeof header === 'string' && header !== '') return header;
  const parameter = (request.query as Record<string, unknown> | undefined)?.[name];
  return typeof parameter === 'string' && parameter !== '' ? parameter : undefined;
}
