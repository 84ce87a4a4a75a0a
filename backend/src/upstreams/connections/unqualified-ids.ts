import { readRulesFile } from '../../config/rules-file/rules-file.ts';
import { lineOfId } from '../../config/rules-file/sections/id-lines.ts';
import type { Rules } from '../../domain/rules/rules.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { findUnqualifiedIds, ID_LISTS, unqualifiedIdText } from '../../domain/tickets/unqualified-ids.ts';
import type { SourceKind } from '../../store/schema.ts';

/**
 * Sentences about the ids of the rules that need their connection once these accounts are connected, with their lines.
 * @param rulesFile `VIGIE_RULES`; a file that cannot be read costs the lines only
 */
export async function explainUnqualifiedIds(
  rules: Pick<Rules, 'clients'>,
  rulesFile: string | undefined,
  connected: readonly { name: string; kind: SourceKind }[]
): Promise<LocalizedText[]> {
  const found = findUnqualifiedIds(rules, connected);
  if (found.length === 0) {
    return [];
  }
  const file = await readRulesFile(rulesFile).catch(() => undefined);
  return found.map((one) => {
    const line = file && lineOfId(file.content, one.client, ID_LISTS[one.kind], one.id);
    return unqualifiedIdText(one, line);
  });
}
