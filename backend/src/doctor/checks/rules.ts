import { isDeepStrictEqual } from 'node:util';

import { RulesError } from '../../config/rules-file/problems.ts';
import { parseRules, readRulesFile, UnreadableRulesError } from '../../config/rules-file/rules-file.ts';
import { formatDuration } from '../../domain/clock/duration.ts';
import { type ClientRule, DEFAULT_RULES, type QueueRule, type Rules } from '../../domain/rules/rules.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { explainUnqualifiedIds } from '../../upstreams/connections/unqualified-ids.ts';
import { type Check, failed, ok, warning } from '../check.ts';
import { RULES_TEXTS as TEXTS } from '../texts/rules.ts';

const PART = 'rules';

/**
 * Reads the rules file as the server would at its next start, and tells what the rules in force resolve to.
 * @param rules those in force; absent: those of the file are
 */
export async function checkRules(rulesFile: string | undefined, rules?: Rules): Promise<Check[]> {
  let file: Awaited<ReturnType<typeof readRulesFile>>;
  try {
    file = await readRulesFile(rulesFile);
  } catch (error) {
    if (error instanceof UnreadableRulesError) {
      return [failed(PART, error.text)];
    }
    throw error;
  }
  if (file === undefined) {
    return [ok(PART, TEXTS.none()), ...resolved(rules ?? DEFAULT_RULES)];
  }
  try {
    const written = parseRules(file.content, file.path);
    const changed = rules !== undefined && !isDeepStrictEqual(written, rules);
    return [
      changed ? warning(PART, TEXTS.changed(file.path), TEXTS.restart()) : ok(PART, TEXTS.right(file.path)),
      ...resolved(rules ?? written),
    ];
  } catch (error) {
    if (error instanceof RulesError) {
      return error.texts.map((text) => failed(PART, TEXTS.wrong(file.path, text), TEXTS.manual()));
    }
    throw error;
  }
}

/** Ids of clients and queues that name no account while several are connected. */
export async function checkUnqualifiedIds(
  rulesFile: string | undefined,
  rules: Rules,
  connected: Parameters<typeof explainUnqualifiedIds>[2]
): Promise<Check[]> {
  const found = await explainUnqualifiedIds(rules, rulesFile, connected);
  return found.map((text) => failed(PART, text, TEXTS.qualify()));
}

function resolved(rules: Rules): Check[] {
  return [...rules.queues.map(checkQueue), ok(PART, TEXTS.clients(rules.clients.map(clientText)))];
}

function checkQueue(queue: QueueRule): Check {
  const text = TEXTS.queue(queue.title, takes(queue), formatDuration(queue.overdueAfter), queue.clock);
  return queue.source === 'atera' && !queue.default && queue.match.length === 0
    ? warning(PART, text, TEXTS.giveMatch(queue.id))
    : ok(PART, text);
}

function takes({ source, match, domain, default: isDefault }: QueueRule): LocalizedText[] {
  if (source === 'odoo') {
    return [TEXTS.leads(domain)];
  }
  return [...(match.length > 0 ? [TEXTS.matching(match.length)] : []), ...(isDefault ? [TEXTS.unmatched()] : [])];
}

function clientText({ name, aliases, ateraCustomerIds, odooPartnerIds }: ClientRule): LocalizedText {
  const known = [
    ...aliases.map((alias) => `"${alias}"`),
    ...ateraCustomerIds.map(({ connection, id }) => `Atera ${connection === null ? '' : `${connection}/`}${id}`),
    ...odooPartnerIds.map(({ connection, id }) => `Odoo ${connection === null ? '' : `${connection}/`}${id}`),
  ];
  return TEXTS.client(name, known);
}
