import type { DatasetDescription } from '../../../datasets/engine/catalogue.ts';
import type { Target } from '../world.ts';
import {
  DATASET_NAMES,
  type Effort,
  enterpriseValues,
  parameterValues,
  TIMEZONES,
  unknownParameters,
} from './attacks.ts';

/** A query of a tenant, and what it may answer at most. */
export interface QueryAttack {
  dataset: string;
  params: Record<string, unknown>;
  /**
   * Parameters with which somebody who sees everything gets what the tenant may get: the answer must be that, nothing or an
   * error. `sources`: it may name the counters as a source, and no other. `error`: it must be one.
   */
  allowed: Record<string, unknown> | 'sources' | 'error';
  /** An error would prove nothing: the tenant must see its own. */
  mustAnswer?: boolean;
  timezone?: string;
}

/** Every way to ask the datasets of enterprises for more, and the others for anything. */
export function queryAttacks(datasets: readonly DatasetDescription[], target: Target, effort: Effort): QueryAttack[] {
  return [
    ...datasets.filter(isOfEnterprises).flatMap((dataset) => attacksOn(dataset, target, effort)),
    ...datasets
      .filter((dataset) => !isOfEnterprises(dataset))
      .flatMap(({ name, scopes }): QueryAttack[] =>
        scopes.includes('counters:read')
          ? [{ dataset: name, params: {}, allowed: 'sources', mustAnswer: true }]
          : [refused(name), refused(name, { enterprise: target.own })]
      ),
    ...DATASET_NAMES.map((name) => refused(name)),
  ];
}

/** Datasets whose rows belong to enterprises. */
export const isOfEnterprises = ({ name, parameters }: Pick<DatasetDescription, 'name' | 'parameters'>): boolean =>
  name.startsWith('counters.') || parameters.some(({ limitedBy }) => limitedBy === 'enterprises');

function attacksOn({ name, parameters }: DatasetDescription, target: Target, effort: Effort): QueryAttack[] {
  const byEnterprise = parameters.some((parameter) => parameter.name === 'enterprise');
  const others = parameters.filter((parameter) => parameter.name !== 'enterprise');
  const confined = (params: Record<string, unknown>): Record<string, unknown> =>
    byEnterprise ? { ...params, enterprise: [target.own] } : params;
  const plain = (params: Record<string, unknown>): QueryAttack => ({
    dataset: name,
    params,
    allowed: confined(params),
  });
  const widened = (params: Record<string, unknown>, how: Effort): QueryAttack[] =>
    (byEnterprise ? enterpriseValues(target, how) : []).map((enterprise) => ({
      dataset: name,
      params: { ...params, enterprise },
      allowed: confined(params),
    }));
  const first = [{ ...plain({}), mustAnswer: true }, ...widened({}, effort)];
  if (effort === 'brief') {
    return first;
  }
  const choices = others.flatMap((parameter) =>
    (parameter.choices ?? []).map(({ value }) => ({ [parameter.name]: value }))
  );
  return [
    ...first,
    // The other branches of a dataset are other statements: each is tried with the ways that most likely open one.
    ...choices.flatMap((choice) => widened(choice, 'brief')),
    ...others.flatMap((parameter) =>
      parameterValues(parameter, target).map((value) => plain({ [parameter.name]: value }))
    ),
    ...unknownParameters(target).map((params) => refused(name, params)),
    ...TIMEZONES.map((timezone) => ({ ...plain({}), timezone })),
  ];
}

const refused = (dataset: string, params: Record<string, unknown> = {}): QueryAttack => ({
  dataset,
  params,
  allowed: 'error',
});
