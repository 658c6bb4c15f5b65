import { parseListenAddress } from '../../http/config.ts';
import { MillraceError } from '../../platform/errors.ts';
import { CONFIG_OPTION, type Command, DATA_OPTION, type Invocation, JSON_OPTION } from '../command.ts';
import { dataDirectoryOf } from '../data-option.ts';
import { type Finding, fail, ok } from '../doctor/check.ts';
import {
  checkClock,
  checkMemory,
  checkNativeModules,
  checkNode,
  checkOpenFiles,
  checkPort,
  checkProcessors,
  checkThreadPool,
} from '../doctor/machine-checks.ts';
import { checkDataDirectory, checkDisk, checkSync } from '../doctor/storage-checks.ts';
import { EXIT } from '../exit-codes.ts';
import { loadConfigOf } from '../load-config.ts';
import { readServerFile } from '../server-file.ts';
import type { Style } from '../terminal.ts';

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'Check that this machine can run a server',
  arguments: [],
  options: [
    { name: 'port', value: 'N', description: 'port that start would get' },
    { name: 'host', value: 'ADDRESS', description: 'address that start would get' },
    JSON_OPTION,
    DATA_OPTION,
    CONFIG_OPTION,
  ],
  notes: [
    'Looks and changes nothing, next to a running server too. The exit code is 1 when something fails.',
  ],
  examples: ['millrace doctor', 'millrace doctor --data /var/lib/millrace'],
  async run(invocation) {
    const { terminal, options } = invocation;
    const findings = await examine(invocation);
    if (options.flag('json')) terminal.out(JSON.stringify(findings, null, 2));
    else for (const finding of findings) terminal.out(renderFinding(finding, terminal.style));
    return findings.some(({ verdict }) => verdict === 'fail') ? EXIT.failed : EXIT.ok;
  },
};

async function examine(invocation: Invocation): Promise<readonly Finding[]> {
  const directory = dataDirectoryOf(invocation);
  const running = await readServerFile(directory);
  return [
    checkNode(),
    checkProcessors(),
    checkMemory(),
    checkThreadPool(),
    await checkOpenFiles(),
    checkClock(),
    ...(await checkNativeModules()),
    ...(await checkDataDirectory(directory, running)),
    await checkDisk(directory),
    await checkSync(directory),
    ...(await checkConfig(invocation, running)),
  ];
}

async function checkConfig(
  invocation: Invocation,
  running: Awaited<ReturnType<typeof readServerFile>>,
): Promise<readonly Finding[]> {
  try {
    const { config, sources } = await loadConfigOf(invocation);
    const count = sources.size;
    return [
      ok('configuration', count === 0 ? 'defaults' : `${count} ${count === 1 ? 'key' : 'keys'} set`),
      await checkPort(parseListenAddress(config['http.server.address']), running),
    ];
  } catch (error) {
    if (!(error instanceof MillraceError)) throw error;
    return [fail('configuration', error.detail ?? error.message, 'see millrace config')];
  }
}

const SUBJECT_WIDTH = 14;

function renderFinding({ subject, verdict, found, hint }: Finding, style: Style): string {
  const paint = { ok: style.green, warn: style.yellow, fail: style.red }[verdict];
  const indent = ' '.repeat(SUBJECT_WIDTH + 8);
  const line = `${paint(verdict.padEnd(4))}  ${subject.padEnd(SUBJECT_WIDTH)}  ${found.replaceAll('\n', `\n${indent}`)}`;
  return hint === undefined ? line : `${line}\n${indent}${style.dim(`→ ${hint}`)}`;
}
