/**
 * Files that take a minute and more. They begin first, the longest at the head: what begins last would run alone, with a
 * processor idle.
 */
export const SLOW_FILES: readonly string[] = [
  'demo/stopping.integration.test.ts',
  'backend/test/isolation/isolation.http.test.ts',
  'backend/test/reports/killed.integration.test.ts',
  'backend/test/isolation/isolation-self-test.integration.test.ts',
  'backend/test/store/store-failures.integration.test.ts',
  'tests/runner/stopping.integration.test.ts',
];

/** @returns the files, {@link SLOW_FILES} first, the others in their order */
export function slowFirst(files: readonly string[]): string[] {
  return [...SLOW_FILES.filter((file) => files.includes(file)), ...files.filter((file) => !SLOW_FILES.includes(file))];
}
