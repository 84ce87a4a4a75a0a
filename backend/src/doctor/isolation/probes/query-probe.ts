import { isDeepStrictEqual } from 'node:util';

import type { Frame } from '../../../datasets/engine/frames.ts';
import type { QueryRequest, QueryResult } from '../../../datasets/engine/run.ts';
import { inShort } from '../ledger.ts';
import { forgedHeaders } from './attacks.ts';
import type { Probe } from './probe.ts';
import { isOfEnterprises, type QueryAttack, queryAttacks } from './query-attacks.ts';

/** Queries of one call: each reads the counters, and all of a call read them at once. */
const BATCH = 10;

/** Tries every dataset with every parameter. */
export async function probeQueries(probe: Probe): Promise<void> {
  const { world, target, effort, hasTickets = false } = probe;
  const datasets = hasTickets ? world.datasets.filter(({ name }) => !name.startsWith('tickets.')) : world.datasets;
  const attacks = queryAttacks(datasets, target, effort);
  for (let start = 0; start < attacks.length; start += BATCH) {
    probe.signal.throwIfAborted();
    await tryTogether(probe, attacks.slice(start, start + BATCH), {});
  }
  if (effort === 'thorough') {
    const plain = world.datasets.filter(isOfEnterprises).map(({ name }) => allOf(name, target.own));
    for (const headers of forgedHeaders(target)) {
      probe.signal.throwIfAborted();
      await tryTogether(probe, plain, headers);
    }
  }
}

const allOf = (dataset: string, own: string): QueryAttack => ({
  dataset,
  params: {},
  allowed: dataset === 'counters.enterprises' ? {} : { enterprise: [own] },
});

async function tryTogether(
  probe: Probe,
  attacks: readonly QueryAttack[],
  headers: Record<string, string>
): Promise<void> {
  let suspects = attacks.map((attack) => ({ attack, found: '' }));
  for (let tries = 0; tries < probe.tries && suspects.length > 0; tries++) {
    suspects = await tryOnce(
      probe,
      suspects.map(({ attack }) => attack),
      headers
    );
  }
  for (const { attack, found } of suspects) {
    const asked = inShort(`${attack.dataset} ${JSON.stringify({ ...attack.params, ...headers })}`);
    probe.ledger.leaks.push({ tenant: probe.target.own, asked, found });
  }
}

/** Asks as the tenant and as somebody who sees everything; gives back what does not agree. */
async function tryOnce(
  { channel, askAll, evidence, target, range, ledger }: Probe,
  attacks: readonly QueryAttack[],
  headers: Record<string, string>
): Promise<{ attack: QueryAttack; found: string }[]> {
  const request = (dataset: string, params: unknown, refId: string, timezone?: string): QueryRequest => ({
    refId,
    dataset,
    params,
    ...range,
    ...(timezone === undefined ? {} : { timezone }),
  });
  const asked = attacks.map(({ dataset, params, timezone }, index) => request(dataset, params, `Q${index}`, timezone));
  const allowed = attacks.flatMap(({ dataset, allowed: params }, index) =>
    typeof params === 'string'
      ? []
      : [request(dataset, params, `own${index}`), request(dataset, nobody(params), `none${index}`)]
  );
  ledger.queries += asked.length;
  // One after the other: the server has other people to serve.
  const { answer, results } = await channel.ask(asked, headers);
  const reference = await askAll(allowed);
  const whole = evidence.foreignIn(answer.text, asked.map(spelled).join('\n'));
  return attacks.flatMap((attack, index) => {
    const result = results[`Q${index}`];
    const foreign = evidence.foreignIn(JSON.stringify(result ?? {}), spelled(asked[index]));
    const found =
      (foreign && `shows ${inShort(foreign.found)} of ${inShort(foreign.owner)}`) ??
      wrongAnswer(attack, result, [reference[`own${index}`], reference[`none${index}`]], target.own) ??
      (whole && index === 0 ? `the call shows ${inShort(whole.found)} of ${inShort(whole.owner)}` : undefined);
    return found === undefined ? [] : [{ attack, found }];
  });
}

/** The same question about an enterprise that does not exist. */
function nobody(params: Record<string, unknown>): Record<string, unknown> {
  return 'enterprise' in params ? { ...params, enterprise: ['\u{10ffff} no such enterprise'] } : params;
}

/** A request with every text as it was before any encoding. */
function spelled(query: QueryRequest | undefined): string {
  const texts: string[] = [];
  JSON.stringify(query, (_, value: unknown) => {
    if (typeof value === 'string') {
      texts.push(value);
    }
    return value;
  });
  return texts.join('\n');
}

function wrongAnswer(
  { dataset, allowed, mustAnswer = false }: QueryAttack,
  result: QueryResult | undefined,
  references: readonly (QueryResult | undefined)[],
  own: string
): string | undefined {
  const frame = result?.frames?.[0];
  if (frame === undefined) {
    if (result?.error === undefined) {
      return 'has neither rows nor an error';
    }
    return mustAnswer ? `is an error, the tenant does not see its own: ${inShort(result.error)}` : undefined;
  }
  if (allowed === 'error') {
    return `is answered with ${rowsOf(frame)} rows instead of an error`;
  }
  const strange = [...frame.schema.meta.custom.sources, ...column(frame, 'source')].filter(
    (name) => name !== 'counters'
  );
  if (strange.length > 0) {
    return `names the sources ${strange.join(', ')}`;
  }
  const stranger = column(frame, 'enterprise').find((name) => name !== own);
  if (stranger !== undefined) {
    return `has a row of ${inShort(stranger)}`;
  }
  // Of these the names alone tell whose they are.
  if (allowed === 'sources' || dataset === 'counters.enterprises') {
    return undefined;
  }
  return references.some((reference) => isDeepStrictEqual(reference?.frames[0]?.data.values, frame.data.values))
    ? undefined
    : `has ${rowsOf(frame)} rows that are neither its own (${rowsOf(references[0]?.frames[0])}) nor none`;
}

const rowsOf = (frame: Frame | undefined): number => frame?.data.values[0]?.length ?? 0;

function column({ schema, data }: Frame, name: string): unknown[] {
  return data.values[schema.fields.findIndex((field) => field.name === name)] ?? [];
}
