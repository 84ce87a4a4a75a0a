import type { Backend } from '../backend.ts';
import { type Check, failed, ok, warning } from './check.ts';

/** Asks Vigie: tokens, sources, and what it found odd in the data. */
export async function checkBackend(backend: Backend): Promise<Check[]> {
  const [status, tokens] = await Promise.all([backend.status(), backend.listTokens()]);
  const active = tokens.filter(({ state }) => state === 'active');
  return [
    ok('store', `Vigie ${status.version} answers through ${backend.where}; the store is up to date.`),
    active.length > 0
      ? ok('tokens', `${active.length} valid: ${active.map(({ name }) => name).join(', ')}.`)
      : warning('tokens', 'No token lets Grafana in.', 'Set VIGIE_BOOTSTRAP_TOKEN, or run "vigie token create".'),
    ...(status.clock.fixed ? [warning('clock', `The clock stands still at ${status.now} (VIGIE_NOW).`)] : []),
    // The counters have checks of their own.
    ...status.sources.filter(({ kind }) => kind !== 'mysql').map(checkSource),
    ...status.findings.map(({ severity, text }) => (severity === 'info' ? ok : warning)('data', text.en)),
  ];
}

function checkSource(source: Awaited<ReturnType<Backend['status']>>['sources'][number]): Check {
  const part = `source ${source.source}`;
  const age = source.ageSeconds === null ? 'never read' : `read ${Math.round(source.ageSeconds)} s ago`;
  const text = `${source.state}, ${age}, ${source.rowsRead} rows${source.error === null ? '' : `: ${source.error}`}`;
  if (source.state === 'ok') {
    return ok(part, `${text}.`);
  }
  if (source.state === 'reading') {
    return warning(part, `${text}.`, 'The first reading is under way, or no server runs: "vigie sync" reads now.');
  }
  const advice = source.error === null ? 'Is the server running? "vigie serve" reads by itself.' : undefined;
  return source.state === 'down' ? failed(part, `${text}.`, advice) : warning(part, `${text}.`, advice);
}
