/** One line of the report. */
export interface Measurement {
  name: string;
  value: number;
  unit: string;
  /** What the value must reach, as people read it, e.g. `≤ 0.125`; absent: told for comparison. */
  target?: string;
  ok?: boolean;
}

/** A measurement that must not exceed a limit. */
export function atMost(name: string, value: number, limit: number, unit: string): Measurement {
  return { name, value, unit, target: `≤ ${limit}`, ok: value <= limit };
}

/** A measurement told beside others, without a target. */
export function told(name: string, value: number, unit: string): Measurement {
  return { name, value, unit };
}

/** A measurement with a limit where there is one. */
export function reach(name: string, value: number, limit: number | undefined, unit: string): Measurement {
  return limit === undefined ? told(name, value, unit) : atMost(name, value, limit, unit);
}

export function printMeasurement({ name, value, unit, target, ok }: Measurement): void {
  const mark = ok === undefined ? ' ' : ok ? '✓' : '✗';
  const figure = figureOf(value, unit);
  console.log(`${mark} ${name.padEnd(78)} ${figure.padStart(16)}   ${target ?? ''}`);
}

/**
 * The end of a run: what falls short, by name, and what could not be measured at all.
 *
 * @param failures - one sentence for each group that failed
 */
export function endOf(measurements: readonly Measurement[], failures: readonly string[]) {
  const short = measurements.filter(({ ok }) => ok === false);
  const lines = [
    ...short.map(
      ({ name, value, unit, target }) => `✗ falls short: ${name}: ${figureOf(value, unit)}, target ${target}`
    ),
    ...failures.map((sentence) => `✗ failed: ${sentence}`),
  ];
  const met = measurements.filter(({ ok }) => ok === true).length;
  return lines.length === 0
    ? { text: `All ${met} targets are met.`, exitCode: 0 }
    : { text: [...lines, `${met} targets are met.`].join('\n'), exitCode: 1 };
}

function figureOf(value: number, unit: string): string {
  return `${Number(value.toPrecision(4))} ${unit}`;
}
