import type { LocalizedText } from '../../../src/domain/tickets/labels.ts';
import type { Plan } from '../../../src/grafana/plan/change.ts';

/** Makes what is planned, in its order. */
export async function apply({ changes }: Plan): Promise<void> {
  for (const change of changes) {
    await change.apply();
  }
}

/** Sentences in English, one after the other. */
export function inEnglish(texts: readonly LocalizedText[] = []): string {
  return texts.map(({ en }) => en).join();
}

/** What a plan would do, a line a change. */
export function told({ changes }: Plan): string[] {
  return changes.map(({ action, object }) => `${action} ${object}`);
}
