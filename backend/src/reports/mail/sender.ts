/** Who reports come from. */
export interface Sender {
  /** Empty: the address alone. */
  name: string;
  address: string;
}

const NAMED = /^(?<name>[^<>"\r\n]*)<(?<address>[^<>]*)>$/;
const ADDRESS = /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>"]+$/;

/**
 * Reads `Vigie <vigie@example.com>` or `vigie@example.com`.
 *
 * @returns undefined for anything else
 */
export function parseSender(raw: string): Sender | undefined {
  const { name = '', address = raw } = NAMED.exec(raw.trim())?.groups ?? {};
  return ADDRESS.test(address.trim()) ? { name: name.trim(), address: address.trim() } : undefined;
}
