/**
 * The program. Queries of the tables' engine occupy threads of libuv's pool, whose default of four would let file
 * syncs, and so acknowledgements, wait behind them. The pool takes its size from the environment when it is first used,
 * so this comes before anything else is loaded.
 */
import { enableCompileCache } from 'node:module';

process.env['UV_THREADPOOL_SIZE'] ??= '16';

// Modules are compiled once and kept in the system's temporary directory: later starts, and every worker thread, are
// quicker and need less memory. The variable is for the threads.
const { directory } = enableCompileCache();
if (directory !== undefined) process.env['NODE_COMPILE_CACHE'] ??= directory;

const { runCommandLine } = await import('./cli/main.ts');
// Kept where a reader that goes away meanwhile cannot change it.
process.exitCode = await runCommandLine(process.argv.slice(2));
// What a slow reader of a pipe has not taken yet would be lost with the process.
for (const stream of [process.stdout, process.stderr]) {
  await new Promise<void>((resolve) => stream.write('', () => resolve()));
}
process.exit();
