import { randomBytes, randomUUID } from 'node:crypto';

import type { Clock } from '../domain/clock/clock.ts';
import { VigieError } from '../domain/errors.ts';
import type { Rules } from '../domain/rules/rules.ts';
import type { Screen, ScreenPage, ScreenReport } from '../domain/screens/screen.ts';
import { type ScreenState, screenState } from '../domain/screens/screen-state.ts';
import { screenPath } from '../grafana/resources/screens.ts';
import type { Actor } from '../identity/actor.ts';
import { requireKey } from '../identity/require-key.ts';
import type { Keyring } from '../identity/secret-key.ts';
import { recordAudit } from '../store/audit.ts';
import type { AuditData, StoreDatabase } from '../store/schema.ts';
import { readScreenKey, saveScreenKey, type StoredScreenKey } from '../store/screens/screen-keys.ts';
import {
  insertScreen,
  lockNames,
  lockScreen,
  lockScreenNamed,
  readScreens,
  saveReport,
  updateScreen,
} from '../store/screens/screens.ts';
import { readGrafanaOrgs } from '../store/settings/grafana-orgs.ts';
import { screenLogin, screenName } from './screen-name.ts';
import { newSigningKey, signLink } from './signing-key.ts';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 365;
/** Long enough to be asked about once. */
const PROBE_MS = 60_000;

/** A screen with how it is. */
export interface ScreenDescription extends Screen {
  state: ScreenState;
}

/** What somebody wants a screen to be. */
export interface WantedScreen {
  name: string;
  /** Absent: the playlist. */
  page?: ScreenPage;
  /** Absent: a year. */
  expiresInDays?: number;
}

/** What logs a screen in; shown once, and kept nowhere. */
export interface ScreenLink {
  /** The JSON Web Token in it. */
  token: string;
  /** Below Grafana's own address, from the slash on, with the token. */
  path: string;
}

/** Public keys as Grafana's `jwk_set_file` wants them: a JWK Set (RFC 7517 §5). */
export interface KeySet {
  keys: Record<string, string>[];
}

/**
 * The office screens, as far as Vigie's own side goes: the accounts in Grafana are made and removed by those who have the rights
 * to (the command line, the page of the app). Making one takes three steps, each of which may be repeated: `begin`, the
 * account, `link`. What changes a screen is recorded in the audit, in the same transaction.
 */
export interface Screens {
  /** By name; revoked ones for 30 days. */
  list(): Promise<ScreenDescription[]>;
  /** Their organisation in Grafana; null before it is made. */
  org(): Promise<{ id: number; name: string } | null>;
  /** Begins a screen, or goes on with one whose link was never made. @throws {VigieError} `invalid_request`, `conflict` */
  begin(wanted: WantedScreen, actor: Actor): Promise<ScreenDescription>;
  /**
   * Signs the link of a screen that was begun, once.
   * @throws {VigieError} `not_found`, `conflict` when it was made before, `invalid_request` without a key or an organisation
   */
  link(id: string, actor: Actor): Promise<ScreenLink>;
  /** @throws {VigieError} `not_found`, `invalid_request`, `conflict` */
  rename(id: string, name: string, actor: Actor): Promise<ScreenDescription>;
  /** Notes that a screen's account is gone. @throws {VigieError} `not_found` */
  revoke(id: string, actor: Actor): Promise<void>;
  /** Keeps what a screen says of itself; what comes from anybody else is ignored. */
  report(
    from: { login: string; tokenId: string },
    report: Omit<ScreenReport, 'dataAt'>,
    dataAgeS: number | null
  ): Promise<void>;
  /** The key is made with it, where it is missing and there is something to encrypt it with. */
  keySet(): Promise<KeySet>;
  /** Another key takes the place of the one there is: all links end when Grafana has it. @throws {VigieError} */
  rotateKey(actor: Actor): Promise<{ keyId: string }>;
  /**
   * A token for an account that does not exist, to ask Grafana whether it takes links at all. @throws {VigieError}
   */
  probe(): Promise<{ token: string }>;
}

export interface ScreensOptions {
  db: StoreDatabase;
  keyring: Keyring;
  rules: Pick<Rules, 'businessClock' | 'screens'>;
  clock: Clock;
}

export function createScreens({ db, keyring, rules, clock }: ScreensOptions): Screens {
  const described = (screen: Screen): ScreenDescription => ({
    ...screen,
    state: screenState(screen, rules, clock.now()),
  });

  async function requireSigningKey(): Promise<StoredScreenKey> {
    const stored = await readScreenKey(db);
    if (stored !== undefined) {
      return stored;
    }
    await saveScreenKey(db, await newSigningKey(requireKey(keyring)), { replace: false });
    // Another backend may have been faster: what is stored counts.
    return (await readScreenKey(db)) as StoredScreenKey;
  }

  async function findOrg(): Promise<{ id: number; name: string } | null> {
    const { orgId = null, orgName = '' } = (await readGrafanaOrgs(db)).find(({ kind }) => kind === 'screens') ?? {};
    return orgId === null ? null : { id: orgId, name: orgName };
  }

  async function requireOrg(): Promise<number> {
    const org = await findOrg();
    if (org === null) {
      throw new VigieError('invalid_request', {
        fr: 'Grafana n’a pas encore d’organisation pour les écrans : faites-la avec « vigie grafana apply ».',
        en: 'Grafana has no organisation for the screens yet: make it with "vigie grafana apply".',
      });
    }
    return org.id;
  }

  return {
    list: async () => (await readScreens(db)).map(described),

    org: findOrg,

    begin({ name: given, page = 'playlist', expiresInDays = DEFAULT_DAYS }, actor) {
      const name = screenName(given);
      const expiresAt = new Date(Date.now() + expiresInDays * DAY_MS);
      return db.transaction().execute(async (transaction) => {
        const id = randomUUID();
        const login = screenLogin(name, randomBytes(4).toString('hex'));
        const begun = await insertScreen(transaction, { id, name, login, page, expiresAt });
        if (begun !== undefined) {
          await record(transaction, actor, 'screen.create', begun, null, audited(begun));
          return described(begun);
        }
        const existing = await lockScreenNamed(transaction, name);
        if (existing === undefined) {
          throw new VigieError('conflict', {
            fr: `L’écran « ${name} » était en cours de modification. Réessayez.`,
            en: `The screen "${name}" was just being changed. Try again.`,
          });
        }
        if (existing.linkedAt !== null) {
          throw alreadyThere(existing.name);
        }
        const resumed = await updateScreen(transaction, existing.id, { name, page, expiresAt });
        return described(resumed);
      });
    },

    async link(id, actor) {
      const key = await requireSigningKey();
      const orgId = await requireOrg();
      return db.transaction().execute(async (transaction) => {
        const screen = await lockScreen(transaction, id);
        if (screen === undefined) {
          throw unknownScreen();
        }
        if (screen.linkedAt !== null) {
          throw alreadyThere(screen.name);
        }
        const token = await signLink(keyring, key, screen);
        const linked = await updateScreen(transaction, id, { linkedAt: clock.now() });
        await record(transaction, actor, 'screen.link', linked, null, audited(linked));
        return { token, path: `${screenPath(screen.page, orgId)}&auth_token=${token}` };
      });
    },

    async rename(id, given, actor) {
      const name = screenName(given);
      return db.transaction().execute(async (transaction) => {
        await lockNames(transaction);
        const before = await lockScreen(transaction, id);
        if (before === undefined) {
          throw unknownScreen();
        }
        const other = await lockScreenNamed(transaction, name);
        if (other !== undefined && other.id !== id) {
          throw alreadyThere(other.name);
        }
        const after = await updateScreen(transaction, id, { name });
        await record(transaction, actor, 'screen.rename', after, audited(before), audited(after));
        return described(after);
      });
    },

    revoke: (id, actor) =>
      db.transaction().execute(async (transaction) => {
        const before = await lockScreen(transaction, id);
        if (before === undefined) {
          throw unknownScreen();
        }
        await updateScreen(transaction, id, { revokedAt: new Date() });
        await record(transaction, actor, 'screen.revoke', before, audited(before), null);
      }),

    async report(from, report, dataAgeS) {
      const at = clock.now();
      const dataAt = dataAgeS === null ? null : new Date(at.getTime() - dataAgeS * 1000);
      await saveReport(db, from, { ...report, dataAt }, at);
    },

    async keySet() {
      const stored = keyring.current === undefined ? await readScreenKey(db) : await requireSigningKey();
      return { keys: stored === undefined ? [] : [stored.publicJwk] };
    },

    async rotateKey(actor) {
      const key = await newSigningKey(requireKey(keyring));
      await db.transaction().execute(async (transaction) => {
        await saveScreenKey(transaction, key, { replace: true });
        const entry = { ...actor, action: 'screen.key', target: { keyId: key.keyId }, before: null, after: null };
        await recordAudit(transaction, entry);
      });
      return { keyId: key.keyId };
    },

    async probe() {
      const login = `vigie-probe-${randomBytes(12).toString('hex')}`;
      const expiresAt = new Date(Date.now() + PROBE_MS);
      return { token: await signLink(keyring, await requireSigningKey(), { login, expiresAt }) };
    },
  };
}

async function record(
  transaction: StoreDatabase,
  actor: Actor,
  action: string,
  { id, name, login }: Screen,
  before: AuditData | null,
  after: AuditData | null
): Promise<void> {
  await recordAudit(transaction, { ...actor, action, target: { id, name, login }, before, after });
}

/** Field by field: the link is no part of it. */
function audited({ name, login, page, expiresAt }: Screen): AuditData {
  return { name, login, page, expiresAt: expiresAt.toISOString() };
}

function unknownScreen(): VigieError {
  return new VigieError('not_found', {
    fr: 'Cet écran n’existe pas, ou a été révoqué. « vigie screens list » les montre tous.',
    en: 'There is no such screen, or it was revoked. "vigie screens list" shows all.',
  });
}

function alreadyThere(name: string): VigieError {
  return new VigieError('conflict', {
    fr:
      `Il y a déjà un écran nommé « ${name} », dont le lien a été montré à sa création. Choisissez un autre nom ; pour un nouveau ` +
      'lien, révoquez-le et ajoutez-le de nouveau (« vigie screens add NOM --replace »).',
    en:
      `There is a screen named "${name}" already, and its link was shown when it was made. Choose another name; for a new link ` +
      'revoke it and add it again ("vigie screens add NAME --replace").',
  });
}
