import { serverAddresses } from '../../liveness/server-list.ts';

/** The password inside an address, as written and decoded: drivers repeat either in their errors. Hosts of a list share it. */
export function passwordOf(raw: string): string[] {
  const [address = raw] = serverAddresses(raw);
  const password = URL.parse(address)?.password;
  if (!password) {
    return [];
  }
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password];
  }
}
