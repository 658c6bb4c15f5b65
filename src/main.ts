/**
 * The program. Queries of the tables' engine occupy threads of libuv's pool, whose default of four would let file
 * syncs, and so acknowledgements, wait behind them. The pool takes its size from the environment when it is first used,
 * so this comes before anything else is loaded.
 */
process.env['UV_THREADPOOL_SIZE'] ??= '16';

const { runCommandLine } = await import('./cli/main.ts');
process.exit(await runCommandLine(process.argv.slice(2)));
