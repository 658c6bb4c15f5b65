import type { Field } from '../model/collection.ts';
import type { NewField } from './catalog-store.ts';
import { physicalNameOf } from './physical-name.ts';

/** The fields of the next version: those that exist, then the wanted ones that are new, up to `maxFields` in all. */
export function appendFields(
  existing: readonly Field[],
  wanted: readonly NewField[],
  maxFields: number,
): readonly Field[] {
  const fields = [...existing];
  const names = new Set(existing.map((field) => field.name));
  const physicalNames = new Set(existing.map((field) => field.physicalName));
  for (const { name, type } of wanted) {
    if (fields.length >= maxFields) break;
    if (names.has(name)) continue;
    const physicalName = physicalNameOf(name, 'field', (one) => physicalNames.has(one));
    names.add(name);
    physicalNames.add(physicalName);
    fields.push({ name, physicalName, type });
  }
  return fields;
}
