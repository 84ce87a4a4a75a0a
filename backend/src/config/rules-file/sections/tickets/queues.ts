import Type from 'typebox';

import { queueOf, type QueueRule } from '../../../../domain/rules/rules.ts';
import { mapping, type Path, text } from '../../../../schemas/types.ts';
import type { Problems } from '../../problems.ts';
import { duration } from '../../scalars.ts';
import { checkUnique } from '../../unique-items.ts';
import { checkVolume, volumeOverride } from '../volume.ts';
import { matchLine } from './match.ts';
import { odooDomain } from './odoo-domain.ts';

const queueId = Type.String({
  pattern: '^[a-z0-9][a-z0-9-]{0,39}$',
  expected: {
    fr: 'un nom court de minuscules, de chiffres et de tirets, tel que support',
    en: 'a short name of lower-case letters, digits and hyphens, such as support',
  },
});

/** As `res.lang` of Odoo codes them: language, country or area, perhaps a variant. */
const odooLanguage = Type.String({
  pattern: '^[a-z]{2,3}(_[A-Z0-9]{2,4})?(@[a-z]+)?$',
  expected: { fr: 'un code de langue d’Odoo tel que fr_FR', en: 'a language code of Odoo such as fr_FR' },
});

const queueRule = Type.Decode(
  mapping({
    id: queueId,
    title: text,
    source: Type.Enum(['atera', 'odoo']),
    overdueAfter: duration,
    clock: Type.Optional(Type.Enum(['calendar', 'business'])),
    default: Type.Optional(Type.Boolean()),
    match: Type.Optional(Type.Array(matchLine)),
    domain: Type.Optional(odooDomain),
    language: Type.Optional(odooLanguage),
    volume: Type.Optional(volumeOverride),
  }),
  (given): QueueRule => queueOf(given)
);

/** The parts of the clients page. */
export const queueList = Type.Array(queueRule, {
  minItems: 1,
  empty: { fr: 'doit contenir au moins un pôle', en: 'must hold at least one queue' },
});

export function checkQueues(queues: readonly QueueRule[], path: Path, problems: Problems): void {
  for (const [index, queue] of queues.entries()) {
    checkSource(queue, [...path, index], problems);
    checkVolume(queue.volume, [...path, index, 'volume'], problems);
  }
  checkUnique(queues, path, problems, { fr: 'l’identifiant', en: 'the id' }, ({ id }) => id);
  checkDefault(queues, path, problems);
  for (const index of positions(queues, ({ source }) => source === 'odoo').slice(1)) {
    problems.add([...path, index, 'source'], {
      fr: 'un seul pôle Odoo est possible : élargissez plutôt son domaine',
      en: 'there is one Odoo queue at most: widen its domain instead',
    });
  }
}

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

function checkDefault(queues: readonly QueueRule[], path: Path, problems: Problems): void {
  const atera = positions(queues, ({ source }) => source === 'atera');
  const defaults = atera.filter((index) => queues[index]?.default === true);
  // A queue that is wrong may have been the default one.
  if (defaults.length === 0 && atera.length > 0 && !problems.hasAny(path)) {
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
}

function positions(queues: readonly QueueRule[], holds: (queue: QueueRule) => boolean): number[] {
  return [...queues.entries()].flatMap(([index, queue]) => (holds(queue) ? [index] : []));
}
