import type { Catalogue } from '../../src/datasets/engine/catalogue.ts';
import type { DatasetServices } from '../../src/datasets/engine/dataset.ts';
import { answer, checkRequest, startReading } from '../../src/datasets/engine/read.ts';
import type { DatasetAnswer, DatasetRequest } from '../../src/datasets/engine/reading.ts';
import type { Access } from '../../src/domain/access/access.ts';

/**
 * Answers one request, as a query of its own.
 *
 * @throws {VigieError} `dataset_unknown`, `scope_missing`, `parameter_invalid`; a database error otherwise
 */
export async function readDataset(
  services: DatasetServices,
  catalogue: Catalogue,
  access: Access,
  request: DatasetRequest
): Promise<DatasetAnswer> {
  const reading = startReading(services, access, new AbortController().signal);
  return answer(reading, checkRequest(reading, catalogue, request));
}
