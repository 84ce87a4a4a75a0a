import { printable } from '../../domain/text/printable.ts';
import type { GrafanaReport, Remark } from './report.ts';

/** The report for people: what belongs to an organisation stands under its name. */
export function reportLines(report: GrafanaReport): string[] {
  const { changes, notes, problems, failures, unwanted, kiosk, singleSignOn } = report;
  const groups = new Map<string | null, string[]>();
  const add = (org: string | null, line: string): void =>
    void groups.set(org, [...(groups.get(org) ?? []), `  ${printable(line)}`]);
  changes.forEach(({ org, action, object, detail }) => add(org, `${action} ${object}: ${detail}`));
  const remarks = (sign: string, list: readonly Remark[]): void =>
    list.forEach(({ org, text }) => add(org, `${sign} ${text}`));
  remarks('failed:', failures);
  remarks('!', problems);
  remarks('note:', notes);
  const general = groups.get(null) ?? [];
  groups.delete(null);
  return [
    ...general,
    ...[...groups].flatMap(([org, lines]) => [printable(org ?? ''), ...lines]),
    ...(unwanted.length === 0 ? [] : ['No longer wanted (removed by --prune only):']),
    ...unwanted.map(({ org, orgId }) => `  ${printable(org)} (organisation ${orgId ?? 'never made'})`),
    'Office screens:',
    ...kiosk.map(({ org, mode, page, url }) => `  ${printable(org)}, mode ${mode} (${page})  ${url}`),
    ...(singleSignOn === null ? [] : signOnLines(singleSignOn)),
  ];
}

/** As `grafana.ini` takes them, for each kind of identity provider. */
function signOnLines({ providers }: NonNullable<GrafanaReport['singleSignOn']>): string[] {
  return [
    'Single sign-on, in grafana.ini of the provider that you have:',
    ...providers.flatMap(({ name, section, remark, settings }) => [
      `  # ${name}: ${remark}`,
      `  [${section}]`,
      ...Object.entries(settings).map(([key, value]) => `  ${key} = ${value}`),
    ]),
  ];
}
