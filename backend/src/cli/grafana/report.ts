import type { LocalizedText } from '../../domain/tickets/labels.ts';
import type { OnboardingResult } from '../../grafana/onboard.ts';
import type { Difference } from '../../grafana/plan/change.ts';
import type { Recognised } from '../../grafana/plan/recognise.ts';
import { MAIN_ORG_ID } from '../../grafana/resources/main-org.ts';
import { type KioskLink, kioskLinks } from '../../grafana/resources/screens.ts';
import { type SingleSignOn, singleSignOn } from '../../grafana/single-sign-on/settings.ts';
import type { Enterprises } from '../../grafana/wanted/enterprises.ts';
import type { GrafanaOrgKind } from '../../store/settings/grafana-orgs.ts';
import { explainError } from '../terminal/describe-error.ts';

/** What `vigie grafana … --json` prints; programs rely on it (docs/onboarding.md). */
export interface GrafanaReport {
  grafana: { url: string; version: string };
  /** To do, or done by `apply`. */
  changes: Omit<Difference, 'basis'>[];
  /** What people should know. */
  notes: Remark[];
  /** What stands in the way of a complete result. */
  problems: Remark[];
  /** Organisations whose work broke off. */
  failures: Remark[];
  /** Organisations that Vigie made and nobody wants any more. */
  unwanted: { kind: GrafanaOrgKind; key: string; org: string; orgId: number | null; state: Recognised['state'] }[];
  /** What office screens open, by the address that browsers know. */
  kiosk: (KioskLink & { org: string })[];
  /** What brings groups of an identity provider to their enterprises; null where the rules name none. */
  singleSignOn: Omit<SingleSignOn, 'notes'> | null;
}

/** A sentence, and the organisation that it is about; null: all of them. */
export interface Remark {
  org: string | null;
  text: LocalizedText;
}

export function grafanaReport(
  { reports, unwanted, problems, bound }: OnboardingResult,
  { publicUrl, ...grafana }: GrafanaReport['grafana'] & { publicUrl: string },
  enterprises: Enterprises
): GrafanaReport {
  const [main] = reports;
  const general = (texts: readonly (LocalizedText | undefined)[]): Remark[] =>
    texts.flatMap((text) => (text === undefined ? [] : { org: null, text }));
  const screens = bound.flatMap(({ wanted, org }) =>
    wanted.playlist && org ? kioskLinks(publicUrl, org.id).map((link) => ({ org: wanted.name, ...link })) : []
  );
  const signOn = singleSignOn(
    bound.map(({ wanted, org }) => ({ org: wanted.name, orgId: org?.id ?? null, groups: wanted.groups }))
  );
  return {
    grafana,
    changes: reports.flatMap(({ changes }) =>
      changes.map(({ action, object, org, detail }) => ({ action, object, org, detail }))
    ),
    notes: [
      ...general([enterprises.note, ...(signOn?.notes ?? [])]),
      ...reports.flatMap(({ org, notes }) => notes.map((text) => ({ org, text }))),
    ],
    problems: [
      ...general([enterprises.problem, ...problems]),
      ...reports.flatMap((report) => report.problems.map((text) => ({ org: report.org, text }))),
    ],
    failures: reports.flatMap(({ org, failure }) =>
      failure === undefined ? [] : { org, text: explainError(failure) }
    ),
    unwanted: unwanted.map(({ binding: { kind, key, orgName, orgId }, found: { state } }) => ({
      kind,
      key,
      org: orgName,
      orgId,
      state,
    })),
    kiosk: [...screens, ...kioskLinks(publicUrl, MAIN_ORG_ID).map((link) => ({ org: main?.org ?? '', ...link }))],
    singleSignOn: signOn === undefined ? null : { orgMapping: signOn.orgMapping, providers: signOn.providers },
  };
}
