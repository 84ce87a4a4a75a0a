import { WrongValue } from '../../domain/wrong-value.ts';

/** How a mail server is reached. */
export interface SmtpServer {
  host: string;
  port: number;
  /** `smtps:`: encrypted from the first byte on. */
  secure: boolean;
  /** On a plain connection: encrypt it before anything else, or leave it as it is; `offered`: if the server can. */
  startTls: 'required' | 'offered' | 'never';
  auth: { user: string; pass: string } | undefined;
  /** Path of a file with the authorities that vouch for the server, beside those that Node.js knows. */
  caFile: string | undefined;
}

const PORTS = { 'smtp:': 587, 'smtps:': 465 };
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Reads `SMTP_URL`: `smtp://user:password@host:587?tls=required&ca=/path/ca.pem`.
 *
 * @throws {WrongValue} saying what it must be; never with a part of it
 */
export function parseSmtpUrl(raw: string): SmtpServer {
  const url = URL.parse(raw);
  const port = url === null ? undefined : PORTS[url.protocol as keyof typeof PORTS];
  if (url === null || port === undefined || url.hostname === '' || !['', '/'].includes(url.pathname)) {
    throw new WrongValue({
      fr: 'doit être smtp://utilisateur:motdepasse@hôte:587 ou smtps://utilisateur:motdepasse@hôte:465',
      en: 'must be smtp://user:password@host:587 or smtps://user:password@host:465',
    });
  }
  const secure = url.protocol === 'smtps:';
  const auth = authOf(url);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? port : Number(url.port),
    secure,
    auth,
    ...optionsOf(url, { secure, secret: auth !== undefined && !LOOPBACK.includes(url.hostname) }),
  };
}

function authOf({ username, password }: URL): SmtpServer['auth'] {
  if ((username === '') !== (password === '')) {
    throw new WrongValue({
      fr: 'doit avoir un utilisateur et un mot de passe, ou aucun des deux',
      en: 'must have both a user and a password, or neither',
    });
  }
  try {
    return username === '' ? undefined : { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  } catch (error) {
    throw new WrongValue(
      {
        fr: 'doit avoir son utilisateur et son mot de passe encodés : % en %25, @ en %40',
        en: 'must have its user and password percent-encoded: % as %25, @ as %40',
      },
      { cause: error }
    );
  }
}

/** @param secret - a password would go over the network */
function optionsOf(
  { searchParams }: URL,
  { secure, secret }: { secure: boolean; secret: boolean }
): Pick<SmtpServer, 'startTls' | 'caFile'> {
  const unknown = [...searchParams.keys()].find((key) => key !== 'tls' && key !== 'ca');
  const tls = searchParams.get('tls') ?? (secret ? 'required' : 'offered');
  if (unknown !== undefined || !isStartTls(tls) || (secure && searchParams.has('tls'))) {
    throw new WrongValue({
      fr: 'peut avoir les options tls=required, tls=offered ou tls=never (avec smtp:// seulement), et ca=FICHIER',
      en: 'may have the options tls=required, tls=offered or tls=never (with smtp:// only), and ca=FILE',
    });
  }
  return { startTls: tls, caFile: searchParams.get('ca') ?? undefined };
}

const isStartTls = (word: string): word is SmtpServer['startTls'] => ['required', 'offered', 'never'].includes(word);
