import { timingSafeEqual } from 'node:crypto';
import path from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { CatalogStore, KeySetRecord, ProjectRecord } from '../catalog/catalog-store.ts';
import type { HttpServer } from '../http/server.ts';
import type { Collection, Project } from '../model/collection.ts';
import type { FieldType } from '../model/field-type.ts';
import { userError } from '../platform/errors.ts';
import type { BackupReport } from './backup.ts';

/** The three keys of a project, shown once. */
export interface NewKeys {
  readonly master_key: string;
  readonly read_key: string;
  readonly write_key: string;
}

export interface AdminPorts {
  readonly store: Pick<CatalogStore, 'listProjects' | 'listKeySets' | 'revokeKeySet'>;
  readonly projects: {
    /** Creates the project with a first triple of keys. Errors: `PROJECT_EXISTS`, `PROJECT_NAME_INVALID`. */
    create(name: string): Promise<NewKeys>;
    /** One more triple; older ones stay valid. */
    createKeys(project: Project): Promise<NewKeys>;
  };
  /** Those of the project, with the newest version of their schemas. */
  readonly collections: (project: Project) => Promise<readonly Collection[]>;
  readonly queries: {
    /** Answers as `POST /query/execute` does, in the name of the project. */
    execute(project: Project, body: unknown, request: FastifyRequest, reply: FastifyReply): Promise<unknown>;
    /** The same as `POST /query/export`. */
    export(project: Project, body: unknown, request: FastifyRequest, reply: FastifyReply): Promise<unknown>;
  };
  /** The ledger of the project as `GET /ingest/ledger` answers it; `verify` recounts the tables. */
  readonly ledger: (project: Project, verify: boolean) => Promise<AdminLedger>;
  /** Writes a backup into a directory that is not there yet, or is empty. */
  readonly backup: (directory: string) => Promise<BackupReport>;
}

export interface AdminLedger {
  /** Every accepted event is stored, dead-lettered, deduplicated or in flight. */
  readonly balanced: boolean;
}

export interface AdminOptions extends AdminPorts {
  /** What `authorization: Bearer …` must carry. */
  readonly token: string;
  readonly version: string;
}

/** A project as `GET /admin/projects` lists it. */
export interface AdminProject {
  readonly name: string;
  readonly state: ProjectRecord['state'];
  readonly created_at: string;
}

/** A collection as `GET /admin/projects/<name>/collections` lists it; physical names are those of tables and columns. */
export interface AdminCollection {
  readonly name: string;
  readonly physical_name: string;
  readonly fields: readonly {
    readonly name: string;
    readonly physical_name: string;
    readonly type: FieldType;
  }[];
}

/** A triple of keys as `GET /admin/projects/<name>/keys` lists it; the keys themselves are stored hashed. */
export interface AdminKeySet {
  readonly id: number;
  readonly created_at: string;
  readonly revoked_at: string | null;
}

const ProjectName = Type.Object({ name: Type.String({ minLength: 1 }) }, { additionalProperties: false });
const KeySetPath = Type.Object({ name: Type.String(), id: Type.String({ pattern: '^[0-9]{1,15}$' }) });
const BackupBody = Type.Object({ directory: Type.String({ minLength: 1 }) }, { additionalProperties: false });
const LedgerQuery = Type.Object({ verify: Type.Optional(Type.String()) });
type LedgerParameters = Static<typeof LedgerQuery>;

/**
 * What the command line asks of a server on the same machine: `/admin/…`, guarded by the token that the server writes
 * into its data directory, and open to connections from the machine itself alone. It needs no key, because who can
 * read the data directory can read the data.
 */
export function adminRoutes(options: AdminOptions) {
  return async (server: HttpServer): Promise<void> => {
    const expected = Buffer.from(`Bearer ${options.token}`);
    server.addHook('onRequest', async (request) => requireLocalToken(request, expected));

    const named = async (name: string): Promise<ProjectRecord> => {
      const all = await options.store.listProjects();
      const found = all.find((project) => project.name === name.toLowerCase() && project.state === 'active');
      if (found !== undefined) return found;
      throw userError('PROJECT_NOT_FOUND', `there is no project "${name}"`, {
        hint: 'see millrace project list',
      });
    };

    server.get('/admin/status', hidden, () => ({ version: options.version, pid: process.pid }));
    projectRoutes(server, options, named);
    keyRoutes(server, options, named);

    server.post<{ Params: { name: string } }>('/admin/projects/:name/query', hidden, async (request, reply) =>
      options.queries.execute(await named(request.params.name), request.body, request, reply),
    );

    server.post<{ Params: { name: string } }>(
      '/admin/projects/:name/export',
      hidden,
      async (request, reply) =>
        options.queries.export(await named(request.params.name), request.body, request, reply),
    );

    server.get<{ Params: { name: string } }>(
      '/admin/projects/:name/collections',
      hidden,
      async (request): Promise<readonly AdminCollection[]> => {
        const collections = await options.collections(await named(request.params.name));
        return collections.map(({ name, physicalName, schema }) => ({
          name,
          physical_name: physicalName,
          fields: schema.fields.map((field) => ({
            name: field.name,
            physical_name: field.physicalName,
            type: field.type,
          })),
        }));
      },
    );

    server.get<{ Params: { name: string }; Querystring: LedgerParameters }>(
      '/admin/projects/:name/ledger',
      { schema: { hide: true, querystring: LedgerQuery } },
      async (request) => options.ledger(await named(request.params.name), request.query.verify !== undefined),
    );

    server.post<{ Body: Static<typeof BackupBody> }>(
      '/admin/backup',
      { schema: { hide: true, body: BackupBody } },
      async (request) => {
        const { directory } = request.body;
        if (!path.isAbsolute(directory)) {
          throw userError(
            'BACKUP_DIRECTORY_INVALID',
            `backup directory "${directory}" is not an absolute path`,
          );
        }
        return options.backup(directory);
      },
    );
  };
}

/** For the machine's own commands, so not part of the described API. */
const hidden = { schema: { hide: true } };

type FindProject = (name: string) => Promise<ProjectRecord>;

function projectRoutes(server: HttpServer, options: AdminOptions, named: FindProject): void {
  server.get('/admin/projects', hidden, async (): Promise<readonly AdminProject[]> => {
    const projects = await options.store.listProjects();
    return projects.map(({ name, state, createdAtMs }) => ({
      name,
      state,
      created_at: new Date(createdAtMs).toISOString(),
    }));
  });

  server.post<{ Body: Static<typeof ProjectName> }>(
    '/admin/projects',
    { schema: { hide: true, body: ProjectName } },
    async (request) => options.projects.create(request.body.name),
  );

  server.post<{ Params: { name: string } }>('/admin/projects/:name/keys', hidden, async (request) =>
    options.projects.createKeys(await named(request.params.name)),
  );
}

function keyRoutes(server: HttpServer, options: AdminOptions, named: FindProject): void {
  server.get<{ Params: { name: string } }>('/admin/projects/:name/keys', hidden, async (request) => {
    const project = await named(request.params.name);
    return (await options.store.listKeySets(project.id)).map(describeKeySet);
  });

  server.delete<{ Params: Static<typeof KeySetPath> }>(
    '/admin/projects/:name/keys/:id',
    { schema: { hide: true, params: KeySetPath } },
    async (request) => {
      const project = await named(request.params.name);
      const keySetId = Number(request.params.id);
      const keySets = await options.store.listKeySets(project.id);
      if (!keySets.some((keySet) => keySet.keySetId === keySetId)) {
        throw userError('KEYS_NOT_FOUND', `project "${project.name}" has no keys ${keySetId}`, {
          hint: `see millrace keys list --project ${project.name}`,
        });
      }
      await options.store.revokeKeySet(keySetId);
      return { success: true };
    },
  );
}

function describeKeySet(keySet: KeySetRecord): AdminKeySet {
  return {
    id: keySet.keySetId,
    created_at: new Date(keySet.createdAtMs).toISOString(),
    revoked_at: keySet.revokedAtMs === undefined ? null : new Date(keySet.revokedAtMs).toISOString(),
  };
}

function requireLocalToken(request: FastifyRequest, expected: Buffer): void {
  if (!isFromThisMachine(request)) {
    throw userError('FORBIDDEN', 'administration is open to this machine alone');
  }
  const given = Buffer.from(request.headers.authorization ?? '');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw userError('FORBIDDEN', 'the administration token is missing or wrong', {
      hint: 'use the millrace command on the data directory of this server',
    });
  }
}

/** The socket's own ends, never a header: `X-Forwarded-For` can say anything. */
function isFromThisMachine(request: FastifyRequest): boolean {
  const { remoteAddress, localAddress } = request.raw.socket;
  if (remoteAddress === undefined) return false;
  const isLoopback = /^(::ffff:)?127\.|^::1$/.test(remoteAddress);
  return isLoopback || remoteAddress === localAddress;
}
