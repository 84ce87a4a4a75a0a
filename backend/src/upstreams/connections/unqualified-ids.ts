import { readRulesFile } from '../../config/rules-file/rules-file.ts';
import { lineOfId } from '../../config/rules-file/sections/tickets/id-lines.ts';
import type { Rules } from '../../domain/rules/rules.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { findUnqualifiedIds, unqualifiedIdText } from '../../domain/tickets/unqualified-ids.ts';
import type { SourceKind } from '../../store/schema.ts';

/**
 * Sentences about the ids of the rules that need their connection once these accounts are connected, with their lines.
 * @param rulesFile `VIGIE_RULES`; a file that cannot be read costs the lines only
 */
export async function explainUnqualifiedIds(
  rules: Pick<Rules, 'clients' | 'queues'>,
  rulesFile: string | undefined,
  connected: readonly { name: string; kind: SourceKind }[]
): Promise<LocalizedText[]> {
  const found = findUnqualifiedIds(rules, connected);
  if (found.length === 0) {
    return [];
  }
  const file = await readRulesFile(rulesFile).catch(() => undefined);
  return found.map((one) => {
    return unqualifiedIdText(one, file && lineOfId(file.content, one.place));
  });
}
