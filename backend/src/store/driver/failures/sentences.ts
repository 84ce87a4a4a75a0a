import type { LocalizedText } from '../../../domain/tickets/labels.ts';
import { type PostgresPlace, quoted } from '../store-place.ts';

const CA: LocalizedText = {
  fr:
    'Ajoutez sslrootcert=/chemin/de/ca.pem à DATABASE_URL avec le certificat de cette autorité, ou sslmode=require pour ' +
    'chiffrer sans vérifier qui répond.',
  en:
    'Add sslrootcert=/path/to/ca.pem to DATABASE_URL with the certificate of that authority, or sslmode=require to ' +
    'encrypt without checking who answers.',
};

/** What each failure of PostgreSQL means and what to do. */
export const POSTGRES = {
  host_unknown: ({ host }) => ({
    fr: `Aucune machine n’est connue sous le nom ${quoted(host)} de DATABASE_URL. Vérifiez son orthographe, et que le DNS de cette machine répond.`,
    en: `No machine is known by the name ${quoted(host)} of DATABASE_URL. Check its spelling, and that this machine's DNS answers.`,
  }),
  refused: ({ address }) => ({
    fr:
      `Rien n’écoute à ${address}, l’adresse de DATABASE_URL. Vérifiez que PostgreSQL y tourne, que son listen_addresses ` +
      'admet d’autres machines, et que le port est le bon.',
    en:
      `Nothing listens at ${address}, the address of DATABASE_URL. Check that PostgreSQL runs there, that its ` +
      'listen_addresses allows other machines, and that the port is right.',
  }),
  unreachable: ({ address }) => ({
    fr:
      `La base à ${address}, l’adresse de DATABASE_URL, ne répond pas. Vérifiez l’adresse, et qu’aucun pare-feu ` +
      'ne se trouve entre les deux.',
    en:
      `The database at ${address}, the address of DATABASE_URL, does not answer. Check the address, and that no firewall ` +
      'is in between.',
  }),
  no_socket: ({ address }) => ({
    fr:
      `PostgreSQL n’a pas de socket que cet utilisateur puisse ouvrir dans ${address}, le dossier de DATABASE_URL. Vérifiez ` +
      'qu’il tourne ici et ce que vaut son unix_socket_directories, ou nommez plutôt un hôte.',
    en:
      `PostgreSQL has no socket that this user may open in ${address}, the folder of DATABASE_URL. Check that it runs ` +
      'here and what its unix_socket_directories is, or name a host instead.',
  }),
  lost: ({ address }) => ({
    fr:
      `La base à ${address} a coupé la connexion. Vérifiez qu’elle reste en marche, et que DATABASE_URL nomme ` +
      'bien PostgreSQL.',
    en:
      `The database at ${address} closed the connection. Check that it keeps running, and that DATABASE_URL names ` +
      'PostgreSQL and not something else.',
  }),
  starting: ({ address }) => ({
    fr: `PostgreSQL à ${address} démarre, s’arrête ou se rétablit, et n’accepte encore aucune connexion. Réessayez dans un instant.`,
    en: `PostgreSQL at ${address} is starting, stopping or recovering and takes no connection yet. Try again in a moment.`,
  }),
  busy: ({ address }) => ({
    fr:
      `PostgreSQL à ${address} n’a plus de connexion ou de mémoire libre. Relevez son max_connections, ou arrêtez ce qui les ` +
      'occupe ; chaque Vigie en prend jusqu’à 10.',
    en:
      `PostgreSQL at ${address} has no connection or memory left. Raise its max_connections, or stop what holds them; ` +
      'each Vigie takes up to 10.',
  }),
  password: ({ role, address }) => ({
    fr:
      `PostgreSQL à ${address} a refusé le mot de passe du rôle ${quoted(role)}. Corrigez-le dans DATABASE_URL (les caractères ` +
      'spéciaux s’écrivent %40 pour @, etc.), ou définissez-le par ALTER ROLE … PASSWORD.',
    en:
      `PostgreSQL at ${address} refused the password of the role ${quoted(role)}. Correct it in DATABASE_URL (special ` +
      'characters written as %40 for @ and so on), or set it with ALTER ROLE … PASSWORD.',
  }),
  password_missing: ({ role, address }) => ({
    fr:
      `PostgreSQL à ${address} demande le mot de passe du rôle ${quoted(role)}, et DATABASE_URL n’en a pas : ` +
      'postgres://rôle:motdepasse@hôte:5432/base.',
    en:
      `PostgreSQL at ${address} asks for the password of the role ${quoted(role)}, and DATABASE_URL has none: ` +
      'postgres://role:password@host:5432/database.',
  }),
  role: ({ role, address }) => ({
    fr:
      `PostgreSQL à ${address} ne laisse pas entrer le rôle ${quoted(role)} de DATABASE_URL. Vérifiez qu’il existe ` +
      '(CREATE ROLE … LOGIN PASSWORD …), qu’il peut se connecter, et que pg_hba.conf l’accepte ainsi.',
    en:
      `PostgreSQL at ${address} does not let the role ${quoted(role)} of DATABASE_URL log in. Check that it exists ` +
      '(CREATE ROLE … LOGIN PASSWORD …), may log in, and that pg_hba.conf accepts it as it is asked for.',
  }),
  host_refused: ({ role, database, address }) => ({
    fr:
      `pg_hba.conf de PostgreSQL à ${address} ne laisse pas entrer cette machine sous le rôle ${quoted(role)} dans la base ` +
      `${quoted(database)} de DATABASE_URL. Ajoutez-y une ligne pour elle, et rechargez la configuration.`,
    en:
      `pg_hba.conf of PostgreSQL at ${address} does not let this machine in as the role ${quoted(role)} on the database ` +
      `${quoted(database)} of DATABASE_URL. Add a line for it there, and reload the configuration.`,
  }),
  host_refused_plain: ({ role, database, address }) => ({
    fr:
      `PostgreSQL à ${address} n’accepte de cette machine aucune connexion sans TLS sous le rôle ${quoted(role)} dans la ` +
      `base ${quoted(database)}. Ajoutez sslmode=require ou sslmode=verify-full à DATABASE_URL, ou une ligne à son pg_hba.conf.`,
    en:
      `PostgreSQL at ${address} accepts no connection without TLS from this machine as the role ${quoted(role)} on the ` +
      `database ${quoted(database)}. Add sslmode=require or sslmode=verify-full to DATABASE_URL, or a line to its pg_hba.conf.`,
  }),
  database: ({ database, role, address }) => ({
    fr:
      `PostgreSQL à ${address} n’a pas de base ${quoted(database)}. Créez-la (CREATE DATABASE ${quoted(database)} OWNER ` +
      `${quoted(role)}), ou corrigez son nom dans DATABASE_URL.`,
    en:
      `PostgreSQL at ${address} has no database ${quoted(database)}. Create it (CREATE DATABASE ${quoted(database)} OWNER ` +
      `${quoted(role)}), or correct its name in DATABASE_URL.`,
  }),
  denied: ({ database, role, address }) => ({
    fr:
      `Il manque au rôle ${quoted(role)} de DATABASE_URL un droit dans la base ${quoted(database)} à ${address} : il doit créer ` +
      'et posséder ses tables dans le schéma public, ce que PostgreSQL, depuis la version 15, ne permet qu’au propriétaire ' +
      `de la base. En superutilisateur : ALTER DATABASE ${quoted(database)} OWNER TO ${quoted(role)}; ou, connecté à cette base, ` +
      `GRANT CREATE, USAGE ON SCHEMA public TO ${quoted(role)};`,
    en:
      `The role ${quoted(role)} of DATABASE_URL lacks a right in the database ${quoted(database)} at ${address}: it has to ` +
      'create and own its tables in the schema public, which PostgreSQL 15 and later allow to the owner of a database ' +
      `only. As a superuser: ALTER DATABASE ${quoted(database)} OWNER TO ${quoted(role)}; or, connected to that database, ` +
      `GRANT CREATE, USAGE ON SCHEMA public TO ${quoted(role)};`,
  }),
  read_only: ({ address }) => ({
    fr:
      `PostgreSQL à ${address} n’accepte que des lectures : c’est un serveur secondaire, ou default_transaction_read_only est ` +
      'actif. Nommez le serveur primaire dans DATABASE_URL.',
    en:
      `PostgreSQL at ${address} only takes readings: it is a standby, or set to default_transaction_read_only. Name the ` +
      'primary server in DATABASE_URL.',
  }),
  full: ({ address }) => ({
    fr: `PostgreSQL à ${address} n’a plus de place sur son disque. Libérez-y de l’espace.`,
    en: `PostgreSQL at ${address} has no room left on its disk. Free some space there.`,
  }),
  too_old: ({ address }) => ({
    fr:
      `PostgreSQL à ${address} ne connaît pas une chose dont Vigie a besoin : il est trop ancien, ou n’est pas PostgreSQL. ` +
      'Nommez dans DATABASE_URL un PostgreSQL encore maintenu par ses auteurs.',
    en:
      `PostgreSQL at ${address} does not know something that Vigie needs: it is too old, or no PostgreSQL. ` +
      'Name a PostgreSQL that its makers still maintain in DATABASE_URL.',
  }),
  no_tls: ({ address }) => ({
    fr:
      `PostgreSQL à ${address} n’offre pas de TLS. Activez-le là-bas (ssl = on) ou, si le réseau est sûr, retirez sslmode de ` +
      'DATABASE_URL.',
    en:
      `PostgreSQL at ${address} offers no TLS. Switch it on there (ssl = on), or, where the network is trusted, remove ` +
      'sslmode from DATABASE_URL.',
  }),
  authority_unknown: ({ address }) => ({
    fr: `Le certificat de PostgreSQL à ${address} est signé par une autorité que cette machine ne connaît pas. ${CA.fr}`,
    en: `The certificate of PostgreSQL at ${address} is signed by an authority that this machine does not know. ${CA.en}`,
  }),
  authority_missing: () => ({
    fr:
      'DATABASE_URL dit sslmode=verify-ca, ce qui demande le certificat de l’autorité : ajoutez sslrootcert=/chemin/de/ca.pem, ' +
      'ou prenez sslmode=verify-full pour une autorité que tous connaissent.',
    en:
      'DATABASE_URL says sslmode=verify-ca, which needs the certificate of the authority: add sslrootcert=/path/to/ca.pem, ' +
      'or use sslmode=verify-full for an authority that everybody knows.',
  }),
  host_mismatch: ({ host }) => ({
    fr:
      `Le certificat de PostgreSQL n’est pas fait pour le nom ${quoted(host)}. Écrivez le nom du certificat dans DATABASE_URL ` +
      'ou, avec sslrootcert, sslmode=verify-ca pour ne vérifier que l’autorité.',
    en:
      `The certificate of PostgreSQL is not made for the name ${quoted(host)}. Write the name of the certificate in ` +
      'DATABASE_URL, or, with sslrootcert, sslmode=verify-ca to check the authority alone.',
  }),
  certificate_date: ({ address }) => ({
    fr: `Le certificat de PostgreSQL à ${address} a expiré ou n’est pas encore valable. Renouvelez-le, et vérifiez l’horloge de cette machine.`,
    en: `The certificate of PostgreSQL at ${address} has expired or is not valid yet. Renew it, and check this machine's clock.`,
  }),
  certificate_file: () => ({
    fr: 'DATABASE_URL nomme un fichier (sslrootcert, sslcert ou sslkey) qui manque ou ne peut être lu. Vérifiez le chemin et les droits.',
    en: 'DATABASE_URL names a file (sslrootcert, sslcert or sslkey) that is missing or may not be read. Check the path and the rights.',
  }),
  tls: ({ address }) => ({
    fr: `Vigie et PostgreSQL à ${address} n’ont pas de TLS en commun. Vérifiez sslmode dans DATABASE_URL et les réglages ssl du serveur.`,
    en: `Vigie and PostgreSQL at ${address} found no common TLS. Check sslmode in DATABASE_URL and the server's ssl settings.`,
  }),
} satisfies Record<string, (place: PostgresPlace) => LocalizedText>;

const LOST_WITH_IT: LocalizedText = {
  fr: 'ce qui vient d’Atera et d’Odoo est alors relu, tandis que jetons, connexions, audit et historique sont perdus',
  en: 'what was read from Atera and Odoo is then read again, while tokens, connections, the audit and the history are lost',
};

/** What each failure of the embedded store means and what to do; the folder is the one of `VIGIE_DATA_DIR`. */
export const EMBEDDED = {
  full: (folder) => ({
    fr: `Le disque du dossier de données ${folder} (VIGIE_DATA_DIR) est plein. Libérez de l’espace, ou nommez un dossier sur un autre disque.`,
    en: `The disk of the data folder ${folder} (VIGIE_DATA_DIR) is full. Free some space, or name a folder on another disk.`,
  }),
  folder_denied: (folder) => ({
    fr:
      `Le dossier de données ${folder} (VIGIE_DATA_DIR) ne peut être écrit par cet utilisateur, ou son disque est en lecture ` +
      'seule. Donnez le dossier et son contenu à l’utilisateur qui fait tourner Vigie, ou nommez-en un autre.',
    en:
      `The data folder ${folder} (VIGIE_DATA_DIR) cannot be written by this user, or its disk is read-only. Give the ` +
      'folder and all in it to the user that runs Vigie, or name another one.',
  }),
  not_folder: (folder) => ({
    fr:
      `Le dossier de données ${folder} (VIGIE_DATA_DIR) ne peut être créé : un fichier est à sa place ou sur son chemin. ` +
      'Déplacez ce fichier, ou nommez un autre dossier.',
    en:
      `The data folder ${folder} (VIGIE_DATA_DIR) cannot be made: a file is in its place or in its path. Move the file ` +
      'away, or name another folder.',
  }),
  folder_missing: (folder) => ({
    fr:
      `Le dossier de données ${folder} (VIGIE_DATA_DIR) ne peut être créé : son disque est en lecture seule ou absent, ou une partie ` +
      'de son chemin est un lien rompu. Vérifiez le chemin, ou nommez un autre dossier.',
    en:
      `The data folder ${folder} (VIGIE_DATA_DIR) cannot be made: its disk is read-only or gone, or a part of its path is a broken ` +
      'link. Check the path, or name another folder.',
  }),
  no_links: (folder) => ({
    fr: `Le disque du dossier de données ${folder} (VIGIE_DATA_DIR) ne sait pas verrouiller de fichiers (il n’a pas de liens physiques). Nommez un dossier sur un disque local.`,
    en: `The disk of the data folder ${folder} (VIGIE_DATA_DIR) cannot lock files (it knows no hard links). Name a folder on a local disk.`,
  }),
  damaged: (folder) => ({
    fr:
      `La base dans ${folder}/store (VIGIE_DATA_DIR) est endommagée ou vient d’une autre version de PGlite. Restaurez le ` +
      `dossier depuis une sauvegarde ; sans elle, déplacez-le et redémarrez : ${LOST_WITH_IT.fr}.`,
    en:
      `The store in ${folder}/store (VIGIE_DATA_DIR) is damaged or was made by another version of PGlite. Restore the ` +
      `folder from a backup; without one, move it away and start again: ${LOST_WITH_IT.en}.`,
  }),
} satisfies Record<string, (folder: string) => LocalizedText>;

/** Why the store could not be used. */
export type StoreFailure = keyof typeof POSTGRES | keyof typeof EMBEDDED;

/** The sentence for a failure of PostgreSQL; undefined where only the embedded store can fail so. */
export function postgresSentence(failure: StoreFailure, place: PostgresPlace): LocalizedText | undefined {
  const sentences: Partial<Record<StoreFailure, (place: PostgresPlace) => LocalizedText>> = POSTGRES;
  return sentences[failure]?.(place);
}

/** The sentence for a failure of the embedded store; undefined where only PostgreSQL can fail so. */
export function embeddedSentence(failure: StoreFailure, folder: string): LocalizedText | undefined {
  const sentences: Partial<Record<StoreFailure, (folder: string) => LocalizedText>> = EMBEDDED;
  return sentences[failure]?.(folder);
}
