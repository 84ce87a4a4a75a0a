import { withBackend } from '../connect.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { type Io, printJson, printLines } from '../io.ts';

export interface SyncOptions {
  full?: boolean;
  json?: boolean;
}

/** Reads all sources now and tells how it went. */
export async function syncSources(io: Io, { full = false, json = false }: SyncOptions): Promise<ExitCode> {
  const report = await withBackend(io, (backend) => backend.sync({ full }));
  if (json) {
    printJson(io, report);
  } else {
    printLines(io, [JSON.stringify(report)]);
  }
  return EXIT.fine;
}
