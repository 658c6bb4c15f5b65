import type { EventText } from '../event-sender.ts';

interface WebhookExamples {
  /** The name of the webhook: `push`, `issues`. */
  readonly name: string;
  readonly examples: readonly Payload[];
}

type Payload = Readonly<Record<string, unknown>>;

/** Members that tell of the surroundings of an event, not of the event. */
const SURROUNDINGS: ReadonlySet<string> = new Set([
  'repository',
  'organization',
  'sender',
  'installation',
  'enterprise',
]);

/**
 * One event for each example, nested as it is, in the collection `github_<webhook>`. Its time is that of what happened
 * where the payload tells it; otherwise it is when the event arrives.
 */
export function webhookEvents(examplesJson: string): readonly EventText[] {
  const webhooks = JSON.parse(examplesJson) as readonly WebhookExamples[];
  return webhooks.flatMap(({ name, examples }) =>
    examples.map((payload) => {
      const time = timeOf(payload);
      const properties = time === undefined ? payload : { _time: time, ...payload };
      return JSON.stringify({ collection: `github_${name}`, properties });
    }),
  );
}

function timeOf(payload: Payload): string | undefined {
  const own = firstTime(payload, ['starred_at', 'effective_date', 'updated_at', 'created_at']);
  if (own !== undefined) return own;
  for (const [member, value] of Object.entries(payload)) {
    if (SURROUNDINGS.has(member) || typeof value !== 'object' || value === null) continue;
    const time = firstTime(value as Payload, [
      'timestamp',
      'submitted_at',
      'completed_at',
      'updated_at',
      'created_at',
    ]);
    if (time !== undefined) return time;
  }
  const { repository } = payload;
  return typeof repository === 'object' && repository !== null
    ? firstTime(repository as Payload, ['updated_at'])
    : undefined;
}

function firstTime(object: Payload, members: readonly string[]): string | undefined {
  for (const member of members) {
    const value = object[member];
    if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}T/.test(value)) continue;
    const time = new Date(value);
    if (!Number.isNaN(time.getTime())) return time.toISOString();
  }
  return undefined;
}
