import { Type } from 'typebox';

/** For the description of the API only: bodies are checked by hand, as a bad event must not refuse its neighbours. */

const Api = Type.Object(
  {
    api_key: Type.String({ description: 'Write key of the project; the master key works too.' }),
    library: Type.Optional(Type.Object({ name: Type.String(), version: Type.Optional(Type.String()) })),
    api_version: Type.Optional(Type.Union([Type.String(), Type.Number()])),
    upload_time: Type.Optional(
      Type.Integer({ description: "The client's clock in milliseconds; corrects the events' `_time`." }),
    ),
    checksum: Type.Optional(Type.String({ description: 'Ignored.' })),
  },
  { description: 'Who sends.' },
);

const eventMembers = {
  collection: Type.String({ description: 'Created when it is not there.' }),
  properties: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), {
      description:
        'The fields. `_time` (milliseconds or ISO-8601) and `_id` (for deduplication) have a meaning.',
    }),
  ),
};

const Acknowledged = Type.Literal(1, { description: 'Everything is stored durably.' });

export const collectSchema = {
  tags: ['event'],
  summary: 'Send one event',
  body: Type.Object({ api: Api, ...eventMembers }),
  response: { 200: Acknowledged },
};

export const batchSchema = {
  tags: ['event'],
  summary: 'Send many events',
  description:
    'Stored wholly or not at all. What does not fit its column, and events that are none, are kept apart and never refused.',
  body: Type.Object({ api: Api, events: Type.Array(Type.Object(eventMembers)) }),
  response: { 200: Acknowledged },
};
