import { REPORT_FORMATS, REPORT_KINDS, type ReportRule } from '../../../domain/rules/reports-rules.ts';
import type { Rules } from '../../../domain/rules/rules.ts';
import { fold } from '../../../domain/text/text.ts';
import { checked, list, mapping, optional, type Parser, required, text, unique, word } from '../parsers.ts';
import type { Path, Problems } from '../problems.ts';
import { cronExpression, timezone } from '../scalars.ts';
import { email, language } from './grafana.ts';

/** Longer names do not fit into a subject and a list. */
const LONGEST_NAME = 60;

const name = checked(text, (value, path, problems) => {
  if (value.length > LONGEST_NAME || value !== value.trim()) {
    problems.add(path, {
      fr: `doit avoir ${LONGEST_NAME} caractères au plus, sans espaces aux bords`,
      en: `must have at most ${LONGEST_NAME} characters, without spaces at its ends`,
    });
  }
});

/** A list that is not empty. */
function some<T>(item: Parser<T>): Parser<T[]> {
  const items = list(item);
  return (value, path, problems) => {
    if (Array.isArray(value) && value.length === 0) {
      problems.add(path, {
        fr: 'est vide : nommez au moins une valeur, ou retirez la clé',
        en: 'has nothing in it: name a value, or remove the key',
      });
    }
    return items(value, path, problems);
  };
}

const enterpriseNames = some(text);
const enterprises: Parser<ReportRule['enterprises']> = (value, path, problems) =>
  value === '*' ? '*' : enterpriseNames(value, path, problems);

const report: Parser<ReportRule> = mapping({
  name: required(name),
  kind: required(word(...REPORT_KINDS)),
  enterprises: optional<ReportRule['enterprises']>(enterprises, '*'),
  schedule: required(cronExpression),
  timezone: optional<ReportRule['timezone']>(timezone, null),
  language: optional<ReportRule['language']>(language, null),
  recipients: optional<ReportRule['recipients']>(some(email), null),
  formats: optional(some(word(...REPORT_FORMATS)), [...REPORT_FORMATS]),
});

/** The `reports` section. Names differ folded: people tell reports apart by them. */
export const reportList: Parser<ReportRule[]> = list(
  checked(report, ({ kind, enterprises: named, recipients }, path, problems) => {
    if (kind === 'service' && named !== '*') {
      problems.add([...path, 'enterprises'], {
        fr: 'n’a de sens que pour le genre enterprise',
        en: 'makes sense for the kind enterprise only',
      });
    }
    if (kind === 'service' && recipients === null) {
      problems.add(path, {
        fr: 'la clé « recipients » manque : un rapport de service n’a pas d’entreprise dont il pourrait prendre les adresses',
        en: 'the key "recipients" is missing: a service report has no enterprise whose addresses it could take',
      });
    }
  }),
  unique({ fr: 'le nom', en: 'the name' }, (rule) => fold(rule.name))
);

/** A report that nobody would ever get is a slip of the pen. Only looked for when all else is right: places are then those of the file. */
export function checkRecipients({ reports, grafana: { tenants } }: Rules, path: Path, problems: Problems): void {
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
      problems.add([...path, 'reports', index], {
        fr: `personne ne recevrait ce rapport (${of}) : donnez-lui recipients, ou donnez-en à ces entreprises dans grafana.tenants`,
        en: `nobody would get this report (${of}): give it recipients, or give some to these enterprises in grafana.tenants`,
      });
    }
  }
}
