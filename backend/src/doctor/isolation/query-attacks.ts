import type { DatasetDescription } from '../../datasets/catalogue.ts';
import {
  DATASET_NAMES,
  type Effort,
  enterpriseValues,
  parameterValues,
  type Target,
  unknownParameters,
} from './attacks.ts';

/** A query of a tenant, and what it may answer at most. */
export interface QueryAttack {
  dataset: string;
  params: Record<string, unknown>;
  /**
   * Parameters with which somebody who sees everything gets what the tenant may get. The answer must be that, nothing or an
   * error. Absent: the answer must be an error.
   */
  allowed?: Record<string, unknown>;
  timezone?: string;
}

/** Every way to ask the datasets of the counters for more, and the others for anything. */
export function queryAttacks(datasets: readonly DatasetDescription[], target: Target, effort: Effort): QueryAttack[] {
  const [readable, others] = [datasets.filter(isCounters), datasets.filter((one) => !isTenants(one))];
  return [
    ...readable.flatMap((dataset) => attacksOn(dataset, target, effort)),
    ...others.flatMap(({ name }) => [{}, { enterprise: target.own }].map((params) => ({ dataset: name, params }))),
    ...DATASET_NAMES.map((dataset) => ({ dataset, params: {} })),
  ];
}

/** Datasets whose rows belong to enterprises. */
export const isCounters = ({ name }: { name: string }): boolean => name.startsWith('counters.');

/** Datasets that a tenant's token may ask. */
const isTenants = ({ scopes }: DatasetDescription): boolean => scopes.includes('counters:read');

function attacksOn({ name, parameters }: DatasetDescription, target: Target, effort: Effort): QueryAttack[] {
  const byEnterprise = parameters.some((parameter) => parameter.name === 'enterprise');
  const confined = (params: Record<string, unknown>): Record<string, unknown> =>
    byEnterprise ? { ...params, enterprise: [target.own] } : params;
  const attack = (params: Record<string, unknown>): QueryAttack => ({
    dataset: name,
    params,
    allowed: confined(params),
  });
  /** The answer may depend on the choice alone, whatever stands for the enterprise. */
  const widened = (params: Record<string, unknown>): QueryAttack[] =>
    byEnterprise
      ? enterpriseValues(target, effort).map((enterprise) => ({
          dataset: name,
          params: { ...params, enterprise },
          allowed: confined(params),
        }))
      : [];
  const others = parameters.filter((parameter) => parameter.name !== 'enterprise');
  const choices = others.flatMap((parameter) =>
    (parameter.choices ?? []).map(({ value }) => ({ [parameter.name]: value }))
  );
  if (effort === 'brief') {
    return [attack({}), ...widened({})];
  }
  return [
    attack({}),
    ...widened({}),
    // The other branches of a dataset are other statements: each is tried with the ways that most likely open one.
    ...choices.flatMap((choice) =>
      byEnterprise
        ? enterpriseValues(target, 'brief').map((enterprise) => ({
            dataset: name,
            params: { ...choice, enterprise },
            allowed: confined(choice),
          }))
        : []
    ),
    ...others.flatMap((parameter) =>
      parameterValues(parameter, target).map((value) => attack({ [parameter.name]: value }))
    ),
    ...unknownParameters(target).map((params) => ({ dataset: name, params })),
    ...["Europe/Paris' OR '1'='1", '../../etc/localtime'].map((timezone) => ({ dataset: name, params: {}, timezone })),
  ];
}
