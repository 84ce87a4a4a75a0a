import { type PostgresPlace, quoted } from './store-place.ts';

const CA =
  'Add sslrootcert=/path/to/ca.pem to DATABASE_URL with the certificate of that authority, or sslmode=require to ' +
  'encrypt without checking who answers.';

/** What each failure of PostgreSQL means and what to do. */
const POSTGRES = {
  host_unknown: ({ host }) =>
    `No machine is known by the name ${quoted(host)} of DATABASE_URL. Check its spelling, and that this machine's DNS answers.`,
  refused: ({ address }) =>
    `Nothing listens at ${address}, the address of DATABASE_URL. Check that PostgreSQL runs there, that its ` +
    'listen_addresses allows other machines, and that the port is right.',
  unreachable: ({ address }) =>
    `The database at ${address}, the address of DATABASE_URL, does not answer. Check the address, and that no firewall ` +
    'is in between.',
  no_socket: ({ address }) =>
    `PostgreSQL has no socket that this user may open in ${address}, the folder of DATABASE_URL. Check that it runs ` +
    'here and what its unix_socket_directories is, or name a host instead.',
  lost: ({ address }) =>
    `The database at ${address} closed the connection. Check that it keeps running, and that DATABASE_URL names ` +
    'PostgreSQL and not something else.',
  starting: ({ address }) =>
    `PostgreSQL at ${address} is starting, stopping or recovering and takes no connection yet. Try again in a moment.`,
  busy: ({ address }) =>
    `PostgreSQL at ${address} has no connection or memory left. Raise its max_connections, or stop what holds them; ` +
    'each Vigie takes up to 10.',
  password: ({ role, address }) =>
    `PostgreSQL at ${address} refused the password of the role ${quoted(role)}. Correct it in DATABASE_URL (special ` +
    'characters written as %40 for @ and so on), or set it with ALTER ROLE … PASSWORD.',
  password_missing: ({ role, address }) =>
    `PostgreSQL at ${address} asks for the password of the role ${quoted(role)}, and DATABASE_URL has none: ` +
    'postgres://role:password@host:5432/database.',
  role: ({ role, address }) =>
    `PostgreSQL at ${address} does not let the role ${quoted(role)} of DATABASE_URL log in. Check that it exists ` +
    '(CREATE ROLE … LOGIN PASSWORD …), may log in, and that pg_hba.conf accepts it as it is asked for.',
  host_refused: ({ role, database, address }) =>
    `pg_hba.conf of PostgreSQL at ${address} does not let this machine in as the role ${quoted(role)} on the database ` +
    `${quoted(database)} of DATABASE_URL. Add a line for it there, and reload the configuration.`,
  host_refused_plain: ({ role, database, address }) =>
    `PostgreSQL at ${address} accepts no connection without TLS from this machine as the role ${quoted(role)} on the ` +
    `database ${quoted(database)}. Add sslmode=require or sslmode=verify-full to DATABASE_URL, or a line to its pg_hba.conf.`,
  database: ({ database, role, address }) =>
    `PostgreSQL at ${address} has no database ${quoted(database)}. Create it (CREATE DATABASE ${quoted(database)} OWNER ` +
    `${quoted(role)}), or correct its name in DATABASE_URL.`,
  denied: ({ database, role, address }) =>
    `The role ${quoted(role)} of DATABASE_URL lacks a right in the database ${quoted(database)} at ${address}: it has to ` +
    'create and own its tables in the schema public, which PostgreSQL 15 and later allow to the owner of a database ' +
    `only. As a superuser: ALTER DATABASE ${quoted(database)} OWNER TO ${quoted(role)}; or, connected to that database, ` +
    `GRANT CREATE, USAGE ON SCHEMA public TO ${quoted(role)};`,
  read_only: ({ address }) =>
    `PostgreSQL at ${address} only takes readings: it is a standby, or set to default_transaction_read_only. Name the ` +
    'primary server in DATABASE_URL.',
  full: ({ address }) => `PostgreSQL at ${address} has no room left on its disk. Free some space there.`,
  too_old: ({ address }) =>
    `PostgreSQL at ${address} does not know something that Vigie needs: it is too old, or no PostgreSQL. ` +
    'Name a PostgreSQL that its makers still maintain in DATABASE_URL.',
  no_tls: ({ address }) =>
    `PostgreSQL at ${address} offers no TLS. Switch it on there (ssl = on), or, where the network is trusted, remove ` +
    'sslmode from DATABASE_URL.',
  authority_unknown: ({ address }) =>
    `The certificate of PostgreSQL at ${address} is signed by an authority that this machine does not know. ${CA}`,
  authority_missing: () =>
    'DATABASE_URL says sslmode=verify-ca, which needs the certificate of the authority: add sslrootcert=/path/to/ca.pem, ' +
    'or use sslmode=verify-full for an authority that everybody knows.',
  host_mismatch: ({ host }) =>
    `The certificate of PostgreSQL is not made for the name ${quoted(host)}. Write the name of the certificate in ` +
    'DATABASE_URL, or, with sslrootcert, sslmode=verify-ca to check the authority alone.',
  certificate_date: ({ address }) =>
    `The certificate of PostgreSQL at ${address} has expired or is not valid yet. Renew it, and check this machine's clock.`,
  certificate_file: () =>
    'DATABASE_URL names a file (sslrootcert, sslcert or sslkey) that is missing or may not be read. Check the path and the rights.',
  tls: ({ address }) =>
    `Vigie and PostgreSQL at ${address} found no common TLS. Check sslmode in DATABASE_URL and the server's ssl settings.`,
} satisfies Record<string, (place: PostgresPlace) => string>;

const LOST_WITH_IT =
  'what was read from Atera and Odoo is then read again, while tokens, connections, the audit and the history are lost';

/** What each failure of the embedded store means and what to do; the folder is the one of `VIGIE_DATA_DIR`. */
const EMBEDDED = {
  full: (folder) =>
    `The disk of the data folder ${folder} (VIGIE_DATA_DIR) is full. Free some space, or name a folder on another disk.`,
  folder_denied: (folder) =>
    `The data folder ${folder} (VIGIE_DATA_DIR) cannot be written by this user, or its disk is read-only. Give the ` +
    'folder and all in it to the user that runs Vigie, or name another one.',
  not_folder: (folder) =>
    `The data folder ${folder} (VIGIE_DATA_DIR) cannot be made: a file is in its place or in its path. Move the file ` +
    'away, or name another folder.',
  folder_missing: (folder) =>
    `The data folder ${folder} (VIGIE_DATA_DIR) cannot be made: its disk is read-only or gone, or a part of its path is a broken ` +
    'link. Check the path, or name another folder.',
  no_links: (folder) =>
    `The disk of the data folder ${folder} (VIGIE_DATA_DIR) cannot lock files (it knows no hard links). Name a folder on a local disk.`,
  damaged: (folder) =>
    `The store in ${folder}/store (VIGIE_DATA_DIR) is damaged or was made by another version of PGlite. Restore the ` +
    `folder from a backup; without one, move it away and start again: ${LOST_WITH_IT}.`,
} satisfies Record<string, (folder: string) => string>;

/** Why the store could not be used. */
export type StoreFailure = keyof typeof POSTGRES | keyof typeof EMBEDDED;

/** The sentence for a failure of PostgreSQL; undefined where only the embedded store can fail so. */
export function postgresSentence(failure: StoreFailure, place: PostgresPlace): string | undefined {
  const sentences: Partial<Record<StoreFailure, (place: PostgresPlace) => string>> = POSTGRES;
  return sentences[failure]?.(place);
}

/** The sentence for a failure of the embedded store; undefined where only PostgreSQL can fail so. */
export function embeddedSentence(failure: StoreFailure, folder: string): string | undefined {
  const sentences: Partial<Record<StoreFailure, (folder: string) => string>> = EMBEDDED;
  return sentences[failure]?.(folder);
}
