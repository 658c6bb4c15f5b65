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
        "The fields. `_time` (milliseconds or ISO-8601) and `_id` (the event's own, kept as it is) have a meaning.",
    }),
  ),
};

const Acknowledged = Type.Literal(1, {
  description: 'Everything is stored durably.',
  headers: {
    'X-Millrace-Position': {
      type: 'string',
      description:
        'Behind the events: a query with `after` set to it sees them. Absent when there was no event.',
    },
  },
});

const API_EXAMPLE = { api_key: '<write key>', upload_time: 1_735_689_605_000 };
const EVENT_EXAMPLE = {
  collection: 'pageview',
  properties: { _time: 1_735_689_600_000, _user: 'ada', url: '/pricing', tags: ['a', 'b'] },
};
const EVENT_ID = Type.Union([Type.String(), Type.Number()], { description: 'As the property `_id`.' });

export const collectSchema = {
  tags: ['event'],
  summary: 'Send one event',
  description:
    'What does not fit its column is kept apart and never refused; an event whose collection cannot be is refused.',
  body: Type.Object(
    { api: Api, ...eventMembers, event_id: Type.Optional(EVENT_ID) },
    { examples: [{ api: API_EXAMPLE, ...EVENT_EXAMPLE }] },
  ),
  response: { 200: Acknowledged },
};

export const batchSchema = {
  tags: ['event'],
  summary: 'Send many events',
  description:
    'Stored wholly or not at all. What does not fit its column, and events that are none, are kept apart and never refused.',
  body: Type.Object(
    {
      api: Api,
      events: Type.Array(Type.Object({ ...eventMembers, event_id: Type.Optional(EVENT_ID) })),
    },
    { examples: [{ api: API_EXAMPLE, events: [EVENT_EXAMPLE] }] },
  ),
  response: { 200: Acknowledged },
};
