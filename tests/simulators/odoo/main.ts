import { parseArgs } from 'node:util';
import { clockFrom, livingFrom, runCommand, wholeNumber } from '../shared/command-line.ts';
import { type OdooSimulatorOptions, type OdooVersion, startOdooSimulator } from './index.ts';

const VERSIONS: readonly OdooVersion[] = [16, 17, 18, 19];

const USAGE = `Usage: node tests/simulators/odoo/main.ts [options]
  --port N                 port, 0 = any free one (default 0)
  --host ADDRESS           default 127.0.0.1
  --odoo-version N         ${VERSIONS.join(', ')} (default 19)
  --database NAME          default vigie
  --login LOGIN            default vigie@example.com
  --leads N                open leads (default 60)
  --closed N               won, lost and archived leads (default: twice the open ones)
  --seed N                 default 1
  --now INSTANT            stops the clock at an ISO 8601 instant (default: real time)
  --live                   lets the database live, one step every --tick-seconds (default 5)
  --tick-seconds N
  --latency-ms N           waiting time of each answer (default 0)
  --api-key KEY            accepted key, may be repeated (default sim-odoo-key)
`;

/** Reads the command line; throws an Error that says what is wrong. */
function optionsFrom(args: string[]): OdooSimulatorOptions {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '0' },
      host: { type: 'string', default: '127.0.0.1' },
      'odoo-version': { type: 'string', default: '19' },
      database: { type: 'string', default: 'vigie' },
      login: { type: 'string', default: 'vigie@example.com' },
      leads: { type: 'string', default: '60' },
      closed: { type: 'string' },
      seed: { type: 'string', default: '1' },
      now: { type: 'string' },
      live: { type: 'boolean', default: false },
      'tick-seconds': { type: 'string', default: '5' },
      'latency-ms': { type: 'string', default: '0' },
      'api-key': { type: 'string', multiple: true, default: ['sim-odoo-key'] },
    },
  });
  const openLeads = wholeNumber('leads', values.leads);
  const now = clockFrom(values.now);
  return {
    port: wholeNumber('port', values.port),
    host: values.host,
    version: versionFrom(values['odoo-version']),
    database: values.database,
    login: values.login,
    apiKeys: values['api-key'],
    generate: {
      seed: wholeNumber('seed', values.seed),
      now: now(),
      openLeads,
      closedLeads: values.closed === undefined ? 2 * openLeads : wholeNumber('closed', values.closed),
    },
    latencyMs: wholeNumber('latency-ms', values['latency-ms']),
    now,
    ...livingFrom(values.live, values['tick-seconds']),
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
