/** The events of the ingest benchmarks: 15 fields, about 330 bytes of JSON each, values with realistic spread. */

/** A small, fast, seeded generator (mulberry32), so that every run sends the same bytes. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const PATHS = [
  '/',
  '/pricing',
  '/docs/getting-started',
  '/docs/reference/sql',
  '/blog/2026/how-we-built-it',
  '/login',
];
const COUNTRIES = ['DE', 'TR', 'US', 'FR', 'JP', 'BR', 'IN', 'GB'];
const BROWSERS = ['Chrome', 'Firefox', 'Safari', 'Edge'];

function event(random: () => number, now: number): Record<string, unknown> {
  const pick = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)] as T;
  const user = Math.floor(random() * 50_000);
  return {
    _user: `user-${user}`,
    _device_id: `6f1c2a9e-${(user * 7919) % 65536}-4b1d-9c3e`,
    _time: now - Math.floor(random() * 60_000),
    _session_id: `${1_700_000_000_000 + user * 1000}`,
    _platform: 'Web',
    page_url: `https://example.com${pick(PATHS)}?ref=${Math.floor(random() * 1000)}`,
    page_title: `Page ${Math.floor(random() * 200)}`,
    country: pick(COUNTRIES),
    browser: pick(BROWSERS),
    browser_version: 90 + Math.floor(random() * 60),
    duration_ms: Math.floor(random() * 60_000),
    price: Math.round(random() * 10_000) / 100,
    scroll_depth: Math.round(random() * 100) / 100,
    logged_in: random() < 0.4,
    referrer: random() < 0.5 ? 'https://www.google.com/' : 'https://news.ycombinator.com/item',
  };
}

/** Request bodies for `/event/batch`, `perBatch` events each. */
export function batchBodies(
  writeKey: string,
  count: number,
  perBatch: number,
  now: number,
): readonly Buffer[] {
  const random = seeded(42);
  return Array.from({ length: count }, () =>
    Buffer.from(
      JSON.stringify({
        api: { api_key: writeKey, library: { name: 'bench', version: '1' } },
        events: Array.from({ length: perBatch }, () => ({
          collection: 'pageview',
          properties: event(random, now),
        })),
      }),
    ),
  );
}

/** Request bodies for `/event/collect`, one event each. */
export function singleBodies(writeKey: string, count: number, now: number): readonly Buffer[] {
  const random = seeded(43);
  return Array.from({ length: count }, () =>
    Buffer.from(
      JSON.stringify({ collection: 'pageview', api: { api_key: writeKey }, properties: event(random, now) }),
    ),
  );
}
