import { VigieError } from '../../domain/errors.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import type { TokenAnswer } from '../../identity/token-answer.ts';
import type { GrafanaClient } from '../api/client.ts';
import { type BoundOrg, type Onboarding, saveBinding } from '../plan/bound-org.ts';
import { type Change, differences, type Making } from '../plan/change.ts';
import type { Registry } from '../registry.ts';
import { describeRights, hasRights, ownTokens, tokenName } from './org-token.ts';
import type { Settings, StoredDataSource } from './stored-data-source.ts';

/** Uid of the data source, the same in every organisation: dashboards name it. */
export const UID = 'vigie';
export const DATA_SOURCE_PATH = `/api/datasources/uid/${UID}`;

/** The organisation's data source `vigie`, without its token, which Grafana never shows. */
export function readDataSource(client: GrafanaClient, orgId: number): Promise<StoredDataSource | undefined> {
  return client.find<StoredDataSource>(DATA_SOURCE_PATH, { orgId });
}

/**
 * The data source with the organisation's own token. A new token is made, put into the data source, written down, and only
 * then the ones before it end: at every moment the data source holds a valid one. A data source that points elsewhere gets
 * a new token as well, since the server that answers there has the old one.
 */
export function planDataSource(onboarding: Onboarding, bound: BoundOrg): (Change | Making<BoundOrg>)[] {
  const { dataSource, binding } = bound;
  const inUse = dataSource && tokenOf(onboarding, bound, dataSource);
  if (dataSource === undefined || inUse === undefined || onboarding.rotate) {
    const reason = dataSource && whyRenew(onboarding, dataSource, inUse);
    const { rights, language } = bound.wanted;
    const may = describeRights(rights);
    const others = ownTokens(onboarding.tokens, binding).map(({ id }) => id);
    return [
      {
        action: dataSource === undefined ? 'create' : 'update',
        object: 'data source vigie',
        org: bound.wanted.name,
        detail: {
          fr: `nouveau jeton (${may.fr})${reason === undefined ? '' : ` : ${reason.fr}`}`,
          en: `new token (${may.en})${reason === undefined ? '' : `: ${reason.en}`}`,
        },
        basis: { from: dataSource, others, to: { rights, language, backendUrl: onboarding.backendUrl } },
        make: (current) => renewToken(onboarding, current),
      },
    ];
  }
  const changes: (Change | Making<BoundOrg>)[] = [];
  const wanted = settings(onboarding, bound, inUse);
  const detail = differences(dataSource, wanted);
  if (detail !== undefined) {
    changes.push({
      action: 'update',
      object: 'data source vigie',
      org: bound.wanted.name,
      detail,
      basis: { from: dataSource, to: wanted },
      apply: () => writeDataSource(onboarding.client, bound, wanted),
    });
  }
  const own = ownTokens(onboarding.tokens, binding).map(({ id }) => id);
  const idle = own.length - 1;
  if (idle > 0 || binding.tokenId !== inUse) {
    changes.push({
      action: 'update',
      object: 'tokens',
      org: bound.wanted.name,
      detail: { fr: `met fin aux précédents (${idle})`, en: `ends those before its own (${idle})` },
      basis: { own, inUse, written: binding.tokenId },
      make: (current) => settleToken(onboarding, current, inUse),
    });
  }
  return changes;
}

/** Id of the token in the data source, when it is a valid one of this organisation that went nowhere else. */
function tokenOf(
  onboarding: Onboarding,
  { binding, wanted }: BoundOrg,
  { url, jsonData, secureJsonFields }: StoredDataSource
): string | undefined {
  const stays = secureJsonFields.token === true && jsonData?.binding === binding.id;
  return stays && url === '' && jsonData.backendUrl === onboarding.backendUrl
    ? ownTokens(onboarding.tokens, binding).find(
        (token) => token.id === jsonData.tokenId && hasRights(token, wanted.rights)
      )?.id
    : undefined;
}

function whyRenew(
  { backendUrl }: Onboarding,
  { url, jsonData }: StoredDataSource,
  inUse: string | undefined
): LocalizedText {
  if (inUse !== undefined) {
    return { fr: 'demandé', en: 'asked for' };
  }
  if (jsonData?.backendUrl === undefined && (url === '' || url === backendUrl)) {
    return { fr: 'elle ne menait nulle part', en: 'it pointed to nothing' };
  }
  const elsewhere = [url || backendUrl, jsonData?.backendUrl].find((address) => address !== backendUrl);
  if (elsewhere !== undefined) {
    return { fr: `elle menait à ${elsewhere}`, en: `it pointed to ${elsewhere}` };
  }
  return url === ''
    ? { fr: 'celui qu’elle a ne convient pas', en: 'the one it has is not right' }
    : { fr: 'elle menait le proxy brut de Grafana à Vigie', en: 'it led Grafana’s raw proxy to Vigie' };
}

async function renewToken(onboarding: Onboarding, bound: BoundOrg): Promise<BoundOrg> {
  const { client, registry } = onboarding;
  const name = tokenName(bound.binding, bound.wanted.name);
  const { id, token } = await registry.createToken({ name, ...bound.wanted.rights });
  await writeDataSource(client, bound, settings(onboarding, bound, id), token);
  return settleToken(onboarding, bound, id);
}

/** Writes down which token the data source holds, and ends the others of this organisation. */
async function settleToken({ registry, tokens }: Onboarding, bound: BoundOrg, inUse: string): Promise<BoundOrg> {
  const settled = await saveBinding(registry, bound, { tokenId: inUse });
  await endTokens(registry, ownTokens(tokens, bound.binding), inUse);
  return settled;
}

/** Ends tokens at once, but the one to keep. One that somebody ended meanwhile is as it should be. */
export async function endTokens(registry: Registry, tokens: readonly TokenAnswer[], keep?: string): Promise<void> {
  for (const { id } of tokens.filter((token) => token.id !== keep)) {
    await registry.revokeToken(id).catch((error: unknown) => {
      if (!(error instanceof VigieError && error.code === 'not_found')) {
        throw error;
      }
    });
  }
}

function settings({ backendUrl }: Onboarding, { binding, wanted }: BoundOrg, tokenId: string): Settings {
  return {
    name: 'Vigie',
    type: 'agitel-vigie-datasource',
    access: 'proxy',
    // None: Grafana's raw proxy path must lead nowhere.
    url: '',
    isDefault: true,
    basicAuth: false,
    withCredentials: false,
    jsonData: { backendUrl, binding: binding.id, language: wanted.language, tokenId },
  };
}

async function writeDataSource(
  client: GrafanaClient,
  { org, dataSource }: BoundOrg,
  wanted: Settings,
  token?: string
): Promise<void> {
  const secrets = token === undefined ? {} : { secureJsonData: { token } };
  const request = { orgId: org?.id, body: { uid: UID, ...wanted, ...secrets } };
  if (dataSource?.url === '') {
    // The version that was read: a change that somebody made meanwhile is refused instead of lost.
    await client.send('PUT', DATA_SOURCE_PATH, { ...request, body: { ...request.body, version: dataSource.version } });
    return;
  }
  if (dataSource !== undefined) {
    // Grafana keeps an address that it is asked to empty: only a new data source has none.
    await client.send('DELETE', DATA_SOURCE_PATH, { orgId: org?.id });
  }
  await client.send('POST', '/api/datasources', request);
}
