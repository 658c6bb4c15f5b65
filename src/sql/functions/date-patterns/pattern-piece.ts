/** A part of a pattern of times, whichever notation it was written in. */
export type PatternPiece =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'field';
      readonly field: PatternField;
      /** Fewest digits when printed. */
      readonly digits: number;
    };

export type PatternField =
  | 'era'
  | 'century'
  | 'year'
  | 'two-digit year'
  | 'week year'
  | 'two-digit week year'
  | 'week'
  | 'day of week'
  | 'short day name'
  | 'day name'
  | 'day of year'
  | 'month'
  | 'short month name'
  | 'month name'
  | 'day'
  | 'half of day'
  | 'hour of half from 0'
  | 'hour of half from 1'
  | 'hour'
  | 'hour from 1'
  | 'minute'
  | 'second'
  | 'fraction'
  | 'zone name'
  | 'offset'
  | 'offset with colon'
  | 'zone id';
