/**
 * The id of an event whose client sent none: `<collector>-<sequence>`, both decimal. A client's own id never has this
 * meaning, because it stands in the `_id` column, which is NULL here.
 */
export function collectorEventId(collector: number, sequence: number): string {
  return `${collector}-${sequence}`;
}
