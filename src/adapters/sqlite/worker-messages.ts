/** A value as SQLite has it: integers come back as numbers when they are safe, as bigint otherwise. */
export type SqliteValue = null | number | bigint | string | Uint8Array;

/** A statement to run, or the request to close the file and end. Ids count from 1. */
export type SqliteRequest = SqliteStatement | { readonly id: number; readonly close: true };

export interface SqliteStatement {
  readonly id: number;
  readonly sql: string;
  readonly parameters: readonly SqliteValue[];
}

export type SqliteReply =
  | { readonly id: number; readonly rows: Record<string, SqliteValue>[]; readonly changes: number }
  | { readonly id: number; readonly error: SqliteFault };

/** What the database said went wrong. */
export interface SqliteFault {
  readonly message: string;
  /** The primary result code, e.g. 13 for a full disk; 0 when it was not the database. */
  readonly resultCode: number;
}

export interface SqliteWorkerData {
  readonly file: string;
}
