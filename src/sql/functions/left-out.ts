/** Functions that PrestoDB has and this language has not, with the reason or the way out. */
interface LeftOut {
  /** Lower case; with `*` at the end, all that begin so. */
  readonly names: readonly string[];
  readonly reason: string;
}

export const LEFT_OUT: readonly LeftOut[] = [
  {
    names: [
      'st_*',
      'bing_tile*',
      'geometry_*',
      'spatial_partition*',
      'line_*',
      'convex_hull_agg',
      'expand_envelope',
      'flatten_geometry_collections',
      'simplify_geometry',
      'to_geometry',
      'to_spherical_geography',
    ],
    reason: 'there are no geometries: distances between places are great_circle_distance',
  },
  {
    names: [
      'make_set_digest',
      'merge_set_digest',
      'hash_counts',
      'intersection_cardinality',
      'jaccard_index',
      'khyperloglog_agg',
      'merge_khll',
      'reidentification_potential',
      'uniqueness_distribution',
      'merge_hll',
      'empty_approx_set',
      'qdigest_agg',
      'quantile_at_value',
      'scale_qdigest',
      'value_at_quantile',
      'values_at_quantiles',
      'sketch_*',
      'merge_sfm',
    ],
    reason: 'sketches are of one engine: approx_distinct and approx_percentile answer on every one',
  },
  {
    names: ['noisy_*'],
    reason: 'answers with noise cannot be compared between engines',
  },
  {
    names: ['classification_*', 'differential_entropy', 'reservoir_sample', 'array_normalize'],
    reason: 'not of use for events: it serves the training of models',
  },
  {
    names: [
      'beta_cdf',
      'binomial_cdf',
      'cauchy_cdf',
      'chi_squared_cdf',
      'f_cdf',
      'gamma_cdf',
      'laplace_cdf',
      'poisson_cdf',
      'weibull_cdf',
      'inverse_*',
    ],
    reason: 'DuckDB cannot compute it: there are normal_cdf, wilson_interval_lower and wilson_interval_upper',
  },
  {
    names: [
      'fnv1_32',
      'fnv1_64',
      'fnv1a_32',
      'fnv1a_64',
      'murmur3_x64_128',
      'spooky_hash_v2_32',
      'spooky_hash_v2_64',
      'key_sampling_percent',
    ],
    reason: 'DuckDB does not have this hash: there are md5, sha1 and sha256',
  },
  {
    names: ['hmac_*'],
    reason: 'a key does not belong into the text of a query',
  },
  {
    names: [
      'from_base32',
      'to_base32',
      'from_big_endian_32',
      'to_big_endian_32',
      'from_ieee754_32',
      'from_ieee754_64',
      'to_ieee754_32',
      'to_ieee754_64',
    ],
    reason: 'not of use for events: there are to_hex, from_hex, to_base64 and from_base64',
  },
  {
    names: ['bitwise_arithmetic_shift_right', 'bitwise_logical_shift_right', 'bitwise_shift_left'],
    reason: 'the same is said by bitwise_left_shift, bitwise_right_shift and bitwise_right_shift_arithmetic',
  },
  {
    names: ['ip_*', 'is_subnet_of'],
    reason: 'there is no type ipaddress: addresses are texts',
  },
  {
    names: ['uuid', 'enum_key'],
    reason: 'there are no types uuid and enum',
  },
  { names: ['secure_rand', 'secure_random'], reason: 'random is there' },
  {
    names: ['bar', 'color', 'render', 'rgb'],
    reason: 'colours are of a terminal',
  },
  {
    names: ['json_presto_query_plan_*', 'parse_presto_data_size'],
    reason: 'it serves the engine itself',
  },
];

/** Why a function of PrestoDB is not here; undefined of all others. */
export function whyLeftOut(name: string): string | undefined {
  const fits = (pattern: string) =>
    pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
  return LEFT_OUT.find(({ names }) => names.some(fits))?.reason;
}
