/**
 * Packages of hundreds of modules each, which every process of a test file loads: bundled into a few, a process that loads the backend
 * takes two thirds of the processor time. With each its entries, as they are imported.
 */
export const BUNDLED: Readonly<Record<string, readonly string[]>> = {
  kysely: ['kysely'],
  typebox: ['typebox', 'typebox/compile', 'typebox/format', 'typebox/system', 'typebox/value'],
};

/** Where an entry stands in the folder of the bundles, without `.mjs`. */
export const fileOfEntry = (entry: string): string => entry.replaceAll('/', '--');
