import { parseArgs } from 'node:util';

import { instant } from '../backend/src/config/environment/variable-types.ts';
import { decode } from '../backend/src/schemas/findings.ts';
import { type Language, LANGUAGES, machineLanguage } from './language.ts';

/** What the command line of the demo asks for. */
export interface DemoOptions {
  /** Prints the board and ends. */
  once: boolean;
  /** Follows the sources: `npm run dev`. */
  reload: boolean;
  /** Leaves Grafana out, and the building of the plugin with it. */
  withoutGrafana: boolean;
  seed: number;
  /** Of the text board and of the pages and organisations in Grafana. */
  language: Language;
  grafanaPort: number;
  /** Where the business clock is held; absent: real time. */
  now?: Date;
}

export const USAGE = `Usage: npm run demo -- [options]
  --once               prints the board as text and ends
  --reload             builds and starts again what changes (npm run dev)
  --without-grafana    backend, sources and counters only: nothing is built
  --language LANGUAGE  fr-FR or en-US (default: the machine's, by LC_ALL, LC_MESSAGES or LANG; French unless it is English)
  --seed N             other invented data (default 7)
  --grafana-port N     port of Grafana where it is free (default 3000)
  --now INSTANT        holds the clock and the data at an ISO instant with its offset: 2026-11-27T00:30:00+01:00
  --help
`;

/** Years of which the invented history makes sense. */
const YEARS = { first: 2000, last: 2099 } as const;

/**
 * Reads the arguments of the demo.
 * @returns undefined when they ask for help
 * @throws Error with one sentence: what is wrong and what to write
 */
export function readOptions(args: string[]): DemoOptions | undefined {
  const { values } = parseArgs({
    args,
    options: {
      once: { type: 'boolean', default: false },
      reload: { type: 'boolean', default: false },
      'without-grafana': { type: 'boolean', default: false },
      seed: { type: 'string', default: '7' },
      language: { type: 'string' },
      'grafana-port': { type: 'string', default: '3000' },
      now: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    return undefined;
  }
  if (values.once && values.reload) {
    throw new Error('--once ends and --reload goes on: leave one of them out.');
  }
  return {
    once: values.once,
    reload: values.reload,
    withoutGrafana: values['without-grafana'],
    seed: wholeNumber('--seed', values.seed, 4_294_967_295),
    language: values.language === undefined ? machineLanguage() : languageOf(values.language),
    grafanaPort: wholeNumber('--grafana-port', values['grafana-port'], 65_535),
    ...(values.now === undefined ? {} : { now: instantOf(values.now) }),
  };
}

function languageOf(text: string): Language {
  const language = LANGUAGES.find((known) => known === text);
  if (language === undefined) {
    throw new Error(`--language must be ${LANGUAGES.join(' or ')}, not "${text}".`);
  }
  return language;
}

function wholeNumber(name: string, text: string, most: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > most) {
    throw new Error(`${name} must be a whole number up to ${most}, not "${text}".`);
  }
  return number;
}

function instantOf(text: string): Date {
  const wrong = (why: string) => new Error(`--now ${why}, not "${text}".`);
  let date: Date;
  try {
    date = decode(instant, text);
  } catch {
    throw wrong(`must be ${instant.expected.en}`);
  }
  // JavaScript takes 30 February for 2 March.
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  if (new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day) {
    throw wrong('must be a day that exists');
  }
  if (year < YEARS.first || year > YEARS.last) {
    throw wrong(`must be of the years ${YEARS.first} to ${YEARS.last}`);
  }
  return date;
}
