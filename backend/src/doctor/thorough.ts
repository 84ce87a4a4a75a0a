import type { Environment } from '../config/environment/environment.ts';
import { screenAnswer } from '../screens/screen-answer.ts';
import type { Screens } from '../screens/screens.ts';
import type { Connections } from '../upstreams/connections/connections.ts';
import { type Check, failed, warning } from './check.ts';
import { checkAtera } from './checks/atera.ts';
import { tryConnections } from './checks/connection-tests.ts';
import { checkOdoo } from './checks/odoo.ts';
import { checkScreens } from './checks/screens.ts';
import type { Doctor, DoctorOptions } from './doctor.ts';
import { TEXTS } from './texts/doctor.ts';
import { wholeReport } from './whole-report.ts';

export interface ThoroughOptions {
  doctor: Doctor;
  environment: Environment;
  connections: Pick<Connections, 'list' | 'test'>;
  screens: Pick<Screens, 'list'>;
  describe: DoctorOptions['describe'];
}

/**
 * What `vigie doctor` looks at, as far as a server may by itself: also the upstreams, which are asked to read, once. Grafana is not:
 * that takes its admin's password, and counts as a failed log-in there.
 *
 * @returns checks without any secret of the environment
 */
export function createThoroughExamination(options: ThoroughOptions): (signal: AbortSignal) => Promise<Check[]> {
  const { doctor, environment, connections, screens, describe } = options;

  /** One part that cannot be looked at must not keep the others from it. */
  async function attempt(part: string, look: () => Promise<Check[]>): Promise<Check[]> {
    try {
      return await look();
    } catch (error) {
      return [failed(part, TEXTS.unexamined(describe(part, error)))];
    }
  }

  const tried = { listConnections: () => connections.list(), testConnection: (name: string) => connections.test(name) };
  const parts: [part: string, look: () => Promise<Check[]>][] = [
    ['connections', () => tryConnections(tried)],
    ['atera', () => checkAtera(environment)],
    ['odoo', () => checkOdoo(environment)],
    ['screens', async () => checkScreens((await screens.list()).map(screenAnswer), undefined)],
  ];

  return async (signal) => {
    const checks = environment.warnings.map((text) => warning('environment', text));
    checks.push(...(await wholeReport({ doctor: () => doctor.report() }, signal)).checks);
    for (const [part, look] of parts) {
      signal.throwIfAborted();
      checks.push(...(await attempt(part, look)));
    }
    return withoutSecrets(checks, environment.secrets);
  };
}

/** What an upstream says may repeat what it was sent. The longest first, since one secret may contain another. */
export function withoutSecrets(checks: readonly Check[], secrets: readonly string[]): Check[] {
  const longestFirst = secrets.filter((secret) => secret !== '').sort((a, b) => b.length - a.length);
  const mask = (text: string): string =>
    longestFirst.reduce((left, secret) => left.replaceAll(secret, '[secret]'), text);
  const maskBoth = ({ fr, en }: Check['text']): Check['text'] => ({ fr: mask(fr), en: mask(en) });
  return checks.map(({ text, advice, ...check }) => ({
    ...check,
    text: maskBoth(text),
    ...(advice === undefined ? {} : { advice: maskBoth(advice) }),
  }));
}
