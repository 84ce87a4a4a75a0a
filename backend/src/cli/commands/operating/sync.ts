import type { LocalizedText } from '../../../domain/tickets/labels.ts';
import type { SyncReport } from '../../../sync/sync.ts';
import { withBackend } from '../../backend/connect.ts';
import { EXIT, type ExitCode } from '../../terminal/exit.ts';
import { type Io, printJson, say } from '../../terminal/io.ts';

export interface SyncOptions {
  full?: boolean;
  json?: boolean;
}

/** Reads all sources now and tells how it went. Fails when one of them could not be read, or none is there. */
export async function syncSources(io: Io, { full = false, json = false }: SyncOptions): Promise<ExitCode> {
  const report = await withBackend(io, (backend) => backend.sync({ full }));
  if (json) {
    printJson(io, report);
  } else {
    say(io, ...words(report));
  }
  const { connections } = report;
  return connections.length > 0 && connections.every(({ ok }) => ok) ? EXIT.fine : EXIT.failed;
}

function words({ leader, connections }: SyncReport): LocalizedText[] {
  if (!leader) {
    return [
      {
        fr: 'Un autre serveur de cette base fait les lectures : il lui est demandé de lire maintenant. La page « État » dit quand c’est fait.',
        en: 'Another backend on this store does the reading: it was asked to read now. The page "État" tells when it has.',
      },
    ];
  }
  if (connections.length === 0) {
    return [
      {
        fr: 'Aucune source n’est connectée : ajoutez-en une par « vigie connections add », ou définissez ATERA_API_KEY.',
        en: 'No source is connected: add one with "vigie connections add", or set ATERA_API_KEY.',
      },
    ];
  }
  return connections.map(({ connection, error, durationMs }) => {
    const seconds = (durationMs / 1000).toFixed(1);
    return error === null
      ? { fr: `${connection} : lue en ${seconds.replace('.', ',')} s`, en: `${connection}: read in ${seconds} s` }
      : {
          fr: `${connection} : ${error.text.fr} (${error.code})`,
          en: `${connection}: ${error.text.en} (${error.code})`,
        };
  });
}
