import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** The properties of a catalog's file; `connector.name` among them. */
export type CatalogProperties = Readonly<Record<string, string>>;

/** The folder in `plugin/` that has a connector, by its name. */
export const PLUGIN_OF: Readonly<Record<string, string>> = {
  'hive-hadoop2': 'hive-hadoop2',
  iceberg: 'iceberg',
  memory: 'memory',
  mysql: 'mysql',
  postgresql: 'postgresql',
  'presto-thrift': 'presto-thrift',
  tpch: 'tpch',
};

export const memoryCatalog: CatalogProperties = {
  'connector.name': 'memory',
  'memory.max-data-per-node': '128MB',
};

/** Generated tables: `tpch.tiny.nation` and the others of TPC-H. */
export const tpchCatalog: CatalogProperties = { 'connector.name': 'tpch' };

/** Tables of Parquet files in a folder, with a metastore of files. */
export function hiveCatalog(folder: string): CatalogProperties {
  return {
    'connector.name': 'hive-hadoop2',
    'hive.metastore': 'file',
    'hive.metastore.catalog.dir': folderUrl(folder),
    'hive.storage-format': 'PARQUET',
    'hive.compression-codec': 'SNAPPY',
    // Otherwise a dropped column shifts those after it.
    'hive.parquet.use-column-names': 'true',
    ...Object.fromEntries(
      ['drop-table', 'rename-table', 'add-column', 'drop-column', 'rename-column'].map((change) => [
        `hive.allow-${change}`,
        'true',
      ]),
    ),
  };
}

export function icebergCatalog(folder: string): CatalogProperties {
  return {
    'connector.name': 'iceberg',
    'iceberg.catalog.type': 'hadoop',
    'iceberg.catalog.warehouse': folderUrl(folder),
    'iceberg.file-format': 'PARQUET',
  };
}

/** The folder must be there: CREATE SCHEMA fails in one that is not. */
function folderUrl(folder: string): string {
  const absolute = path.resolve(folder);
  mkdirSync(absolute, { recursive: true });
  // The engine knows the form with three slashes alone.
  return pathToFileURL(absolute).href.replace(/^file:\/+/, 'file:///');
}

/** `memory`, `tpch`, and `hive` and `iceberg` with their tables below `folder`. */
export function standardCatalogs(folder: string): Readonly<Record<string, CatalogProperties>> {
  return {
    memory: memoryCatalog,
    tpch: tpchCatalog,
    hive: hiveCatalog(path.join(folder, 'hive')),
    iceberg: icebergCatalog(path.join(folder, 'iceberg')),
  };
}
