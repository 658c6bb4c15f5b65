import { Type } from 'typebox';
import { optionalOrNull } from '../http/or-null.ts';
import { SchemaFields } from '../http/schema-field.ts';

/** Bodies and answers of `/project`, as the original's clients send and expect them. */

const strict = { additionalProperties: false };

/** No body, or `{}`: a member that looks as if it chose a project must not be passed over. */
export const NoBody = Type.Union([Type.Object({}, strict), Type.Null()]);

const LockKey = optionalOrNull(Type.String({ description: 'The value of "lock-key" in the configuration.' }));

export const Keys = Type.Object({
  master_key: Type.String(),
  read_key: Type.String(),
  write_key: Type.String(),
});

export const Success = Type.Object({ success: Type.Boolean() });

export const Names = Type.Array(Type.String());

export const Fields = SchemaFields;

export const Schemas = Type.Array(Type.Object({ name: Type.String(), fields: Fields }));

export const CreateBody = Type.Object(
  { name: Type.String({ description: 'Letters, digits and _; kept in lower case.' }), lock_key: LockKey },
  { ...strict, examples: [{ name: 'shop' }] },
);

export const ListBody = Type.Object({ lock_key: LockKey }, strict);

export const SchemaBody = Type.Object(
  { names: optionalOrNull(Type.Array(Type.String(), { maxItems: 10_000, description: 'All when absent.' })) },
  { ...strict, examples: [{ names: ['pageview'] }] },
);

export const AddBody = Type.Object(
  {
    collection: Type.String(),
    fields: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          type: Type.String({ description: 'One of the 30 types, in any case.' }),
        },
        // What the original's clients know of a field beyond this is for people only.
        { additionalProperties: true },
      ),
      { maxItems: 10_000 },
    ),
  },
  { ...strict, examples: [{ collection: 'pageview', fields: [{ name: 'price', type: 'DOUBLE' }] }] },
);

export const AddCustomBody = Type.Object(
  {
    collection: Type.String(),
    schema_type: Type.String({ description: 'AVRO.' }),
    schema: Type.String({ description: 'An Avro record schema as JSON text.' }),
  },
  {
    ...strict,
    examples: [
      {
        collection: 'pageview',
        schema_type: 'AVRO',
        schema: '{"type":"record","name":"pageview","fields":[{"name":"price","type":["null","double"]}]}',
      },
    ],
  },
);

const Key = optionalOrNull(Type.String());

export const CheckKeysBody = Type.Object(
  {
    keys: Type.Array(Type.Object({ master_key: Key, read_key: Key, write_key: Key }, strict), {
      maxItems: 100,
    }),
    project: Type.String(),
  },
  {
    ...strict,
    examples: [{ project: 'shop', keys: [{ read_key: '<read key>', write_key: '<write key>' }] }],
  },
);

export const RevokeBody = Type.Object(
  { project: Type.Optional(Type.String()), master_key: Type.String() },
  { ...strict, examples: [{ project: 'shop', master_key: '<master key>' }] },
);

export const AttributesBody = Type.Object(
  {
    collection: Type.String(),
    attribute: Type.String(),
    startDate: optionalOrNull(Type.String({ description: 'YYYY-MM-DD, included.' })),
    endDate: optionalOrNull(Type.String({ description: 'YYYY-MM-DD, included.' })),
    filter: optionalOrNull(Type.String({ description: 'Not supported: use /query/execute.' })),
  },
  { ...strict, examples: [{ collection: 'pageview', attribute: 'url', startDate: '2026-01-01' }] },
);

export const StatsBody = Type.Array(Type.String(), {
  maxItems: 100,
  description: 'Read keys.',
  examples: [['<read key>']],
});

export const Verdicts = Type.Array(Type.Boolean(), { description: 'One for each triple.' });

export const Values = Type.Array(Type.Unknown());

export const Stats = Type.Record(
  Type.String(),
  Type.Object({
    allEvents: Type.Integer(),
    monthlyEvents: Type.Integer({ description: 'Of the last 30 days, by _time.' }),
    dailyEvents: Type.Integer({ description: 'Of the last 24 hours, by _time.' }),
  }),
);

/** A key may stand in the query string instead of the header. */
export const MasterKeyQuery = Type.Object({ master_key: Type.Optional(Type.String()) });
export const ReadKeyQuery = Type.Object({ read_key: Type.Optional(Type.String()) });
