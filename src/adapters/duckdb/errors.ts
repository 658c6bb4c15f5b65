import {
  externalError,
  internalError,
  MillraceError,
  messageOf,
  resourceError,
  userError,
} from '../../platform/errors.ts';

/** The text of an error with those of its causes, for the log: they do not cross threads by themselves. */
export function textWithCauses(error: unknown): string {
  const texts: string[] = [];
  for (let each = error; each instanceof Error; each = each.cause) texts.push(each.stack ?? each.message);
  return texts.join('\ncaused by ');
}

/** DuckDB begins its messages with the kind of error. */
const OUT_OF_MEMORY =
  /^Out of Memory Error|could not allocate|failed to (allocate|pin|offload)|out of memory/i;
const INPUT_OUTPUT = /^(IO|FATAL|Permission) Error|Could not (write|read|sync|open|truncate)/;
const NO_SPACE = /No space left on device|File too large|Disk quota exceeded/;
const INVALIDATED = /database has been invalidated/;
const DATA_FAULT = /^(Conversion|Constraint|Out of Range) Error/;
/** The appender leaves the kind out; only what cannot be anything but the data's fault counts as that. */
const APPEND_FAULT =
  /^Failed to (append|flush)\b.*\b(constraint failed|conversion|out of range|overflow|could not cast)/is;
const OUR_FAULT = /^(INTERNAL|FATAL|TransactionContext|Permission|Serialization|Dependency) Error/;
const NOT_IMPLEMENTED = /^Not implemented Error/;
/** Some correlated subqueries are beyond its planner. */
const NOT_FLATTENED =
  /flattening correlated subquery|correlated (columns|expression)|Unsupported join type|non-inner join on subquery/i;
const INTERRUPTED = /^INTERRUPT Error/;

export function isOutOfMemory(error: unknown): boolean {
  return OUT_OF_MEMORY.test(messageOf(error));
}

export function isInterrupted(error: unknown): boolean {
  return INTERRUPTED.test(messageOf(error));
}

/** The engine refuses to do anything more with this instance; it must be opened again. */
export function isInvalidated(error: unknown): boolean {
  return INVALIDATED.test(messageOf(error)) || /^FATAL Error/.test(messageOf(error));
}

/** Some transaction keeps the engine from moving its write-ahead log now. */
export function isCheckpointRefused(error: unknown): boolean {
  return /^TransactionContext Error: Cannot CHECKPOINT/.test(messageOf(error));
}

/** Whether the engine may have refused a value, rather than failed. */
export function isDataFault(error: unknown): boolean {
  if (error instanceof MillraceError || isOutOfMemory(error)) return false;
  return DATA_FAULT.test(messageOf(error)) || APPEND_FAULT.test(messageOf(error));
}

/** `detail`: how much space there is, where that is known. */
export function lakeFull(
  projectName: string,
  options: { readonly detail?: string; readonly cause?: unknown },
): MillraceError {
  return resourceError('LAKE_FULL', `no space is left for the tables of project "${projectName}"`, {
    retryAfterMs: 10_000,
    hint: 'free disk space or enlarge the volume of the data directory',
    ...options,
  });
}

/** What a failed write means to the caller. */
export function writeError(error: unknown, projectName: string): MillraceError {
  if (error instanceof MillraceError) return error;
  const text = messageOf(error);
  if (NO_SPACE.test(text)) return lakeFull(projectName, { cause: error });
  if (OUT_OF_MEMORY.test(text)) {
    return resourceError(
      'LAKE_MEMORY',
      `the memory limit kept rows of project "${projectName}" from being stored`,
      {
        hint: 'raise "lake.memory-limit" or run fewer queries at a time',
        cause: error,
      },
    );
  }
  if (INPUT_OUTPUT.test(text)) {
    return externalError('LAKE_WRITE_FAILED', `could not write the tables of project "${projectName}"`, {
      cause: error,
    });
  }
  return internalError('LAKE_FAILED', `the lake of project "${projectName}" failed`, { cause: error });
}

/**
 * The text was printed by us: when the engine cannot plan it, that is a limit of the engine, if it says so, else our
 * fault. An error of evaluation may come as early, when constants are computed.
 */
export function planningError(error: unknown): never {
  const text = messageOf(error);
  if (!OUT_OF_MEMORY.test(text) && (NOT_IMPLEMENTED.test(text) || NOT_FLATTENED.test(text))) {
    throw userError('QUERY_NOT_SUPPORTED', 'the query engine cannot run a query of this shape', {
      detail: text.replace(/^[A-Z][A-Za-z ]* Error: /, '').split('\n')[0] ?? '',
      hint: 'write subqueries that name columns of the query around them as joins',
      cause: error,
    });
  }
  if (/^(Binder|Catalog|Parser|Syntax) Error/.test(text)) {
    throw internalError('QUERY_ENGINE_FAILED', 'the query engine does not understand the query', {
      cause: error,
    });
  }
  throw error;
}

/** The text is not what was authorised: a mistake in what printed it, or worse. */
export function notAuthorised(what: string): MillraceError {
  return internalError('QUERY_NOT_AUTHORISED', 'the query would do what was not authorised', {
    cause: new Error(what),
  });
}

/** What a failed query means to its user. `directory`: where the files are, which is nobody's business. */
export function queryError(error: unknown, directory: string): MillraceError {
  if (error instanceof MillraceError) return error;
  const text = messageOf(error);
  if (OUT_OF_MEMORY.test(text)) {
    return resourceError('QUERY_MEMORY', 'the query needed more memory than it may have', {
      hint: 'read fewer rows or columns, or aggregate before joining and sorting',
      cause: error,
    });
  }
  if (NO_SPACE.test(text)) {
    return resourceError('QUERY_DISK_FULL', 'no disk space is left for what the query has to keep aside', {
      hint: 'free disk space, or read fewer rows or columns',
      cause: error,
    });
  }
  if (/^IO Error/.test(text))
    return externalError('QUERY_STORAGE_FAILED', 'could not read the tables', { cause: error });
  if (OUR_FAULT.test(text))
    return internalError('QUERY_ENGINE_FAILED', 'the query engine failed', { cause: error });
  return userError('QUERY_FAILED', cleanMessage(text, directory), { cause: error });
}

/** Without the echo of the text, suggestions of hidden tables, and file names. */
function cleanMessage(text: string, directory: string): string {
  const [head = ''] = text.split(/\n+LINE \d/);
  return head
    .split('\n')
    .filter((line) => !/^Did you mean|\bmeta\.|duckdb_/.test(line))
    .join(' ')
    .replace(/^[A-Z][A-Za-z ]* Error: /, '')
    .replaceAll(directory, '…')
    .replaceAll(/"[^"]*\.duckdb"/g, 'the project')
    .trim();
}
