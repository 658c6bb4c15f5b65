import { userError } from '../../platform/errors.ts';
import { nearest } from '../../platform/nearest.ts';
import { isTimeZone, timeZoneNames } from '../analysis/time-zone.ts';

/**
 * The zone of the caller's days as engines write it: `+02:00`, or a name of the IANA database in its own letters.
 * Error: `TIMEZONE_UNKNOWN`.
 */
export function sessionTimeZone(zone: string): string {
  if (!isTimeZone(zone)) {
    const near = nearest(zone.slice(0, 64), timeZoneNames());
    throw userError('TIMEZONE_UNKNOWN', `there is no time zone "${zone.slice(0, 64)}"`, {
      hint: near === undefined ? 'such as "UTC", "Europe/Istanbul" or "+03:00"' : `did you mean "${near}"?`,
    });
  }
  const [, sign, hours, minutes = '00'] = /^([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(zone) ?? [];
  if (sign !== undefined) return `${sign}${hours!.padStart(2, '0')}:${minutes}`;
  return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
}
