import { define, type Entry } from '../define.ts';
import { duckDbType } from '../duckdb/duckdb-type.ts';
import { raise } from '../duckdb/sql-text.ts';
import { rendering, template } from '../forms.ts';
import { renderTemplate } from '../render-call.ts';

function spread(name: string, description: string): Entry {
  return {
    name,
    description,
    example: `${name}(value)`,
    signatures: [`${name}(bigint) -> double`, `${name}(double) -> double`],
    duckdb: template(`{${name}($1)}`),
  };
}

/** Of pairs: the dependent value first. */
function pair(name: string, description: string, own = `{${name}($1, $2)}`): Entry {
  // What has no answer is NaN in DuckDB, and NULL in Presto.
  return {
    name,
    description,
    example: `${name}(value, key)`,
    signatures: [`${name}(double, double) -> double`, `${name}(real, real) -> real`],
    duckdb: rendering((call) => {
      const value = renderTemplate(own, call);
      return `CAST(nullif(${value}, CAST('nan' AS DOUBLE)) AS ${duckDbType(call.resultType)})`;
    }),
  };
}

export const STATISTICAL = define('statistical aggregate', [
  pair('corr', 'The correlation of two values.'),
  pair('covar_pop', 'The covariance of two values, of the whole population.'),
  pair('covar_samp', 'The covariance of two values, of a sample.'),
  pair('regr_slope', 'The slope of the line through the points (second, first).'),
  pair('regr_intercept', 'Where the line through the points meets the axis.'),
  pair(
    'regr_count',
    'How many pairs have no NULL; PrestoDB alone.',
    'CAST(nullif({regr_count($1, $2)}, 0) AS DOUBLE)',
  ),
  pair('regr_avgx', 'The average of the second value over the pairs; PrestoDB alone.'),
  pair('regr_avgy', 'The average of the first value over the pairs; PrestoDB alone.'),
  pair('regr_r2', 'How well the line fits the points; PrestoDB alone.'),
  pair('regr_sxx', 'The sum of squares of the second value; PrestoDB alone.'),
  pair('regr_sxy', 'The sum of products of both values; PrestoDB alone.'),
  pair('regr_syy', 'The sum of squares of the first value; PrestoDB alone.'),
  spread('stddev', 'The standard deviation of a sample.'),
  spread('stddev_pop', 'The standard deviation of the whole population.'),
  spread('stddev_samp', 'The standard deviation of a sample.'),
  spread('variance', 'The variance of a sample.'),
  spread('var_pop', 'The variance of the whole population.'),
  spread('var_samp', 'The variance of a sample.'),
  spread('kurtosis', 'The excess kurtosis of a sample.'),
  {
    ...spread('skewness', 'The skewness of the whole population.'),
    // DuckDB's is that of a sample.
    duckdb: rendering((call) => {
      const value = call.arguments[0]!.sql;
      const count = `CAST(${call.invoke('count', [value])} AS DOUBLE)`;
      return `CASE WHEN ${count} >= 3 THEN ${call.invoke('skewness', [value])} * (${count} - 2) / sqrt(${count} * (${count} - 1)) END`;
    }),
  },
  {
    name: 'entropy',
    description: 'The entropy, in bits, of a distribution that is given by counts; PrestoDB alone.',
    example: 'entropy(value)',
    signatures: ['entropy(bigint) -> double'],
    duckdb: rendering((call) => {
      const count = call.arguments[0]!.sql;
      const bad = raise('the counts of entropy must not be negative', { kind: 'double' });
      const share = `CASE WHEN ${count} < 0 THEN ${bad} WHEN ${count} > 0 THEN ${count} * log2(${count}) ELSE 0e0 END`;
      const total = `CAST(${call.invoke('sum', [count])} AS DOUBLE)`;
      return `CASE WHEN ${total} > 0 THEN greatest(0e0, log2(${total}) - ${call.invoke('sum', [share])} / ${total}) ELSE 0e0 END`;
    }),
  },
]);
