/** The proxy that a request goes through. */
export interface ProxyInUse {
  /** The environment variable that names it. */
  variable: string;
  /** Scheme, host and port: never the credentials. */
  address: string;
}

/**
 * The proxy that the environment names for an address, as undici's `EnvHttpProxyAgent` chooses it, but for `NO_PROXY`:
 * lower case before upper case, and `HTTP_PROXY` for https:// as well where there is no `HTTPS_PROXY`.
 * Source: https://undici.nodejs.org/#/docs/api/EnvHttpProxyAgent
 */
export function proxyFor(protocol: string, env: NodeJS.ProcessEnv = process.env): ProxyInUse | undefined {
  const names = ['http_proxy', 'HTTP_PROXY'];
  const variable =
    (protocol === 'https:' ? given(['https_proxy', 'HTTPS_PROXY'], env) : undefined) ?? given(names, env);
  if (variable === undefined) {
    return undefined;
  }
  return { variable, address: URL.parse(env[variable] ?? '')?.origin ?? '' };
}

/** The first name that is set decides, be it empty: that is how a proxy is switched off. */
function given(names: readonly string[], env: NodeJS.ProcessEnv): string | undefined {
  const name = names.find((each) => env[each] !== undefined);
  return name !== undefined && env[name] ? name : undefined;
}
