/** Dates and times as text, for any year: JavaScript's own dates end in the year 275760. */

const DAY_MILLIS = 86_400_000;

/** `YYYY-MM-DD` of days since the epoch; years outside 0 … 9999 with a sign and six digits, as ISO 8601 expands them. */
export function dateText(days: number): string {
  // Days to civil date over eras of 400 years that begin on 1 March.
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${yearText(year)}-${two(month)}-${two(day)}`;
}

/** `YYYY-MM-DDTHH:MM:SS.mmmZ` of milliseconds since the epoch. */
export function timestampText(millis: number): string {
  const days = Math.floor(millis / DAY_MILLIS);
  return `${dateText(days)}T${timeText(millis - days * DAY_MILLIS)}Z`;
}

/** `HH:MM:SS.mmm` of milliseconds of the day. */
export function timeText(millis: number): string {
  const seconds = Math.floor(millis / 1000);
  const minutes = Math.floor(seconds / 60);
  const fraction = String(millis - seconds * 1000).padStart(3, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}.${fraction}`;
}

function yearText(year: number): string {
  if (year >= 0 && year <= 9999) return String(year).padStart(4, '0');
  return `${year < 0 ? '-' : '+'}${String(Math.abs(year)).padStart(6, '0')}`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
