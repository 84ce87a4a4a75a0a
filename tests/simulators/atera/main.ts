import { parseArgs } from 'node:util';
import { clockFrom, livingFrom, runCommand, wholeNumber } from '../shared/command-line.ts';
import { startAteraSimulator, type AteraSimulatorOptions } from './index.ts';

const USAGE = `Usage: node tests/simulators/atera/main.ts [options]
  --port N                 port, 0 = any free one (default 0)
  --host ADDRESS           default 127.0.0.1
  --tickets N              active tickets (default 120)
  --done N                 finished tickets (default: twice the active ones)
  --alerts N               open alerts (default 25)
  --seed N                 default 1
  --now INSTANT            stops the clock at an ISO 8601 instant (default: real time)
  --live                   lets the account live, one step every --tick-seconds (default 5)
  --tick-seconds N
  --latency-ms N           waiting time of each answer (default 0)
  --requests-per-minute N  429 above it (default 700)
  --api-key KEY            accepted key, may be repeated (default sim-atera-key)
`;

/** Reads the command line; throws an Error that says what is wrong. */
function optionsFrom(args: string[]): AteraSimulatorOptions {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '0' },
      host: { type: 'string', default: '127.0.0.1' },
      tickets: { type: 'string', default: '120' },
      done: { type: 'string' },
      alerts: { type: 'string', default: '25' },
      seed: { type: 'string', default: '1' },
      now: { type: 'string' },
      live: { type: 'boolean', default: false },
      'tick-seconds': { type: 'string', default: '5' },
      'latency-ms': { type: 'string', default: '0' },
      'requests-per-minute': { type: 'string', default: '700' },
      'api-key': { type: 'string', multiple: true, default: ['sim-atera-key'] },
    },
  });
  const activeTickets = wholeNumber('tickets', values.tickets);
  const now = clockFrom(values.now);
  return {
    port: wholeNumber('port', values.port),
    host: values.host,
    apiKeys: values['api-key'],
    generate: {
      seed: wholeNumber('seed', values.seed),
      now: now(),
      activeTickets,
      doneTickets: values.done === undefined ? 2 * activeTickets : wholeNumber('done', values.done),
      openAlerts: wholeNumber('alerts', values.alerts),
    },
    latencyMs: wholeNumber('latency-ms', values['latency-ms']),
    requestsPerMinute: wholeNumber('requests-per-minute', values['requests-per-minute']),
    now,
    ...livingFrom(values.live, values['tick-seconds']),
  };
}

await runCommand(USAGE, optionsFrom, startAteraSimulator);
