import { siteId } from '../../../counters/sites/site-identity.ts';
import type { ProbeAnswer, ProbeRequest } from '../channels/channel.ts';
import { inShort } from '../ledger.ts';
import { forgedHeaders, refusedRequests, siteLists, sitePaths } from './attacks.ts';
import type { Probe } from './probe.ts';

/** Tries every route that is not a query. */
export async function probeRoutes(probe: Probe): Promise<void> {
  const { target, effort, world } = probe;
  const own = world.sites.filter(({ enterprise }) => enterprise === target.own);
  for (const query of siteLists(target, effort)) {
    await tryOne(probe, { method: 'GET', path: `sites${query}` }, (answer) => onlyOwnSites(answer, target.own));
  }
  for (const path of sitePaths(target, effort)) {
    await tryOne(probe, { method: 'GET', path: `sites/${path}` }, (answer) => onlyOwnSites(answer, target.own));
  }
  for (const request of refusedRequests(target)) {
    await tryOne(probe, request, ({ status }) =>
      status >= 400 && status !== 412 ? undefined : `is answered with status ${status}`
    );
  }
  for (const headers of effort === 'thorough' ? [{}, ...forgedHeaders(target)] : [{}]) {
    const [site] = own;
    for (const path of ['sites', 'status', 'datasets', ...(site === undefined ? [] : [`sites/${siteId(site)}`])]) {
      await tryOne(probe, { method: 'GET', path, headers }, (answer) => sees(path, answer, target.own));
    }
  }
}

async function tryOne(
  { channel, evidence, ledger, target, signal }: Probe,
  request: ProbeRequest,
  judge: (answer: ProbeAnswer) => string | undefined
): Promise<void> {
  signal.throwIfAborted();
  ledger.requests += 1;
  const answer = await channel.send(request);
  const foreign = evidence.foreignIn(answer.text, spelled(request));
  const found = foreign ? `shows ${inShort(foreign.found)} of ${inShort(foreign.owner)}` : judge(answer);
  if (found !== undefined) {
    const headers = request.headers === undefined ? '' : ` ${JSON.stringify(request.headers)}`;
    ledger.leaks.push({ tenant: target.own, asked: inShort(`${request.method} ${request.path}${headers}`), found });
  }
}

/** A request with its escapes undone, once and twice, as far as they can be. */
function spelled({ path, body = '', headers = {} }: ProbeRequest): string {
  const texts = [path, body, ...Object.values(headers)];
  const undone = texts.map(undo);
  return [...texts, ...undone, ...undone.map(undo)].join('\n');
}

function undo(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Sites in an answer that worked are the tenant's; one that did not work shows none. */
function onlyOwnSites({ status, body }: ProbeAnswer, own: string): string | undefined {
  if (status >= 400) {
    return undefined;
  }
  const sites = sitesIn(body);
  if (sites === undefined) {
    return `is answered with status ${status} and something else than sites`;
  }
  const stranger = sites.find(({ enterprise }) => enterprise !== own);
  return stranger && `has a site of ${inShort(stranger.enterprise)}`;
}

/** A tenant that saw nothing at all would prove nothing. */
function sees(path: string, answer: ProbeAnswer, own: string): string | undefined {
  if (answer.status !== 200) {
    return `is answered with status ${answer.status}: the tenant does not see its own`;
  }
  if (path === 'status') {
    const { sources, findings } = JSON.parse(answer.body) as { sources: { source: string }[]; findings: unknown[] };
    const strangers = sources.map(({ source }) => source).filter((source) => source !== 'counters');
    return strangers.length + findings.length > 0 ? `names ${inShort([strangers, findings])}` : undefined;
  }
  return path === 'datasets' ? undefined : onlyOwnSites(answer, own);
}

function sitesIn(body: string): { enterprise: string }[] | undefined {
  try {
    const answer = JSON.parse(body) as { sites?: { enterprise: string }[]; enterprise?: string };
    return answer.sites ?? (answer.enterprise === undefined ? undefined : [{ enterprise: answer.enterprise }]);
  } catch {
    return undefined;
  }
}
