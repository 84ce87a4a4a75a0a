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

export function printMeasurement({ name, value, unit, target, ok }: Measurement): void {
  const mark = ok === undefined ? ' ' : ok ? '✓' : '✗';
  const figure = `${Number(value.toPrecision(4))} ${unit}`;
  console.log(`${mark} ${name.padEnd(78)} ${figure.padStart(16)}   ${target ?? ''}`);
}
