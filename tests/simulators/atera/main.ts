import { parseArgs } from 'node:util';

import { COMMON_FLAGS, COMMON_USAGE, commonOptions, runCommand, wholeNumber } from '../shared/command-line.ts';
import { type AteraSimulatorOptions, startAteraSimulator } from './index.ts';

const USAGE = `Usage: npm run simulator:atera -- [options]
${COMMON_USAGE}\
  --tickets N              active tickets (default 120)
  --done N                 finished tickets (default: twice the active ones)
  --alerts N               open alerts (default 25)
  --requests-per-minute N  429 above it (default 700)
  --api-key KEY            accepted key, may be repeated (default sim-atera-key)
`;

/** Reads the command line; throws an Error that says what is wrong. */
function optionsFrom(args: string[]): AteraSimulatorOptions {
  const { values } = parseArgs({
    args,
    options: {
      ...COMMON_FLAGS,
      tickets: { type: 'string', default: '120' },
      done: { type: 'string' },
      alerts: { type: 'string', default: '25' },
      'requests-per-minute': { type: 'string', default: '700' },
      'api-key': { type: 'string', multiple: true, default: ['sim-atera-key'] },
    },
  });
  const common = commonOptions(values);
  const activeTickets = wholeNumber('tickets', values.tickets);
  return {
    ...common,
    apiKeys: values['api-key'],
    generate: {
      seed: common.seed,
      now: common.now(),
      activeTickets,
      doneTickets: values.done === undefined ? 2 * activeTickets : wholeNumber('done', values.done),
      openAlerts: wholeNumber('alerts', values.alerts),
    },
    requestsPerMinute: wholeNumber('requests-per-minute', values['requests-per-minute']),
  };
}

await runCommand(USAGE, optionsFrom, startAteraSimulator);
