/** A value bound to `?`. */
export type ParameterValue = string | number | bigint | boolean | null;
