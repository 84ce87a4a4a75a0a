/**
 * Whether everything in `wanted` stands in `actual`, which may have more: Grafana adds ids, dates and defaults to what it
 * was given, and may leave out what was given as `null`. Lists have to be as long as each other.
 */
export function holds(actual: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(actual) &&
      actual.length === wanted.length &&
      wanted.every((each, index) => holds(actual[index], each))
    );
  }
  if (typeof wanted === 'object' && wanted !== null) {
    return (
      typeof actual === 'object' &&
      actual !== null &&
      Object.entries(wanted).every(([name, value]) => holds((actual as Record<string, unknown>)[name], value))
    );
  }
  return actual === wanted || (wanted === null && actual === undefined);
}
