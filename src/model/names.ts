/**
 * Names as users write them in SQL, made from names as clients send them. The rules are the original's, so that the
 * fields of its clients keep their names: quotes are dropped, `_` goes before an upper-case letter that follows a
 * lower-case one, then everything is lower case (`userName` → `user_name`, `pageURL` → `page_url`). Blanks around a
 * name are dropped, and half surrogates replaced: no database would give them back as they were.
 *
 * Sanitising twice is the same as once. The result may be empty.
 */
export function fieldNameOf(raw: string): string {
  return raw.toWellFormed().replace(WORD_BOUNDARY, '_').replaceAll('"', '').trim().toLowerCase();
}

const WORD_BOUNDARY = /(?<=\p{Lowercase})(?=\p{Uppercase})/gu;

/** The name of a collection: lower case, without blanks around it. The result may be empty. */
export function collectionNameOf(raw: string): string {
  return raw.toWellFormed().trim().toLowerCase();
}

/**
 * Events that are no events (no object, no collection's name, properties that are no object, …) are kept here, whole,
 * in `_extra`. As every collection that begins with `_` it is no part of `_all`.
 */
export const MALFORMED_COLLECTION = '_malformed';

/** Why a name that was sanitised cannot be used; `undefined` when it can. The sentence is for people. */
export function nameProblem(name: string, maxLength: number): string | undefined {
  if (name.length === 0) return 'the name is empty';
  if (name.length > maxLength) return `the name is longer than ${maxLength} characters`;
  if (CONTROL_CHARACTER.test(name)) return 'the name has a control character';
  return undefined;
}

const CONTROL_CHARACTER = /\p{Cc}/u;

/** As {@link nameProblem}, for collections: names that begin with `$` are the system's own. */
export function collectionNameProblem(name: string, maxLength: number): string | undefined {
  if (name.startsWith('$')) return 'names of collections that begin with "$" are reserved';
  if (name === MALFORMED_COLLECTION) return `the collection "${MALFORMED_COLLECTION}" is reserved`;
  return nameProblem(name, maxLength);
}
