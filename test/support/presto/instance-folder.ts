import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type CatalogProperties, PLUGIN_OF } from './catalogs.ts';
import type { PrestoInstallation } from './ensure-presto.ts';

export interface InstanceSettings {
  readonly installation: PrestoInstallation;
  readonly folder: string;
  readonly port: number;
  readonly catalogs: Readonly<Record<string, CatalogProperties>>;
}

/** Writes what a server reads when it starts, and returns the arguments of its Java. */
export async function prepareInstance(settings: InstanceSettings): Promise<readonly string[]> {
  const { installation, folder, port, catalogs } = settings;
  const inFolder = (...parts: readonly string[]) => path.join(folder, ...parts);
  for (const part of ['etc/catalog', 'plugin', 'var', 'tmp'])
    await mkdir(inFolder(part), { recursive: true });
  await writeFile(inFolder('etc/config.properties'), propertiesText(configOf(port)));
  await writeFile(inFolder('etc/log.properties'), propertiesText(LOG_LEVELS));
  const plugins = new Set<string>();
  for (const [name, properties] of Object.entries(catalogs)) {
    await writeFile(inFolder('etc/catalog', `${name}.properties`), propertiesText(properties));
    const plugin = PLUGIN_OF[properties['connector.name'] ?? ''];
    if (plugin === undefined) throw new Error(`catalog "${name}" has no "connector.name" that is installed`);
    plugins.add(plugin);
  }
  // Each plugin costs a second or more of the start.
  for (const plugin of plugins) {
    await symlink(path.join(installation.home, 'plugin', plugin), inFolder('plugin', plugin));
  }
  return [
    ...JAVA_OPTIONS,
    `-Djava.io.tmpdir=${inFolder('tmp')}`,
    `-Dconfig=${inFolder('etc/config.properties')}`,
    `-Dlog.levels-file=${inFolder('etc/log.properties')}`,
    `-Dcatalog.config-dir=${inFolder('etc/catalog')}`,
    `-Dplugin.dir=${inFolder('plugin')}`,
    `-Dnode.data-dir=${inFolder('var')}`,
    '-cp',
    path.join(installation.home, 'lib', '*'),
    'com.facebook.presto.server.PrestoServer',
  ];
}

/** For a machine with 2 GB to spare. Texts and instants must not depend on the machine's language and zone. */
const JAVA_OPTIONS = [
  '-Xmx1g',
  '-XX:+UseG1GC',
  '-XX:G1HeapRegionSize=16M',
  '-XX:+ExitOnOutOfMemoryError',
  // Short lives: compiled once, quickly.
  '-XX:TieredStopAtLevel=1',
  '-Djdk.attach.allowAttachSelf=true',
  '-Dfile.encoding=UTF-8',
  '-Duser.timezone=UTC',
  '-Duser.language=en',
  '-Duser.country=US',
  // Its management ports listen everywhere otherwise, without a password.
  '-Dcom.sun.management.jmxremote.host=127.0.0.1',
];

const LOG_LEVELS: CatalogProperties = {
  'com.facebook.presto': 'WARN',
  'com.facebook.airlift': 'WARN',
  Bootstrap: 'WARN',
  'org.apache.iceberg': 'WARN',
};

function configOf(port: number): CatalogProperties {
  return {
    coordinator: 'true',
    'node-scheduler.include-coordinator': 'true',
    'discovery-server.enabled': 'true',
    'discovery.uri': `http://127.0.0.1:${port}`,
    'http-server.http.port': String(port),
    'http-server.log.enabled': 'false',
    'node.environment': 'millrace',
    'node.bind-ip': '127.0.0.1',
    'node.internal-address': '127.0.0.1',
    'query.max-memory': '512MB',
    'query.max-memory-per-node': '256MB',
    'query.max-total-memory-per-node': '384MB',
  };
}

function propertiesText(properties: CatalogProperties): string {
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}
