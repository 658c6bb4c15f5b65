import { isContextualWord } from '../parse/contextual-words.ts';
import { RESERVED_WORDS } from '../parse/words.ts';

/** Reserved by Trino and not by PrestoDB. */
const RESERVED_BY_TRINO: ReadonlySet<string> = new Set([
  ...[
    'CURRENT_CATALOG',
    'CURRENT_PATH',
    'CURRENT_ROLE',
    'CURRENT_SCHEMA',
    'JSON_ARRAY',
    'JSON_EXISTS',
    'JSON_OBJECT',
  ],
  ...['JSON_QUERY', 'JSON_TABLE', 'JSON_VALUE', 'LISTAGG', 'SKIP'],
]);

/**
 * Keywords only after what never stands before a name as it is printed: aliases are printed with AS. They are too common
 * as names of functions and columns to be quoted.
 */
const NAMES_ALL_THE_SAME: ReadonlySet<string> = new Set([
  ...[
    'YEAR',
    'MONTH',
    'DAY',
    'HOUR',
    'MINUTE',
    'SECOND',
    'TIME',
    'FIRST',
    'LAST',
    'NEXT',
    'FILTER',
    'MAP',
    'DOUBLE',
  ],
]);

/** Bare where every parser reads it as this name, in quotes otherwise. Nothing in a name can end its quotes. */
export function printIdentifier(name: string): string {
  return NAMES_ALL_THE_SAME.has(name.toUpperCase()) ? name : printFieldName(name);
}

/** The same where a keyword could be meant even so: names of fields, which types follow. */
export function printFieldName(name: string): string {
  const word = name.toUpperCase();
  const bare =
    /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) &&
    !RESERVED_WORDS.has(word) &&
    !isContextualWord(word) &&
    !RESERVED_BY_TRINO.has(word);
  return bare ? name : `"${name.replaceAll('"', '""')}"`;
}
