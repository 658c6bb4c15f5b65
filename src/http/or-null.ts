import { Type } from 'typebox';

type Schema = Parameters<typeof Type.Union>[0][number];

export const orNull = <T extends Schema>(schema: T) => Type.Union([schema, Type.Null()]);

/** For members of requests, where null says the same as leaving the member out. */
export const optionalOrNull = <T extends Schema>(schema: T) => Type.Optional(orNull(schema));
