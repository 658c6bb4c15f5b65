/**
 * `/project`: projects, their keys and schemas, with the paths, bodies and answers of the original. On purpose
 * different: keys are stored hashed and shown once, revoking works within seconds on every node, and deleting really
 * deletes. The master key is all that it takes, so applications must be given the other two kinds.
 */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Static } from 'typebox';
import type { ManagedCatalog } from '../catalog/cached-catalog.ts';
import type { KeyKind } from '../catalog/catalog-store.ts';
import { requireKey } from '../http/caller.ts';
import type { EventLog } from '../log/event-log.ts';
import { collectionNameOf } from '../model/names.ts';
import type { Clock } from '../platform/clock.ts';
import { MillraceError, userError } from '../platform/errors.ts';
import { attributeValues } from './attribute-values.ts';
import { fieldsOfAvroSchema } from './avro-fields.ts';
import type { ProjectConfig } from './config.ts';
import { checkLockKey } from './lock-key.ts';
import type { ProjectLifecycle } from './project-lifecycle.ts';
import type { ProjectQueries } from './project-queries.ts';
import * as schemas from './routes-schema.ts';
import { schemaFieldsOf } from './schema-fields.ts';
import { type ProjectStatistics, projectStatistics } from './statistics.ts';
import { addWantedFields, wantedFieldOf } from './wanted-fields.ts';

export interface ProjectRoutesOptions {
  readonly catalog: ManagedCatalog;
  readonly lifecycle: ProjectLifecycle;
  readonly log: Pick<EventLog, 'createTopic'>;
  readonly queries: ProjectQueries;
  readonly clock: Clock;
  readonly config: ProjectConfig;
}

export function projectRoutes(options: ProjectRoutesOptions): FastifyPluginAsyncTypebox {
  return async (server) => {
    await server.register(lifecycleRoutes(options));
    await server.register(keyRoutes(options));
    await server.register(schemaRoutes(options));
    await server.register(questionRoutes(options));
  };
}

const tags = ['project'];
const byMasterKey = { tags, security: [{ master_key: [] }], querystring: schemas.MasterKeyQuery };
const byReadKey = { tags, security: [{ read_key: [] }], querystring: schemas.ReadKeyQuery };

function lifecycleRoutes({ catalog, lifecycle, config }: ProjectRoutesOptions): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.post(
      '/project/create',
      {
        schema: {
          tags,
          summary: 'Create a project; its keys are shown this once',
          body: schemas.CreateBody,
          response: { 200: schemas.Keys },
        },
      },
      async ({ body }) => {
        checkLockKey(config['lock-key'], body.lock_key);
        return lifecycle.create(body.name);
      },
    );

    server.post(
      '/project/list',
      {
        schema: {
          tags,
          summary: 'Names of all projects',
          body: schemas.ListBody,
          response: { 200: schemas.Names },
        },
      },
      async ({ body }) => {
        checkLockKey(config['lock-key'], body.lock_key);
        return (await catalog.projects()).map((project) => project.name);
      },
    );

    for (const method of ['POST', 'DELETE'] as const) {
      server.route({
        method,
        url: '/project/delete',
        schema: {
          ...byMasterKey,
          summary: 'Delete the project with all events and keys, for ever',
          description:
            'The master key is all it takes. The keys die at once; the answer comes when all is gone.',
          body: schemas.NoBody,
          response: { 200: schemas.Success },
        },
        handler: async (request) => {
          await lifecycle.delete(await requireKey(request, 'master', catalog));
          return { success: true };
        },
      });
    }
  };
}

function keyRoutes({ catalog }: ProjectRoutesOptions): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.post(
      '/project/create-api-keys',
      {
        schema: {
          ...byMasterKey,
          summary: 'One more triple of keys, shown this once; older ones stay valid',
          body: schemas.NoBody,
          response: { 200: schemas.Keys },
        },
      },
      async (request) => catalog.createKeys(await requireKey(request, 'master', catalog)),
    );

    server.post(
      '/project/check-api-keys',
      {
        schema: {
          tags,
          summary: 'Which of the triples are valid keys of the project',
          body: schemas.CheckKeysBody,
          response: { 200: schemas.Verdicts },
        },
      },
      async ({ body }) => {
        const answers: boolean[] = [];
        for (const keys of body.keys) answers.push(await areKeysOf(catalog, body.project, keys));
        return answers;
      },
    );

    server.post(
      '/project/revoke-api-keys',
      {
        schema: {
          tags,
          summary: 'Revoke the triple that the master key belongs to',
          body: schemas.RevokeBody,
          response: { 200: schemas.Success },
        },
      },
      async ({ body }) => {
        const record = await catalog.findKey(body.master_key);
        const project = record === undefined ? undefined : await catalog.project(record.projectId);
        const isNamed = body.project === undefined || project?.name === body.project.toLowerCase();
        if (record?.kind !== 'master' || !isNamed) {
          throw userError('KEY_INVALID', '`master_key` is invalid', {
            hint: 'it may have been revoked already, or be of another project',
          });
        }
        await catalog.revokeKeys(record.keySetId);
        return { success: true };
      },
    );
  };
}

type Triple = Static<typeof schemas.CheckKeysBody>['keys'][number];

async function areKeysOf(catalog: ManagedCatalog, projectName: string, keys: Triple): Promise<boolean> {
  const project = await catalog.projectNamed(projectName);
  const given = (['master', 'read', 'write'] as const).flatMap((kind): [KeyKind, string][] => {
    const key = keys[`${kind}_key`];
    return key == null ? [] : [[kind, key]];
  });
  if (project === undefined || given.length === 0) return false;
  for (const [kind, key] of given) {
    const record = await catalog.findKey(key);
    if (record?.kind !== kind || record.projectId !== project.id) return false;
  }
  return true;
}

function schemaRoutes({ catalog, log }: ProjectRoutesOptions): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.post(
      '/project/schema',
      {
        schema: {
          ...byReadKey,
          summary: 'Collections with their fields',
          body: schemas.SchemaBody,
          response: { 200: schemas.Schemas },
        },
      },
      async (request) => {
        const project = await requireKey(request, 'read', catalog);
        const names = request.body.names == null ? undefined : request.body.names.map(collectionNameOf);
        return (await catalog.collections(project.id))
          .filter((collection) => names?.includes(collection.name) ?? true)
          .map((collection) => ({ name: collection.name, fields: [...schemaFieldsOf(collection)] }));
      },
    );

    server.post(
      '/project/schema/add',
      {
        schema: {
          ...byMasterKey,
          summary: 'Add fields to a collection, which is created when it is not there',
          description: 'Fields that exist keep their type: the answer has the true one.',
          body: schemas.AddBody,
          response: { 200: schemas.Fields },
        },
      },
      async (request) => {
        const project = await requireKey(request, 'master', catalog);
        const { collection, fields } = request.body;
        const wanted = fields.map(({ name, type }) => wantedFieldOf(name, type));
        return [...schemaFieldsOf(await addWantedFields(catalog, log, project, collection, wanted))];
      },
    );

    server.post(
      '/project/schema/add/custom',
      {
        schema: {
          ...byMasterKey,
          summary: 'Add the fields of an Avro record schema to a collection',
          body: schemas.AddCustomBody,
          response: { 200: schemas.Fields },
        },
      },
      async (request) => {
        const project = await requireKey(request, 'master', catalog);
        const { collection, schema_type: schemaType, schema } = request.body;
        if (schemaType.toUpperCase() !== 'AVRO') {
          throw userError('SCHEMA_TYPE_UNKNOWN', `schema type "${schemaType.slice(0, 100)}" is not known`, {
            hint: 'use "AVRO"',
          });
        }
        const wanted = fieldsOfAvroSchema(schema).map(({ name, type }) => wantedFieldOf(name, type));
        return [...schemaFieldsOf(await addWantedFields(catalog, log, project, collection, wanted))];
      },
    );
  };
}

function questionRoutes({ catalog, queries, clock }: ProjectRoutesOptions): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.post(
      '/project/collection',
      {
        schema: {
          ...byReadKey,
          summary: 'Names of the collections',
          body: schemas.NoBody,
          response: { 200: schemas.Names },
        },
      },
      async (request) => {
        const project = await requireKey(request, 'read', catalog);
        return (await catalog.collections(project.id)).map((collection) => collection.name);
      },
    );

    server.post(
      '/project/attributes',
      {
        schema: {
          ...byReadKey,
          summary: 'Distinct values of a field, at most 1000, in order',
          body: schemas.AttributesBody,
          response: { 200: schemas.Values },
        },
      },
      async (request) => {
        const project = await requireKey(request, 'read', catalog);
        return [...(await attributeValues(catalog, queries, project, request.body))];
      },
    );

    server.post(
      '/project/stats',
      {
        schema: {
          tags,
          summary: 'How many events the projects of these read keys have; unknown keys are left out',
          body: schemas.StatsBody,
          response: { 200: schemas.Stats },
        },
      },
      async ({ body }) => {
        const answer: Record<string, ProjectStatistics> = {};
        for (const key of new Set(body)) {
          const project = await catalog.authenticate('read', key).catch(undefinedIfInvalid);
          if (project !== undefined) {
            answer[key] = await projectStatistics(catalog, queries, clock, project);
          }
        }
        return answer;
      },
    );
  };
}

function undefinedIfInvalid(error: unknown): undefined {
  if (error instanceof MillraceError && error.code === 'KEY_INVALID') return undefined;
  throw error;
}
