import { once } from 'node:events';
import { endProcess } from '../../platform/end-process.ts';
import { AdminClient } from '../admin-client.ts';
import { CONFIG_OPTION, type Command, DATA_OPTION, type Invocation } from '../command.ts';
import { connectAsAdmin } from '../connect.ts';
import { dataDirectoryOf, sameDataOption } from '../data-option.ts';
import { runDemo } from '../demo/run-demo.ts';
import { EXIT } from '../exit-codes.ts';
import { type RunningServer, startServer } from '../running-server.ts';
import { httpClient } from '../server-client.ts';
import { readServerFile } from '../server-file.ts';

const LISTEN_OPTIONS = [
  { name: 'port', value: 'N', description: 'port (default 9999; 0: any free one)' },
  { name: 'host', value: 'ADDRESS', description: 'address to listen on (default 127.0.0.1; 0.0.0.0: all)' },
];

/**
 * Ending may take so long at most, counted from the signal: who sends SIGTERM often sends SIGKILL five or ten seconds
 * later, and a machine under load needs some time for the end itself.
 */
const END_WITHIN_MS = 4000;

export const startCommand: Command = {
  name: 'start',
  summary: 'Start a server and stay until SIGINT or SIGTERM',
  arguments: [],
  options: [
    ...LISTEN_OPTIONS,
    DATA_OPTION,
    CONFIG_OPTION,
    { name: 'demo', description: 'then fill a project with real events and ask five questions' },
  ],
  notes: [
    'Everything is embedded; the data lie in one directory. The server is ready when GET /health/ready answers 200. The first SIGINT or SIGTERM ends it in good order, the second at once. Logs go to standard error as JSON lines; with --demo only warnings and errors, unless log.level is set.',
  ],
  examples: [
    'millrace start',
    'millrace start --demo',
    'millrace start --port 8080 --host 0.0.0.0 --data /var/lib/millrace',
  ],
  async run(invocation) {
    const isDemo = invocation.options.flag('demo');
    return serve(invocation, { isQuiet: isDemo }, async (server) => {
      if (isDemo) await demoOn(server, invocation, { staysUp: true });
      else invocation.terminal.out(firstSteps(server.file.url, sameDataOption(invocation)));
      return { staysUp: true };
    });
  },
};

export const demoCommand: Command = {
  name: 'demo',
  summary: 'Fill a project with real events over HTTP and ask five questions',
  arguments: [],
  options: [
    { name: 'exit', description: 'leave when the questions are answered' },
    ...LISTEN_OPTIONS,
    DATA_OPTION,
    CONFIG_OPTION,
  ],
  notes: [
    'Uses the server that runs on the data directory; when none does, it starts one and stays up with it. Run again, it makes new keys and does not send the events a second time.',
  ],
  examples: ['millrace demo', 'millrace demo --exit --port 0 --data /tmp/demo'],
  async run(invocation) {
    if ((await readServerFile(dataDirectoryOf(invocation))) !== undefined) {
      const admin = await connectAsAdmin(invocation, { mayCreate: false });
      try {
        await runDemo({ ...demoOptions(invocation), staysUp: true, url: admin.client.place, admin });
        return EXIT.ok;
      } finally {
        await admin.close();
      }
    }
    return serve(invocation, { isQuiet: true }, async (server) => {
      const staysUp = !invocation.options.flag('exit');
      await demoOn(server, invocation, { staysUp });
      return { staysUp };
    });
  },
};

function demoOptions(invocation: Invocation) {
  const { terminal, signal } = invocation;
  return { terminal, signal, dataOption: sameDataOption(invocation) };
}

async function demoOn(
  { file }: RunningServer,
  invocation: Invocation,
  { staysUp }: { readonly staysUp: boolean },
): Promise<void> {
  const admin = new AdminClient(httpClient(file.url), file.token);
  try {
    await runDemo({ ...demoOptions(invocation), staysUp, url: file.url, admin });
  } finally {
    await admin.close();
  }
}

/** Starts, does the work, stays until a signal, closes. */
async function serve(
  invocation: Invocation,
  logs: { readonly isQuiet: boolean },
  work: (server: RunningServer) => Promise<{ readonly staysUp: boolean }>,
): Promise<number> {
  const { terminal, signal } = invocation;
  // Also a start that takes long, because much is to be recovered, ends in time.
  signal.addEventListener('abort', () => endInTime(invocation), { once: true });
  const server = await startServer(invocation, logs);
  const { logger } = server.platform;
  const die = (error: unknown, kind: string) => {
    logger.error({ error, kind }, 'the server must stop');
    endProcess(EXIT.failed);
  };
  process.on('uncaughtException', (error) => die(error, 'uncaught exception'));
  process.on('unhandledRejection', (error) => die(error, 'unhandled rejection'));
  let failure: unknown;
  try {
    terminal.out(banner(server, terminal.style.bold));
    const { staysUp } = await work(server);
    if (staysUp && !signal.aborted) {
      // A pending promise alone does not keep a process alive.
      const awake = setInterval(() => {}, 1 << 30);
      await once(signal, 'abort');
      clearInterval(awake);
    }
  } catch (error) {
    // A signal during the demo ends the demo and is no failure.
    if (!signal.aborted) failure = error;
  }
  if (!signal.aborted) endInTime(invocation);
  await server.close();
  if (failure !== undefined) throw failure;
  if (signal.aborted) terminal.note('stopped');
  return EXIT.ok;
}

/** From now on the process has a limited time to end by itself. */
function endInTime({ terminal }: Invocation): void {
  setTimeout(() => {
    terminal.note(`closing took longer than ${END_WITHIN_MS} ms; what was acknowledged is durable`);
    endProcess(EXIT.failed);
  }, END_WITHIN_MS);
}

function banner({ file, directory }: RunningServer, bold: (text: string) => string): string {
  return `\n${bold(`Millrace ${file.version}`)} listens at ${bold(file.url)}\nData lie in ${directory}\n`;
}

function firstSteps(url: string, dataOption: string): string {
  return `First steps, from another terminal:

  npx millrace project create shop${dataOption}
    makes a project and prints its keys
  npx millrace demo${dataOption}
    sends real events and asks questions about them
  curl ${url}/openapi.json
    the whole API

Ctrl-C stops it.
`;
}
