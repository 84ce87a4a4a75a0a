import { SYSTEM_ACCESS } from '../../../src/domain/access/system-access.ts';
import type { JoinedEnterprise } from '../../../src/domain/rules/counters-rules.ts';
import { DEFAULT_RULES, type GrafanaRules } from '../../../src/domain/rules/rules.ts';
import { createGrafanaClient } from '../../../src/grafana/api/client.ts';
import { onboard, type OnboardingOptions, type OnboardingResult } from '../../../src/grafana/onboard.ts';
import type { Decisions } from '../../../src/grafana/plan/pairing.ts';
import type { Registry } from '../../../src/grafana/registry.ts';
import { actorOf } from '../../../src/identity/actor.ts';
import { tokenAnswer } from '../../../src/identity/token-answer.ts';
import { createTokens, type Tokens } from '../../../src/identity/tokens.ts';
import type { StoreDatabase } from '../../../src/store/schema.ts';
import { readGrafanaOrgs, removeGrafanaOrg, saveGrafanaOrg } from '../../../src/store/settings/grafana-orgs.ts';
import { type Closing, withStore } from '../store/store.ts';
import { FakeGrafana, type FakeGrafanaOptions } from './grafana.ts';

export const PAGES = ['vigie-board', 'vigie-clients'];
const BACKEND_URL = 'http://backend.example:8787';

/** What a run is to do. */
export interface RunOptions extends Partial<Omit<OnboardingOptions, 'prune'>>, Partial<Decisions> {
  /** Null: nobody can say which there are. */
  enterprises?: readonly string[] | null;
  grafana?: Partial<GrafanaRules>;
  joined?: JoinedEnterprise[];
  rotate?: boolean;
  prune?: boolean;
  backendUrl?: string;
  /** In the place of the store's, e.g. one that fails. */
  registry?: Registry;
}

/** A Grafana and a store, and the two brought together. */
export class TestOnboarding {
  readonly db: StoreDatabase;
  readonly tokens: Tokens;
  readonly registry: Registry;
  /** Another one takes the place of a Grafana that was reinstalled. */
  grafana: FakeGrafana;

  private constructor(db: StoreDatabase, grafana: FakeGrafana) {
    this.db = db;
    this.grafana = grafana;
    this.tokens = createTokens(db, DEFAULT_RULES);
    this.registry = registryOver(db, this.tokens);
  }

  static async start(t: Closing, options: Partial<FakeGrafanaOptions> = {}): Promise<TestOnboarding> {
    const { db } = await withStore(t);
    return new TestOnboarding(db, await FakeGrafana.start(t, { dashboards: PAGES, ...options }));
  }

  plan(options: RunOptions = {}): Promise<OnboardingResult> {
    return this.apply({ ...options, apply: false });
  }

  async apply({
    apply = true,
    waitMs = 0,
    attempts = 1,
    enterprises = ['APRIL', 'BASH'],
    grafana = {},
    joined = [],
    rotate = false,
    backendUrl = BACKEND_URL,
    adopt = [],
    forget = false,
    prune = false,
    registry = this.registry,
  }: RunOptions = {}): Promise<OnboardingResult> {
    const client = createGrafanaClient(this.grafana.settings);
    const tokens = await registry.listTokens();
    const rules = {
      grafana: { ...DEFAULT_RULES.grafana, ...grafana },
      counters: { ...DEFAULT_RULES.counters, enterprises: joined },
    };
    return onboard(
      { client, registry, backendUrl, tokens, rotate },
      { rules, enterprises: enterprises ?? undefined, decisions: { adopt, forget } },
      { apply, waitMs, attempts, ...(prune ? { prune: () => Promise.resolve(true) } : {}) }
    );
  }

  /** What the token in an organisation's data source may do; undefined when it is not valid. */
  async accessOf(
    org: string
  ): Promise<{ scopes: readonly string[]; enterprises: unknown; connections: unknown } | undefined> {
    const token = this.grafana.orgs.named(org).dataSources.get('vigie')?.secrets['token'] ?? '';
    const { access } = await this.tokens.authenticate(token);
    return access && { scopes: access.scopes, enterprises: access.enterprises, connections: access.connections };
  }

  /** Names of the valid tokens. */
  async validTokens(): Promise<string[]> {
    return (await this.tokens.list()).filter(({ state }) => state === 'active').map(({ name }) => name);
  }
}

/** `action object of "org"`, for all changes of a run. */
export function told({ reports }: OnboardingResult): string[] {
  return reports.flatMap(({ changes }) => changes.map(({ action, object, org }) => `${action} ${object} of "${org}"`));
}

/** What stands in the way, and what failed. */
export function obstacles({ reports, problems }: OnboardingResult): string[] {
  return [
    ...[...problems, ...reports.flatMap((report) => report.problems)].map(({ en }) => en),
    ...reports.flatMap(({ org, failure }) => (failure instanceof Error ? `${org}: ${failure.message}` : [])),
  ];
}

function registryOver(db: StoreDatabase, tokens: Tokens): Registry {
  const actor = actorOf(SYSTEM_ACCESS, { user: null, role: null, org: null });
  return {
    listGrafanaOrgs: () => readGrafanaOrgs(db),
    saveGrafanaOrg: (org) => saveGrafanaOrg(db, org),
    removeGrafanaOrg: (id) => removeGrafanaOrg(db, id),
    listTokens: async () => (await tokens.list()).map(tokenAnswer),
    createToken: (token) => tokens.create(token, actor),
    revokeToken: (id) => tokens.revoke(id, actor),
  };
}
