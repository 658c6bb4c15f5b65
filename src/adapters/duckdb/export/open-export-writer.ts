import type { Random } from '../../../platform/random.ts';
import type { ExportFormat } from '../../../query/query-engine.ts';
import type { SqlType } from '../../../sql/types/sql-type.ts';
import { AvroExport, SYNC_MARKER_BYTES } from './avro-export.ts';
import type { ExportWriter } from './export-writer.ts';
import { ParquetExport } from './parquet-export.ts';
import { csvExport, jsonLinesExport } from './text-export.ts';

/** To be closed. */
export function openExportWriter(
  format: ExportFormat,
  names: readonly string[],
  types: readonly SqlType[],
  random: Random,
): ExportWriter {
  switch (format) {
    case 'csv':
      return csvExport(names, types);
    case 'jsonl':
      return jsonLinesExport(names, types);
    case 'avro':
      return new AvroExport(names, types, random.bytes(SYNC_MARKER_BYTES));
    case 'parquet':
      return new ParquetExport(names, types);
  }
}
