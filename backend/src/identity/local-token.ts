import { timingSafeEqual } from 'node:crypto';
import { chmod, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';

import type { Access } from '../domain/access/access.ts';
import { SYSTEM_ACCESS } from '../domain/access/system-access.ts';
import { hashToken, newToken } from './token-format.ts';

/** How the command line reaches the server that runs on the same data folder. */
const LocalServer = Type.Object({
  /** Base address, e.g. `http://127.0.0.1:8787`. */
  url: Type.String({ pattern: '^https?://' }),
  /** Opens everything, for as long as that server runs. */
  token: Type.String({ minLength: 1 }),
  /** Process id of the server. */
  pid: Type.Integer({ minimum: 1 }),
});
export type LocalServer = Static<typeof LocalServer>;

const isLocalServer = Compile(LocalServer);

/** The token of the command line: it lives in the server's memory and in one file, never in the store. */
export interface LocalToken {
  /** The command line's rights when `bearer` is this token. Takes the same time for every wrong one. */
  authenticate(bearer: string): Access | undefined;
  /** Writes the file (mode 600) once the server's address is known. */
  publish(url: string): Promise<void>;
  /** Removes the file. */
  withdraw(): Promise<void>;
}

const fileOf = (dataDir: string): string => join(dataDir, 'server.json');

/** A fresh token for one run of a server. */
export function createLocalToken(dataDir: string): LocalToken {
  const token = newToken();
  const hash = hashToken(token);
  const file = fileOf(dataDir);
  return {
    authenticate: (bearer) => (timingSafeEqual(hashToken(bearer), hash) ? SYSTEM_ACCESS : undefined),
    async publish(url) {
      const server: LocalServer = { url, token, pid: process.pid };
      const draft = `${file}.${process.pid}`;
      await writeFile(draft, JSON.stringify(server), { mode: 0o600 });
      // `mode` only counts for a file that did not exist.
      await chmod(draft, 0o600);
      await rename(draft, file);
    },
    async withdraw() {
      const published = await readLocalServer(dataDir);
      // Another server may have taken the folder over in between: its file stays.
      if (published?.token === token) {
        await rm(file, { force: true });
      }
    },
  };
}

/**
 * The server that says it runs on this data folder, if any. It may be gone: ask it before relying on it. A file that says
 * nothing useful, such as one cut short by a full disk, counts as none: the next start of a server replaces it.
 */
export async function readLocalServer(dataDir: string): Promise<LocalServer | undefined> {
  let content: string;
  try {
    content = await readFile(fileOf(dataDir), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
  const server = parsed(content);
  return isLocalServer.Check(server) ? server : undefined;
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}
