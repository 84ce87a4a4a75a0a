import { stopOnSignals } from '../servers/processes/stop-on-signals.ts';
import { type Measurement, printMeasurement } from './report.ts';

/**
 * Runs a measurement of many minutes, prints its lines, and ends the process: 0 when every target is met, 1 when some are not
 * or a signal stopped it.
 */
export async function runToVerdict(measure: (stop: AbortSignal) => Promise<Measurement[]>): Promise<void> {
  const stop = new AbortController();
  stopOnSignals({
    announce: () => {
      console.error('✗ stopped before its time: no verdict');
      stop.abort();
    },
    exitCode: () => 1,
  });
  try {
    const lines = await measure(stop.signal);
    console.log('');
    lines.forEach(printMeasurement);
    process.exit(lines.some((line) => line.ok === false) ? 1 : 0);
  } catch (error) {
    // What was asked to stop ends by itself, once everything tied to it has ended.
    if (!stop.signal.aborted) {
      throw error;
    }
  }
}
