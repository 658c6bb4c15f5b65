import type { LogicalTable } from './catalog-store.ts';

/** Topics join two of them, and PostgreSQL cuts identifiers at 63 bytes. */
export const PHYSICAL_NAME_MAX_LENGTH = 60;

export type PhysicalNameKind = 'project' | 'collection' | 'field';

/**
 * What topics, tables and columns are called: `[a-z][a-z0-9_]*`, so that every engine takes it unquoted and in any
 * case, made to look like the name that users gave. It never begins with `_` (PrestoDB's Thrift connector refuses
 * that, and such columns are our own). A name that `isTaken` gets a number.
 */
export function physicalNameOf(
  name: string,
  kind: PhysicalNameKind,
  isTaken: (physicalName: string) => boolean,
): string {
  const base = physicalBaseOf(name, kind);
  if (!isTaken(base)) return base;
  for (let number = 2; ; number++) {
    const suffix = `_${number}`;
    const candidate = base.slice(0, PHYSICAL_NAME_MAX_LENGTH - suffix.length) + suffix;
    if (!isTaken(candidate)) return candidate;
  }
}

function physicalBaseOf(name: string, kind: PhysicalNameKind): string {
  const ascii = name
    .toLowerCase()
    .replace(LETTERS_WITHOUT_DECOMPOSITION, (letter) => TRANSLITERATION.get(letter) ?? letter)
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9_]/gu, '_');
  const prefix = kind.slice(0, 1);
  if (/^[a-z]/.test(ascii)) return ascii.slice(0, PHYSICAL_NAME_MAX_LENGTH);
  const rest = ascii.replace(/^_+/, '');
  return (rest === '' ? prefix : `${prefix}_${rest}`).slice(0, PHYSICAL_NAME_MAX_LENGTH);
}

/** Latin letters that Unicode does not take apart into a letter and a mark. */
const TRANSLITERATION: ReadonlyMap<string, string> = new Map([
  ['ı', 'i'],
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ł', 'l'],
  ['ħ', 'h'],
  ['ŧ', 't'],
  ['ŋ', 'ng'],
]);

const LETTERS_WITHOUT_DECOMPOSITION = /[ıßæœøđðþłħŧŋ]/gu;

/** The physical table of a segment: the number is the metadata's, so the name is unique over all time. */
export function segmentNameOf(table: LogicalTable, segmentId: number): string {
  return `${table.kind}_${table.ownerId}_${segmentId}`;
}
