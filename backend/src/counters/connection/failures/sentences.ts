import type { LocalizedText } from '../../../domain/tickets/labels.ts';

const sentence = (fr: string, en: string): LocalizedText => ({ fr, en });

/** What each failure of the counters database means and what to do, after "The counters database". */
export const FAILURE_SENTENCES = {
  unreachable: sentence(
    'ne répond pas ; vérifiez qu’elle tourne et que COUNTERS_URL nomme son hôte et son port',
    'does not answer; check that it runs and that COUNTERS_URL names its host and port'
  ),
  lost: sentence(
    'a coupé la connexion ; la question sera reposée sur une nouvelle',
    'closed the connection; the next question is asked on a new one'
  ),
  out_of_cluster: sentence(
    'n’a ici qu’un nœud Galera séparé de la majorité de sa grappe, ou qui démarre ; vérifiez wsrep_cluster_status, et nommez plusieurs nœuds dans COUNTERS_URL',
    'has only a Galera node here that is cut off from the majority of its cluster, or is starting; check wsrep_cluster_status, and name several nodes in COUNTERS_URL'
  ),
  timeout: sentence(
    'a mis trop longtemps à répondre ; demandez une période plus courte, ou augmentez query-timeout-ms dans COUNTERS_URL',
    'took too long to answer; ask for a shorter range, or raise query-timeout-ms in COUNTERS_URL'
  ),
  slow: sentence('met longtemps à répondre', 'takes long to answer'),
  unconfirmed: sentence(
    'n’a pas confirmé la modification, qui a pu être faite ou le sera peut-être ; relisez le compteur avant de recommencer',
    'did not confirm the change, which may have been made or may still be; read the site again before trying once more'
  ),
  credentials: sentence(
    'a refusé le nom d’utilisateur ou le mot de passe de COUNTERS_URL',
    'refused the user name or the password of COUNTERS_URL'
  ),
  expired: sentence(
    'demande un nouveau mot de passe : celui du compte de COUNTERS_URL a expiré ; changez-le, puis COUNTERS_URL',
    'wants a new password: the one of the account in COUNTERS_URL has expired; change it, then COUNTERS_URL'
  ),
  locked: sentence(
    'a verrouillé le compte de COUNTERS_URL ; déverrouillez-le (ALTER USER … ACCOUNT UNLOCK)',
    'has locked the account of COUNTERS_URL; unlock it (ALTER USER … ACCOUNT UNLOCK)'
  ),
  plugin: sentence(
    'authentifie le compte de COUNTERS_URL d’une façon que Vigie ne connaît pas, telle que ed25519 ; donnez-lui mysql_native_password ou caching_sha2_password',
    'authenticates the account of COUNTERS_URL in a way that Vigie does not know, such as ed25519; give it mysql_native_password or caching_sha2_password'
  ),
  host: sentence(
    'n’accepte pas de connexion depuis cette machine ; autorisez-la pour le compte de COUNTERS_URL (ou FLUSH HOSTS si elle est bloquée)',
    'accepts no connection from this machine; allow it for the account of COUNTERS_URL (or FLUSH HOSTS where it is blocked)'
  ),
  tls_required: sentence(
    'n’accepte que des connexions TLS ; ajoutez ssl-mode=REQUIRED ou VERIFY_IDENTITY à COUNTERS_URL',
    'accepts TLS connections only; add ssl-mode=REQUIRED or VERIFY_IDENTITY to COUNTERS_URL'
  ),
  tls: sentence(
    'et Vigie n’ont pas de TLS en commun : vérifiez ssl-mode et les certificats nommés dans COUNTERS_URL',
    'and Vigie found no common TLS: check ssl-mode and the certificates named in COUNTERS_URL'
  ),
  database: sentence(
    'n’a pas de base du nom donné dans COUNTERS_URL, ou le compte ne peut s’en servir',
    'has no database of the name in COUNTERS_URL, or the user may not use it'
  ),
  busy: sentence(
    'n’a plus de connexion libre ; relevez sa limite, ou baissez pool-size dans COUNTERS_URL',
    'has no connection left; raise its limit, or lower pool-size in COUNTERS_URL'
  ),
  quota: sentence(
    'a atteint une limite posée au compte de COUNTERS_URL (MAX_QUERIES_PER_HOUR et autres) ; relevez-la',
    'reached a limit set on the account of COUNTERS_URL (MAX_QUERIES_PER_HOUR and others); raise it'
  ),
  locked_rows: sentence(
    'a trop à faire au même endroit (verrou ou interblocage) ; recommencez',
    'has too much to do in the same place (a lock or a deadlock); try again'
  ),
  schema: sentence(
    'n’a pas une table ou une colonne que Vigie lit ; comparez-la à sql/counters/mysql.sql',
    'lacks a table or a column that Vigie reads; compare it with sql/counters/mysql.sql'
  ),
  columns: sentence('a des colonnes que Vigie ne peut lire', 'has columns that Vigie cannot read'),
  view: sentence(
    'a une vue qui ne peut être lue : sa définition nomme ce qui n’existe plus, ou son auteur n’en a plus le droit',
    'has a view that cannot be read: its definition names what no longer exists, or its definer may no longer read it'
  ),
  denied: sentence(
    'ne laisse pas le compte de COUNTERS_URL faire cela ; accordez SELECT sur sites et counting, et INSERT, UPDATE sur sites pour écrire',
    'does not let the user of COUNTERS_URL do this; grant SELECT on sites and counting, and INSERT, UPDATE on sites to write'
  ),
  read_only: sentence(
    'n’accepte que des lectures (serveur en lecture seule) ; nommez dans COUNTERS_URL le serveur qui accepte les écritures',
    'takes readings only (a read-only server); name in COUNTERS_URL the server that takes writings'
  ),
  view_not_writable: sentence(
    'a une vue à la place de la table sites, et cette vue ne se modifie pas ; modifiez les compteurs dans la table elle-même',
    'has a view in the place of the table sites, and that view cannot be changed; change the sites in the table itself'
  ),
  full: sentence(
    'n’a plus de place : disque ou table pleine ; libérez de l’espace sur son serveur',
    'has no room left: its disk or table is full; free some space on its server'
  ),
  damaged: sentence(
    'signale une table endommagée ; réparez-la (CHECK TABLE, REPAIR TABLE)',
    'reports a damaged table; repair it (CHECK TABLE, REPAIR TABLE)'
  ),
  value: sentence('ne peut contenir une des valeurs', 'cannot hold one of the values'),
  unknown: sentence(
    'a répondu par une erreur que Vigie ne connaît pas',
    'answered with an error that Vigie does not know'
  ),
} as const satisfies Record<string, LocalizedText>;

/** Why the counters database gave no answer. */
export type CountersFailure = keyof typeof FAILURE_SENTENCES;

/** Follows `credentials` on a connection without TLS, where a server tells an account that requires it the same. */
export const MAYBE_TLS = sentence(
  'un compte qui exige TLS est refusé de même sans lui ; dans ce cas, ajoutez ssl-mode=REQUIRED',
  'an account that requires TLS is refused in the same way without it; in that case add ssl-mode=REQUIRED'
);
