const SHOWN_LENGTH = 100;

/** A name that a client made up, as it can stand in a message: not long, and without halves of characters. */
export function shownName(name: string): string {
  return (name.length > SHOWN_LENGTH ? `${name.slice(0, SHOWN_LENGTH)}…` : name).toWellFormed();
}
