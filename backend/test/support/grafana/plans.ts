import type { Plan } from '../../../src/grafana/plan/change.ts';

/** Makes what is planned, in its order. */
export async function apply({ changes }: Plan): Promise<void> {
  for (const change of changes) {
    await change.apply();
  }
}

/** What a plan would do, a line a change. */
export function told({ changes }: Plan): string[] {
  return changes.map(({ action, object }) => `${action} ${object}`);
}
