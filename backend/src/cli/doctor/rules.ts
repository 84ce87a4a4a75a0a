import type { Environment } from '../../config/environment.ts';
import type { ClientRule, QueueRule, Rules } from '../../config/rules.ts';
import { DEFAULT_RULES } from '../../config/rules.ts';
import { parseRules, readRulesFile } from '../../config/rules-file.ts';
import { describe, RulesError } from '../../config/rules-file/problems.ts';
import { formatDuration } from '../../domain/duration.ts';
import { type Check, failed, ok, warning } from './check.ts';

const PART = 'rules';

/** Reads the rules file as the server would, and tells what it resolves to. */
export async function checkRules({ rulesFile }: Environment): Promise<Check[]> {
  const file = await readRulesFile(rulesFile);
  if (file === undefined) {
    return [ok(PART, 'No vigie.yaml here: the defaults apply.'), ...resolved(DEFAULT_RULES)];
  }
  try {
    const rules = parseRules(file.content, file.path);
    return [ok(PART, `${file.path} is right.`), ...resolved(rules)];
  } catch (error) {
    if (error instanceof RulesError) {
      return error.problems.map((problem) => failed(PART, `${file.path}: ${describe(problem)}`, 'See docs/rules.md.'));
    }
    throw error;
  }
}

function resolved(rules: Rules): Check[] {
  return [
    ...rules.queues.map(checkQueue),
    ok(PART, `Big clients: ${rules.clients.map(clientText).join(', ') || 'none'}.`),
  ];
}

function checkQueue(queue: QueueRule): Check {
  const limit = `overdue after ${formatDuration(queue.overdueAfter)} of the ${queue.clock} clock`;
  const text = `Queue ${queue.title} takes ${takes(queue)}; ${limit}.`;
  return queue.source === 'atera' && !queue.default && queue.match.length === 0
    ? warning(PART, text, `Give the queue "${queue.id}" match rules in vigie.yaml, or remove it.`)
    : ok(PART, text);
}

function takes({ source, match, domain, default: isDefault }: QueueRule): string {
  if (source === 'odoo') {
    return domain.length === 0 ? 'all open leads of Odoo' : `open leads of Odoo with ${JSON.stringify(domain)}`;
  }
  const parts = [
    ...(match.length > 0
      ? [`Atera tickets that match ${match.length === 1 ? 'its line' : `one of ${match.length} lines`}`]
      : []),
    ...(isDefault ? ['Atera tickets that no queue matches'] : []),
  ];
  return parts.join(', and ') || 'no ticket';
}

function clientText({ name, aliases, ateraCustomerIds, odooPartnerIds }: ClientRule): string {
  const known = [
    ...aliases.map((alias) => `"${alias}"`),
    ...ateraCustomerIds.map(({ connection, id }) => `Atera ${connection === null ? '' : `${connection}/`}${id}`),
    ...odooPartnerIds.map(({ connection, id }) => `Odoo ${connection === null ? '' : `${connection}/`}${id}`),
  ];
  return known.length === 0 ? name : `${name} (also ${known.join(', ')})`;
}
