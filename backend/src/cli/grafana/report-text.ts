import { printable } from '../../domain/text/printable.ts';
import type { Language, LocalizedText } from '../../domain/tickets/labels.ts';
import { changeText } from '../../grafana/plan/change.ts';
import type { GrafanaReport, Remark } from './report.ts';

const COLON: LocalizedText = { fr: ' : ', en: ': ' };

const WORDS = {
  failed: { fr: 'échec :', en: 'failed:' },
  note: { fr: 'note :', en: 'note:' },
  unwanted: {
    fr: 'Plus demandées (retirées par --prune seulement) :',
    en: 'No longer wanted (removed by --prune only):',
  },
  neverMade: { fr: 'jamais créée', en: 'never made' },
  screens: { fr: 'Écrans de bureau :', en: 'Office screens:' },
  signOn: {
    fr: 'Authentification unique, dans grafana.ini, selon votre fournisseur d’identité :',
    en: 'Single sign-on, in grafana.ini of the provider that you have:',
  },
} satisfies Record<string, LocalizedText>;

/** The report for people: what belongs to an organisation stands under its name. */
export function reportLines(report: GrafanaReport, language: Language): string[] {
  const { changes, notes, problems, failures, unwanted, kiosk, singleSignOn } = report;
  const groups = new Map<string | null, string[]>();
  const add = (org: string | null, line: string): void =>
    void groups.set(org, [...(groups.get(org) ?? []), `  ${printable(line)}`]);
  changes.forEach((change) =>
    add(change.org, `${changeText(change)[language]}${COLON[language]}${change.detail[language]}`)
  );
  const remarks = (sign: string, list: readonly Remark[]): void =>
    list.forEach(({ org, text }) => add(org, `${sign} ${text[language]}`));
  remarks(WORDS.failed[language], failures);
  remarks('!', problems);
  remarks(WORDS.note[language], notes);
  const general = groups.get(null) ?? [];
  groups.delete(null);
  return [
    ...general,
    ...[...groups].flatMap(([org, lines]) => [printable(org ?? ''), ...lines]),
    ...(unwanted.length === 0 ? [] : [WORDS.unwanted[language]]),
    ...unwanted.map(({ org, orgId }) => `  ${printable(org)} (organisation ${orgId ?? WORDS.neverMade[language]})`),
    WORDS.screens[language],
    ...kiosk.map(({ org, mode, page, url }) => `  ${printable(org)}, mode ${mode} (${page})  ${url}`),
    ...(singleSignOn === null ? [] : signOnLines(singleSignOn, language)),
  ];
}

/** As `grafana.ini` takes them, for each kind of identity provider. */
function signOnLines({ providers }: NonNullable<GrafanaReport['singleSignOn']>, language: Language): string[] {
  return [
    WORDS.signOn[language],
    ...providers.flatMap(({ name, section, remark, settings }) => [
      `  # ${name}${COLON[language]}${remark[language]}`,
      `  [${section}]`,
      ...Object.entries(settings).map(([key, value]) => `  ${key} = ${value}`),
    ]),
  ];
}
