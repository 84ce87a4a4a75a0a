import { createEnterpriseNames } from '../../../counters/sites/enterprises.ts';
import { REPORT_KINDS, type ReportKind } from '../../../domain/rules/reports-rules.ts';
import { readSentReports, type SentReport } from '../../../store/reports/sent-reports.ts';
import { ANNOTATION_COLUMNS, ANNOTATION_NOTICES, kindParameter, LANGUAGE_PARAMETER } from '../../annotations.ts';
import { ENTERPRISE_PARAMETER } from '../../counters/counters-dataset.ts';
import { defineDataset, type LocalizedText, type Row } from '../../engine/dataset.ts';
import { limitParameter } from '../../tickets/common.ts';

const KINDS: Record<ReportKind, LocalizedText> = {
  enterprise: { fr: 'Rapports d’entreprise', en: 'Reports of enterprises' },
  service: { fr: 'Rapports de service', en: 'Service reports' },
};

export default defineDataset({
  name: 'reports.annotations',
  title: { fr: 'Annotations des rapports', en: 'Annotations of the reports' },
  description: {
    fr: 'Pour les annotations de Grafana : les rapports envoyés par e-mail sur la période, à l’instant où le serveur de messagerie les a pris. enterprise : ceux des entreprises que l’on peut voir ; service : ceux du service, pour qui voit tous les tickets.',
    en: 'For annotations of Grafana: the reports sent by e-mail over the range, at the instant when the mail server took them. enterprise: those of the enterprises that may be seen; service: service reports, for callers who see all tickets.',
  },
  scopes: ['counters:read', 'tickets:read'],
  origin: 'none',
  usesRange: true,
  usesClock: true,
  parameters: {
    enterprise: ENTERPRISE_PARAMETER,
    kind: kindParameter(REPORT_KINDS, KINDS),
    language: LANGUAGE_PARAMETER,
    limit: limitParameter(500, 2_000),
  },
  columns: ANNOTATION_COLUMNS,
  async read({ db, access, rules, range }, { enterprise: enterprises, kind: kinds = REPORT_KINDS, language, limit }) {
    const names = createEnterpriseNames(rules.counters.enterprises);
    const sent = await readSentReports(db, access, names, { kinds, enterprises, range, limit });
    const rows = sent.rows.toReversed().map((report) => rowOf(report, language));
    return { rows, notices: ANNOTATION_NOTICES.cut(sent.all, rows.length) };
  },
});

function rowOf(
  { report, kind, enterprise, sentAt }: SentReport,
  language: 'fr' | 'en'
): Row<typeof ANNOTATION_COLUMNS> {
  return {
    time: sentAt,
    time_end: null,
    title: language === 'fr' ? `Rapport envoyé : ${report}` : `Report sent: ${report}`,
    text: kind === 'enterprise' ? enterprise : KINDS.service[language],
    tags: `report,${kind}`,
  };
}
