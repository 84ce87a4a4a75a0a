import type { QueueRule, VolumeThresholds } from '../../../domain/rules/rules.ts';
import {
  checked,
  flag,
  list,
  type ListCheck,
  mapping,
  optional,
  type Parser,
  required,
  scalar,
  text,
  unique,
  word,
} from '../parsers.ts';
import type { Path, Problems } from '../problems.ts';
import { duration } from '../scalars.ts';
import { matchLine } from './match.ts';
import { odooDomain } from './odoo-domain.ts';
import { volumeOverride } from './volume.ts';

const queueId = scalar(
  {
    fr: 'un nom court de minuscules, de chiffres et de tirets, tel que support',
    en: 'a short name of lower-case letters, digits and hyphens, such as support',
  },
  (value) => (typeof value === 'string' && /^[a-z0-9][a-z0-9-]{0,39}$/.test(value) ? value : undefined)
);

/** As `res.lang` of Odoo codes them: language, country or area, perhaps a variant. */
const odooLanguage = scalar(
  { fr: 'un code de langue d’Odoo tel que fr_FR', en: 'a language code of Odoo such as fr_FR' },
  (value) => (typeof value === 'string' && /^[a-z]{2,3}(_[A-Z0-9]{2,4})?(@[a-z]+)?$/.test(value) ? value : undefined)
);

/** One part of the clients page. */
const queueRule: Parser<QueueRule> = checked(
  mapping({
    id: required(queueId),
    title: required(text),
    source: required(word('atera', 'odoo')),
    overdueAfter: required(duration),
    clock: optional(word('calendar', 'business'), 'calendar'),
    default: optional(flag, false),
    match: optional(list(matchLine), []),
    domain: optional(odooDomain, []),
    language: optional<string | null>(odooLanguage, null),
    volume: optional<VolumeThresholds | null>(volumeOverride, null),
  }),
  checkSource
);

function checkSource(queue: QueueRule, path: Path, problems: Problems): void {
  const misplaced =
    queue.source === 'odoo'
      ? { default: queue.default, match: queue.match.length > 0 }
      : { domain: queue.domain.length > 0, language: queue.language !== null };
  for (const [key, isGiven] of Object.entries(misplaced)) {
    if (isGiven) {
      problems.add(
        [...path, key],
        {
          fr: `n’a pas sa place dans un pôle dont la source est ${queue.source}`,
          en: `does not belong to a queue with the source ${queue.source}`,
        },
        'key'
      );
    }
  }
}

const checkTogether: ListCheck<QueueRule> = (queues, path, problems) => {
  unique<QueueRule>({ fr: 'l’identifiant', en: 'the id' }, ({ id }) => id)(queues, path, problems);
  if (queues.length === 0) {
    problems.add(path, { fr: 'doit contenir au moins un pôle', en: 'must hold at least one queue' });
  }
  const atera = positions(queues, ({ source }) => source === 'atera');
  const defaults = atera.filter((index) => queues[index]?.default === true);
  // A queue that is wrong may have been the default one.
  if (defaults.length === 0 && atera.length > 0 && !queues.includes(undefined)) {
    problems.add(path, {
      fr: 'l’un des pôles Atera doit porter « default: true » : il prend les tickets qu’aucune règle ne désigne',
      en: 'one of the Atera queues must have "default: true": it takes the tickets that no rule matches',
    });
  }
  for (const index of defaults.slice(1)) {
    const line = problems.lineOf([...path, defaults[0] as number]);
    problems.add([...path, index, 'default'], {
      fr: `le pôle de la ligne ${line} est déjà celui par défaut`,
      en: `the queue on line ${line} is the default one already`,
    });
  }
  for (const index of positions(queues, ({ source }) => source === 'odoo').slice(1)) {
    problems.add([...path, index, 'source'], {
      fr: 'un seul pôle Odoo est possible : élargissez plutôt son domaine',
      en: 'there is one Odoo queue at most: widen its domain instead',
    });
  }
};

function positions(queues: readonly (QueueRule | undefined)[], holds: (queue: QueueRule) => boolean): number[] {
  return [...queues.entries()].flatMap(([index, queue]) => (queue !== undefined && holds(queue) ? [index] : []));
}

/** The parts of the clients page. */
export const queueList: Parser<QueueRule[]> = list(queueRule, checkTogether);
