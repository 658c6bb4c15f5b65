import { Type } from 'typebox';
import { type ConfigOf, secret } from '../platform/config-types.ts';

export const projectConfig = Type.Object({
  'lock-key': secret(
    'What a request must name as `lock_key` to create or list projects. Without it anyone who reaches the server may.',
  ),
});

export type ProjectConfig = ConfigOf<typeof projectConfig>;
