/**
 * The first release of each line of Grafana that closes the known security holes. A line that is not named gets no patches any more.
 * Source: Grafana's security advisories (https://grafana.com/security/security-advisories), CVE-2026-13720; a new advisory changes
 * these lines alone.
 */
const FIRST_PATCHED: Readonly<Record<string, number>> = { '12.4': 12, '13.0': 10, '13.1': 7, '13.2': 3 };

/**
 * @param version - as Grafana tells it, e.g. `12.4.3+security-02`
 * @returns undefined where it has all known fixes; otherwise the release of its line that has them, or none where no release does
 */
export function missingPatch(version: string): { fixedIn: string | undefined } | undefined {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  const line = `${major}.${minor}`;
  const first = FIRST_PATCHED[line];
  if (first !== undefined) {
    return patch >= first ? undefined : { fixedIn: `${line}.${first}` };
  }
  const known = Object.keys(FIRST_PATCHED).map((each) => each.split('.').map(Number) as [number, number]);
  // A later line came with the fixes.
  const isLater = known.every(
    ([otherMajor, otherMinor]) => major > otherMajor || (major === otherMajor && minor > otherMinor)
  );
  return isLater ? undefined : { fixedIn: undefined };
}
