import {
  compileExpression,
  compileMatcher,
  ExpressionError,
  type Matcher,
} from '../../../backend/src/domain/tickets/matchers.ts';
import { atMost, type Measurement, told } from '../../measuring/report.ts';

/** Of each list titles are made: the same part again and again, or several without an order, which no cache has met. */
const PARTS = [
  ['a'],
  ['x'],
  ['é'],
  [' '],
  ['serveur '],
  ['\u0301'],
  ['🏪'],
  ['a', 'b'],
  ['a', 'x', ' ', '-', '_', '='],
  ['é', 'e\u0301', '1'],
];
/** Of expressions that backtracking engines do not come back from, and of alternatives and classes of many instructions. */
const SEEDS = [
  '(\\w|\\s|-|_)+',
  '.*.*.*serveur.*urgent',
  '(a+)+',
  '(a|a)*b',
  '(x+x+)+y',
  '([a-z]+)*=',
  '(a?){9}a{9}',
  '(.*)(.*)(.*)=',
  '(a|ab|b)*?c',
  '[^x]*x[^x]*',
  '(\\w{1,20}\\s)',
  '\\p{L}+\\p{N}',
  '(?:é|e\\u0301)+',
  '[ab]*a[ab]{9}',
  '(a|b|x)*?a(\\w|\\s){20}',
];
/** More than is looked at of a title. */
const PARTS_IN_TITLE = 5_000;
/** Titles that each is matched with; the least counts, since other programs take the processor in between. */
const TIMES = 20;
/** No rule is accepted that has as many instructions. */
const MAX_REPETITIONS = 300;

interface Slowest {
  ms: number;
  source: string;
}

/**
 * What a ticket with a hostile title costs, for expressions that a rule may have: each seed, alone and with another, once and repeated
 * as often as it is accepted.
 */
export function benchExpressions(): Promise<Measurement[]> {
  const sources = SEEDS.flatMap((seed, index) => [seed, `${seed}${SEEDS.at(index - 1)}`]).flatMap(onceAndLargest);
  let slowest: Slowest = { ms: 0, source: '' };
  for (const source of sources) {
    const matches = compileMatcher(`/${source}/i`);
    for (const parts of PARTS) {
      const ms = leastOf(matches, parts);
      slowest = ms > slowest.ms ? { ms, source } : slowest;
    }
  }
  return Promise.resolve([
    told('expressions that a rule may have, up to the largest', sources.length, ''),
    atMost(
      `a hostile title against the slowest of them, processor time (${slowest.source.slice(0, 24)}…)`,
      slowest.ms,
      5,
      'ms'
    ),
  ]);
}

/**
 * The expression once and repeated as often as it is accepted: anywhere in a text, from its beginning to its end, and repeated as a
 * whole.
 */
function onceAndLargest(source: string): string[] {
  return [(body: string) => body, (body: string) => `^${body}$`, (body: string) => `(${body})*=`].flatMap((framed) => {
    const repeated = (times: number) => framed(source.repeat(times));
    let [accepted, refused] = [0, MAX_REPETITIONS];
    while (refused - accepted > 1) {
      const middle = Math.floor((accepted + refused) / 2);
      [accepted, refused] = isAccepted(repeated(middle)) ? [middle, refused] : [accepted, middle];
    }
    return [1, accepted].filter((times) => times <= accepted).map(repeated);
  });
}

function isAccepted(source: string): boolean {
  try {
    compileExpression({ source, flags: 'i' });
    return true;
  } catch (error) {
    if (error instanceof ExpressionError) {
      return false;
    }
    throw error;
  }
}

function leastOf(matches: Matcher, parts: readonly string[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (let time = 0; time < TIMES; time += 1) {
    const title = titleOf(parts, time);
    const before = process.cpuUsage();
    matches(title);
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1_000);
  }
  return least;
}

/** Parts in an order that looks like none, another one for each seed. */
function titleOf(parts: readonly string[], seed: number): string {
  let state = seed + 1;
  return Array.from({ length: PARTS_IN_TITLE }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return parts[state % parts.length];
  }).join('');
}
