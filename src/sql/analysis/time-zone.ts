/** Zones asked for before; a zone's name is short, and there are few. */
const KNOWN = new Map<string, boolean>();
const MAX_KNOWN = 1000;

/** Offsets such as `+02:00` and `-3`, up to 14 hours, and names of the IANA database. */
export function isTimeZone(zone: string): boolean {
  const offset = /^[+-](\d{1,2})(?::?(\d{2}))?$/.exec(zone);
  if (offset !== null) {
    const minutes = Number(offset[1]) * 60 + Number(offset[2] ?? 0);
    return Number(offset[2] ?? 0) < 60 && minutes <= 14 * 60;
  }
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(zone)) return false;
  const known = KNOWN.get(zone);
  if (known !== undefined) return known;
  if (KNOWN.size >= MAX_KNOWN) KNOWN.clear();
  const exists = isNamedZone(zone);
  KNOWN.set(zone, exists);
  return exists;
}

function isNamedZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

export function timeZoneNames(): readonly string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone')];
}
