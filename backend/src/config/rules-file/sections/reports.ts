import Type from 'typebox';

import { REPORT_FORMATS, REPORT_KINDS, type ReportRule } from '../../../domain/rules/reports-rules.ts';
import type { Rules } from '../../../domain/rules/rules.ts';
import { fold } from '../../../domain/text/text.ts';
import { examined, type Flaw, mapping, nonEmpty, type Path, text } from '../../../schemas/types.ts';
import type { Problems } from '../problems.ts';
import { cronFlaws, timezone } from '../scalars.ts';
import { checkUnique } from '../unique-items.ts';
import { email, language } from './grafana.ts';

/** Longer names do not fit into a subject and a list. */
const LONGEST_NAME = 60;

const name = examined(text, (value): Flaw[] => {
  const flaw = {
    fr: `doit avoir ${LONGEST_NAME} caractères au plus, sans espaces aux bords`,
    en: `must have at most ${LONGEST_NAME} characters, without spaces at its ends`,
  };
  return value.length > LONGEST_NAME || value !== value.trim() ? [flaw] : [];
});

const EMPTY = {
  fr: 'est vide : nommez au moins une valeur, ou retirez la clé',
  en: 'has nothing in it: name a value, or remove the key',
};

const report = Type.Decode(
  mapping({
    name,
    kind: Type.Enum(REPORT_KINDS),
    enterprises: Type.Optional(Type.Union([nonEmpty(text, EMPTY), Type.Literal('*')])),
    schedule: examined(text, cronFlaws),
    timezone: Type.Optional(timezone),
    language: Type.Optional(language),
    recipients: Type.Optional(nonEmpty(email, EMPTY)),
    formats: Type.Optional(nonEmpty(Type.Enum(REPORT_FORMATS), EMPTY)),
  }),
  (given): ReportRule => ({
    enterprises: '*',
    timezone: null,
    language: null,
    recipients: null,
    formats: [...REPORT_FORMATS],
    ...given,
  })
);

/** The `reports` section. */
export const reportList = Type.Array(report);

/** Names differ folded: people tell reports apart by them. */
export function checkReports(reports: readonly ReportRule[], path: Path, problems: Problems): void {
  for (const [index, rule] of reports.entries()) {
    checkService(rule, [...path, index], problems);
  }
  checkUnique(reports, path, problems, { fr: 'le nom', en: 'the name' }, (rule) => fold(rule.name));
}

function checkService({ kind, enterprises: named, recipients }: ReportRule, path: Path, problems: Problems): void {
  if (kind === 'service' && named !== '*') {
    problems.add([...path, 'enterprises'], {
      fr: 'n’a de sens que pour le genre enterprise',
      en: 'makes sense for the kind enterprise only',
    });
  }
  if (kind === 'service' && recipients === null && !problems.hasAny([...path, 'recipients'])) {
    problems.add(path, {
      fr: 'la clé « recipients » manque : un rapport de service n’a pas d’entreprise dont il pourrait prendre les adresses',
      en: 'the key "recipients" is missing: a service report has no enterprise whose addresses it could take',
    });
  }
}

/** A report that nobody would ever get is a slip of the pen. Only looked for when all else is right: its addresses may be what is wrong. */
export function checkRecipients({ reports, grafana: { tenants } }: Rules, problems: Problems): void {
  if (!problems.isEmpty) {
    return;
  }
  for (const [index, { kind, enterprises: named, recipients }] of reports.entries()) {
    if (kind !== 'enterprise' || recipients !== null) {
      continue;
    }
    const withAddresses = (tenants === 'auto' ? [] : tenants).filter((tenant) => tenant.recipients.length > 0);
    const without =
      named === '*'
        ? []
        : named.filter((enterprise) => !withAddresses.some((tenant) => tenant.enterprise === enterprise));
    if (withAddresses.length === 0 || without.length > 0) {
      const of = without.length > 0 ? without.map((each) => `"${each}"`).join(', ') : '"*"';
      problems.add(['reports', index], {
        fr: `personne ne recevrait ce rapport (${of}) : donnez-lui recipients, ou donnez-en à ces entreprises dans grafana.tenants`,
        en: `nobody would get this report (${of}): give it recipients, or give some to these enterprises in grafana.tenants`,
      });
    }
  }
}
