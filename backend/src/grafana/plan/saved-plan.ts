import { createHash } from 'node:crypto';

import { Type } from 'typebox';
import { Compile } from 'typebox/compile';

import { LocalizedError } from '../../domain/localized-error.ts';
import type { Language, LocalizedText } from '../../domain/tickets/labels.ts';
import { VERSION } from '../../main/version.ts';
import type { OrgReport } from '../run.ts';
import { changeText } from './change.ts';
import { OBJECT_PATTERN, type ObjectName } from './objects.ts';
import type { Decisions } from './pairing.ts';

/** The form of the file; another one is another version. */
const FORM = 1;

/** How a file begins that is a plan, whatever its version. */
const Heading = Compile(Type.Object({ kind: Type.Literal('vigie-grafana-plan'), form: Type.Integer() }));

const Body = Type.Object({
  kind: Type.Literal('vigie-grafana-plan'),
  form: Type.Literal(FORM),
  /** Of Vigie: what it generates is part of what a plan makes. */
  version: Type.String(),
  madeAt: Type.String({ format: 'date-time' }),
  grafana: Type.Object({ url: Type.String(), version: Type.String() }),
  options: Type.Object({
    adopt: Type.Array(Type.String()),
    forget: Type.Boolean(),
    rotate: Type.Boolean(),
    prune: Type.Boolean(),
  }),
  changes: Type.Array(
    Type.Object({
      org: Type.String(),
      action: Type.Enum(['create', 'update', 'rename', 'remove']),
      object: Type.Unsafe<ObjectName>(Type.String({ pattern: OBJECT_PATTERN })),
      /** In English. */
      detail: Type.String(),
      /** SHA-256 of what the change follows from. */
      basis: Type.String(),
    })
  ),
});

const File = Compile(Type.Object({ ...Body.properties, checksum: Type.String() }));

/** What `vigie grafana plan --out` writes: all that was to do on a Grafana, and hashes of what that was worked out from. No secret. */
export type SavedPlan = Type.Static<typeof Body>;

/** What decides over a plan besides the rules and the counters. */
export type PlanOptions = Omit<Decisions, 'adopt'> & { adopt: string[]; rotate: boolean; prune: boolean };

/** Why a file cannot be applied, and what to do, in a sentence. */
export class SavedPlanError extends LocalizedError {
  override readonly name = 'SavedPlanError';
}

/** The plan of these reports, of now. */
export function savedPlan(
  reports: readonly OrgReport[],
  { grafana, options, now }: { grafana: SavedPlan['grafana']; options: PlanOptions; now: Date }
): SavedPlan {
  return {
    kind: 'vigie-grafana-plan',
    form: FORM,
    version: VERSION,
    madeAt: now.toISOString(),
    grafana,
    options,
    changes: reports.flatMap(({ changes }) =>
      changes.map(({ org, action, object, detail, basis }) => ({
        org,
        action,
        object,
        detail: detail.en,
        basis: hashOf(basis),
      }))
    ),
  };
}

/** The text of the file. */
export function formatPlan(plan: SavedPlan): string {
  return `${JSON.stringify({ ...plan, checksum: hashOf(plan) }, undefined, 2)}\n`;
}

/**
 * @param name of the file, for the error
 * @throws {SavedPlanError} for what is no plan, was changed since it was written, or is of another version
 */
export function parsePlan(text: string, name: string): SavedPlan {
  const content = parseJson(text);
  if (!Heading.Check(content)) {
    throw new SavedPlanError({
      fr: `${name} n’est pas un plan de « vigie grafana plan --out », ou est abîmé : refaites-en un.`,
      en: `${name} is not a plan of "vigie grafana plan --out", or is damaged: make a new one.`,
    });
  }
  if (content.form !== FORM) {
    throw new SavedPlanError({
      fr: `${name} vient d’une autre version de Vigie (forme ${content.form}) : refaites-en un.`,
      en: `${name} was made by another version of Vigie (form ${content.form}): make a new one.`,
    });
  }
  const { checksum, ...plan } = File.Check(content) ? content : refuseDamaged(name);
  if (checksum !== hashOf(plan)) {
    refuseDamaged(name);
  }
  if (plan.version !== VERSION) {
    throw new SavedPlanError({
      fr: `${name} vient de Vigie ${plan.version}, celle-ci est ${VERSION} : refaites-en un.`,
      en: `${name} was made by Vigie ${plan.version}, this is ${VERSION}: make a new one.`,
    });
  }
  return plan;
}

function refuseDamaged(name: string): never {
  throw new SavedPlanError({
    fr: `${name} a été abîmé ou modifié depuis qu’il a été écrit : refaites-en un.`,
    en: `${name} was damaged or edited after it was written: make a new one.`,
  });
}

/**
 * Makes sure that a plan is for the Grafana at this address.
 * @throws {SavedPlanError} for another one
 */
export function assertIsFor({ grafana }: SavedPlan, url: string): void {
  if (grafana.url !== url) {
    throw new SavedPlanError({
      fr: `Le plan est pour le Grafana de ${grafana.url}, et GRAFANA_URL vaut ${url}.`,
      en: `The plan is for the Grafana at ${grafana.url}, and GRAFANA_URL is ${url}.`,
    });
  }
}

/** Differences that a refusal names. */
const NAMED = 5;

/**
 * Makes sure that what was to do when the plan was made is what there is to do now.
 * @throws {SavedPlanError} which names what differs
 */
export function assertHolds(saved: SavedPlan, current: SavedPlan): void {
  const differing = [...whatDiffers(saved, current)];
  if (differing.length > 0) {
    const named = (language: Language) =>
      differing
        .slice(0, NAMED)
        .map((text) => text[language])
        .join(language === 'fr' ? ' ; ' : '; ');
    const others = differing.length - NAMED;
    throw new SavedPlanError({
      fr: `Le plan du ${saved.madeAt} ne vaut plus, rien n’a été fait. Changé depuis : ${named('fr')}${others > 0 ? ` ; et ${others} autres` : ''}. Refaites-en un.`,
      en: `The plan of ${saved.madeAt} no longer holds, nothing was done. Changed since: ${named('en')}${others > 0 ? `; and ${others} more` : ''}. Make a new one.`,
    });
  }
}

function* whatDiffers(saved: SavedPlan, current: SavedPlan): Generator<LocalizedText> {
  if (saved.grafana.version !== current.grafana.version) {
    const [was, is] = [saved.grafana.version, current.grafana.version];
    yield { fr: `Grafana ${was} est en ${is}`, en: `Grafana ${was} is ${is}` };
  }
  const planned = new Map(saved.changes.map((change) => [nameOf(change), change]));
  for (const change of current.changes) {
    const before = planned.get(nameOf(change));
    planned.delete(nameOf(change));
    if (before === undefined) {
      yield told(change, { fr: 'n’était pas à faire', en: 'was not to do' });
    } else if (before.basis !== change.basis || before.detail !== change.detail) {
      yield told(change, { fr: 'diffère', en: 'differs' });
    }
  }
  for (const change of planned.values()) {
    yield told(change, { fr: 'n’est plus à faire', en: 'no longer to do' });
  }
}

type SavedChange = SavedPlan['changes'][number];

/** By what a change is known again. */
function nameOf({ org, action, object }: SavedChange): string {
  return JSON.stringify([org, action, object]);
}

function told(change: SavedChange, what: LocalizedText): LocalizedText {
  const { fr, en } = changeText(change);
  return { fr: `${fr} de « ${change.org} » (${what.fr})`, en: `${en} of "${change.org}" (${what.en})` };
}

/** @returns undefined for what is no JSON */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** SHA-256 of a value as JSON, whatever the order of its keys. */
function hashOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value, sortedKeys) ?? '')
    .digest('hex');
}

function sortedKeys(_key: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
}
