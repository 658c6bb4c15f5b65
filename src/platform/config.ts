import { Type } from 'typebox';
import { choice } from './config-types.ts';

export const platformConfig = Type.Object({
  'log.level': choice(
    ['error', 'warn', 'info', 'debug', 'silent'],
    'info',
    'Least severe lines that the server writes to standard error, as JSON.',
  ),
});
