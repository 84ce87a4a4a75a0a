import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

import { userName } from '../config/environment/user-name.ts';
import { VigieError } from '../domain/errors.ts';
import { type BackupEnd, type BackupHeader, FORMAT, isEnd, isHeader, parseRow } from './format.ts';

/** Rows of one table, each as JSON. */
export interface RowBatch {
  table: string;
  rows: string[];
}

/** A backup that is being read: its header first, then its rows, each once. */
export interface OpenBackup {
  header: BackupHeader;
  /** Ends with an error when the file does not hold what its end counts. */
  batches(): AsyncIterable<RowBatch>;
  close(): void;
}

const ROWS_AT_ONCE = 500;

/**
 * Opens a backup file.
 * @throws {VigieError} `invalid_request` when there is no such file, or it is none of ours or of a newer version's
 */
export async function openBackup(file: string): Promise<OpenBackup> {
  const lines = linesOf(file);
  const first = await lines.next();
  const header = parsed(first.done ? '' : first.value);
  if (!isHeader.Check(header)) {
    throw new VigieError('invalid_request', {
      fr: `${file} n’est pas une sauvegarde de Vigie : « vigie backup FICHIER » en écrit une.`,
      en: `${file} is no backup of Vigie: "vigie backup FILE" writes one.`,
    });
  }
  if (header.vigieBackup > FORMAT) {
    throw new VigieError('invalid_request', {
      fr: `${file} a été écrit par une version plus récente de Vigie (${header.version}) : restaurez-le avec elle ou une suivante.`,
      en: `${file} was written by Vigie ${header.version}, which is newer. Restore it with that version or a later one.`,
    });
  }
  return {
    header,
    batches: () => batchesOf(file, lines, header),
    close: () => void lines.return(undefined),
  };
}

/**
 * Reads a backup file to its end.
 * @returns its header, and how many rows it holds
 * @throws {VigieError} `invalid_request` when it is incomplete
 */
export async function checkBackup(file: string): Promise<{ header: BackupHeader; rows: number }> {
  const backup = await openBackup(file);
  let rows = 0;
  for await (const batch of backup.batches()) {
    rows += batch.rows.length;
  }
  return { header: backup.header, rows };
}

async function* batchesOf(
  file: string,
  lines: AsyncIterable<string>,
  header: BackupHeader
): AsyncGenerator<RowBatch, void> {
  const seen = new Map(header.tables.map(({ name }) => [name, 0]));
  let batch: RowBatch = { table: '', rows: [] };
  let end: BackupEnd | undefined;
  for await (const line of lines) {
    const row = end === undefined ? parseRow(line) : undefined;
    const count = row && seen.get(row.table);
    if (row === undefined || count === undefined) {
      const last = parsed(line);
      if (end !== undefined || !isEnd.Check(last)) {
        throw damaged(file);
      }
      end = last;
      continue;
    }
    if (batch.rows.length === ROWS_AT_ONCE || (batch.table !== row.table && batch.rows.length > 0)) {
      yield batch;
      batch = { table: '', rows: [] };
    }
    seen.set(row.table, count + 1);
    batch.table = row.table;
    batch.rows.push(row.json);
  }
  if (end === undefined || [...seen].some(([table, count]) => end.rows[table] !== count)) {
    throw damaged(file);
  }
  if (batch.rows.length > 0) {
    yield batch;
  }
}

/** Lines end with LF alone: readline would also cut at the line separators that a ticket's title may hold. */
async function* linesOf(file: string): AsyncGenerator<string, void> {
  const gunzip = createGunzip().setEncoding('utf8');
  // A failure of either ends the other, and the loop below.
  pipeline(createReadStream(file), gunzip, () => undefined);
  let rest = '';
  try {
    for await (const chunk of gunzip as AsyncIterable<string>) {
      const [head = '', ...others] = chunk.split('\n');
      const lines = [rest + head, ...others];
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    throw explained(file, error as NodeJS.ErrnoException);
  }
  if (rest !== '') {
    yield rest;
  }
}

function explained(file: string, error: NodeJS.ErrnoException): VigieError {
  switch (error.code) {
    case 'ENOENT':
      return new VigieError('invalid_request', {
        fr: `Il n’y a pas de fichier ${file}.`,
        en: `There is no file ${file}.`,
      });
    case 'EACCES':
      return new VigieError('invalid_request', {
        fr: `${file} ne peut être lu par l’utilisateur « ${userName()} » : donnez-lui ce fichier et accès à son dossier.`,
        en: `${file} may not be read by the user "${userName()}": give that user the file, and access to its folder.`,
      });
    case 'Z_DATA_ERROR':
      return new VigieError('invalid_request', {
        fr: `${file} n’est pas une sauvegarde de Vigie, ou est endommagé : ce n’est pas du gzip.`,
        en: `${file} is no backup of Vigie, or it was damaged: it is not gzipped.`,
      });
    case 'Z_BUF_ERROR':
      return damaged(file);
    case undefined:
    default:
      return new VigieError(
        'invalid_request',
        {
          fr: `${file} n’a pas pu être lu (${error.code ?? 'raison inconnue'}).`,
          en: `${file} could not be read (${error.code ?? 'unknown reason'}).`,
        },
        { cause: error }
      );
  }
}

const damaged = (file: string): VigieError =>
  new VigieError('invalid_request', {
    fr: `${file} est incomplet ou endommagé : il ne contient pas toutes les lignes qui y ont été écrites. Prenez une autre sauvegarde.`,
    en: `${file} is incomplete or damaged: it does not hold all rows that were written to it. Take another backup.`,
  });

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
