/** Expressions that mean something else once they are printed for PrestoDB, by their keys, each with the reason. */
const NULLS = 'PrestoDB takes the NULL for an array; here it is a text, and printed as one';
const SKETCH = 'our signature of a function that DuckDB does not have';

export const PRINTED_OTHERWISE: Readonly<Record<string, string>> = {
  "'a' || NULL": NULLS,
  "concat('a', NULL)": NULLS,
  'array_cum_sum(ARRAY[])': 'PrestoDB cannot choose a type; printed, it has one',
  'nullif(NULL, 1)': 'the type of the NULL',
  'numeric_histogram(10, value) -- standard': SKETCH,
  'tdigest_agg(value) -- standard': SKETCH,
};
