/**
 * The address of a link, if following it opens a web page: http or https, or a path inside of Grafana. Data comes from
 * systems that customers write into, and `javascript:` is an address, too.
 */
export function safeHref(address: unknown): string | undefined {
  if (typeof address !== 'string' || address.trim() === '') {
    return undefined;
  }
  try {
    const { protocol } = new URL(address, document.baseURI);
    return protocol === 'http:' || protocol === 'https:' ? address : undefined;
  } catch {
    return undefined;
  }
}
