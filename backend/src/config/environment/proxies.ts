import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { passwordOf } from './password-of.ts';

/** The names that name a proxy; the lower-case ones win, as everywhere. */
const PROXIES = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY'] as const;

/** What is wrong with the proxies of the environment, one line each, without their credentials. */
export function wrongProxies(env: NodeJS.ProcessEnv): LocalizedText[] {
  return PROXIES.filter((name) => env[name] && !isProxy(env[name])).map((name) => ({
    fr: `${name} doit être l’adresse http:// ou https:// d’un proxy, p. ex. http://proxy.example.com:3128`,
    en: `${name} must be the http:// or https:// address of a proxy, e.g. http://proxy.example.com:3128`,
  }));
}

/** What the log must not show of them. */
export function proxySecrets(env: NodeJS.ProcessEnv): string[] {
  return PROXIES.flatMap((name) => passwordOf(env[name] ?? ''));
}

function isProxy(raw: string): boolean {
  return ['http:', 'https:'].includes(URL.parse(raw)?.protocol ?? '');
}
