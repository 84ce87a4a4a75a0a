/** The password inside an address, as written and decoded: drivers repeat either in their errors. */
export function passwordOf(raw: string): string[] {
  const password = URL.parse(raw)?.password;
  if (!password) {
    return [];
  }
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password];
  }
}
