import type { NewKeys } from '../operation/admin-routes.ts';
import type { Invocation } from './command.ts';

/** New keys, as JSON or for people: the only time that they can be read. */
export function printKeys({ terminal, options }: Invocation, headline: string, keys: NewKeys): void {
  if (options.flag('json')) {
    terminal.out(JSON.stringify(keys, null, 2));
    return;
  }
  terminal.note(headline);
  for (const name of ['master_key', 'read_key', 'write_key'] as const) {
    terminal.out(`${name.padEnd(10)}  ${keys[name]}`);
  }
  terminal.note('keep them now: they cannot be shown again');
}
