import { parseArgs } from 'node:util';

import { COMMON_FLAGS, COMMON_USAGE, commonOptions, runCommand, wholeNumber } from '../shared/command-line.ts';
import { type OdooSimulatorOptions, type OdooVersion, startOdooSimulator } from './index.ts';

const VERSIONS: readonly OdooVersion[] = [16, 17, 18, 19];

const USAGE = `Usage: npm run simulator:odoo -- [options]
${COMMON_USAGE}\
  --odoo-version N         ${VERSIONS.join(', ')} (default 19)
  --database NAME          default vigie
  --login LOGIN            default vigie@example.com
  --leads N                open leads (default 60)
  --closed N               won, lost and archived leads (default: twice the open ones)
  --api-key KEY            accepted key, may be repeated (default sim-odoo-key)
`;

/** Reads the command line; throws an Error that says what is wrong. */
function optionsFrom(args: string[]): OdooSimulatorOptions {
  const { values } = parseArgs({
    args,
    options: {
      ...COMMON_FLAGS,
      'odoo-version': { type: 'string', default: '19' },
      database: { type: 'string', default: 'vigie' },
      login: { type: 'string', default: 'vigie@example.com' },
      leads: { type: 'string', default: '60' },
      closed: { type: 'string' },
      'api-key': { type: 'string', multiple: true, default: ['sim-odoo-key'] },
    },
  });
  const common = commonOptions(values);
  const openLeads = wholeNumber('leads', values.leads);
  return {
    ...common,
    version: versionFrom(values['odoo-version']),
    database: values.database,
    login: values.login,
    apiKeys: values['api-key'],
    generate: {
      seed: common.seed,
      now: common.now(),
      openLeads,
      closedLeads: values.closed === undefined ? 2 * openLeads : wholeNumber('closed', values.closed),
    },
  };
}

function versionFrom(text: string): OdooVersion {
  const version = VERSIONS.find((known) => String(known) === text);
  if (version === undefined) {
    throw new Error(`--odoo-version must be one of ${VERSIONS.join(', ')}, not "${text}".`);
  }
  return version;
}

await runCommand(USAGE, optionsFrom, startOdooSimulator);
