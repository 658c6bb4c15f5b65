import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { CollectionLedger, Ledger, LedgerEntry } from '../batch/ledger.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { requireKey } from '../http/caller.ts';
import type { Project } from '../model/collection.ts';
import { encodeProjectPosition } from '../model/position.ts';

export interface LedgerOptions {
  readonly catalog: Catalog;
  readonly readLedger: (project: Project, options: { readonly verify: boolean }) => Promise<Ledger>;
}

const Figures = Type.Object({
  balanced: Type.Boolean({
    description: 'accepted = stored + dead_lettered + deduplicated + in_flight, and a recount agrees.',
  }),
  accepted: Type.Integer({ description: 'Events that the log ever took.' }),
  stored: Type.Integer({ description: 'Events put into their table.' }),
  dead_lettered: Type.Integer({ description: 'Events that could not be stored, kept apart.' }),
  deduplicated: Type.Integer({ description: 'Events left out because their id was there before.' }),
  in_flight: Type.Integer({ description: 'Events in the log that are in no table yet.' }),
  lag_seconds: Type.Number({ description: 'Age of the oldest event in flight.' }),
  unfit_values: Type.Integer({ description: 'Values of stored events that did not fit their column.' }),
  retired: Type.Integer({ description: 'Stored events that retention removed.' }),
});

const CollectionFigures = Type.Object({
  collection: Type.String(),
  ...Figures.properties,
  position: Type.String({ description: 'What is visible: a value for "after".' }),
  recounted: Type.Optional(Type.Object({ stored: Type.Integer(), dead_lettered: Type.Integer() })),
});

const LedgerReply = Type.Object({
  project: Type.String(),
  balanced: Type.Boolean({ description: 'Whether every collection is.' }),
  total: Figures,
  collections: Type.Array(CollectionFigures),
});

export type LedgerReply = Static<typeof LedgerReply>;

const Parameters = Type.Object({
  read_key: Type.Optional(Type.String({ description: 'Instead of the header of that name.' })),
  verify: Type.Optional(Type.String({ description: 'Recount the tables, unless "false".' })),
});

/** `GET /ingest/ledger`: what became of every event that was acknowledged. */
export function ledgerRoutes({ catalog, readLedger }: LedgerOptions): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/ingest/ledger',
      {
        schema: {
          tags: ['operation'],
          summary: 'What became of every accepted event',
          security: [{ read_key: [] }],
          querystring: Parameters,
          response: { 200: LedgerReply },
        },
      },
      async (request) => {
        const project = await requireKey(request, 'read', catalog);
        const { verify } = request.query;
        return ledgerReply(await readLedger(project, { verify: verify !== undefined && verify !== 'false' }));
      },
    );
  };
}

/** The ledger as it goes over the wire. */
export function ledgerReply({ project, total, collections }: Ledger): LedgerReply {
  return {
    project: project.name,
    balanced: total.balanced && collections.every(({ balanced }) => balanced),
    total: figuresOf(total),
    collections: collections.map((entry) => collectionFigures(project, entry)),
  };
}

function collectionFigures(project: Project, entry: CollectionLedger): LedgerReply['collections'][number] {
  const { collection, position, recounted } = entry;
  return {
    collection: collection.name,
    ...figuresOf(entry),
    position: encodeProjectPosition({
      projectId: project.id,
      collections: new Map([[collection.id, position]]),
    }),
    ...(recounted === undefined
      ? {}
      : { recounted: { stored: recounted.stored, dead_lettered: recounted.deadLettered } }),
  };
}

function figuresOf(entry: LedgerEntry): LedgerReply['total'] {
  return {
    balanced: entry.balanced,
    accepted: entry.accepted,
    stored: entry.stored,
    dead_lettered: entry.deadLettered,
    deduplicated: entry.deduplicated,
    in_flight: entry.inFlight,
    lag_seconds: entry.lagSeconds,
    unfit_values: entry.unfitValues,
    retired: entry.retired,
  };
}
