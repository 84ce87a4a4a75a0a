import type { Clock } from '../../domain/clock/clock.ts';
import type { SourceStatesWriter } from '../../store/sources/source-states-writer.ts';
import type { ConnectionJobs } from './connection-jobs.ts';

/** How far the tickets of a connection are read, as the store remembers it: alike for every kind of upstream. */
export function ticketProgress(
  states: SourceStatesWriter,
  clock: Clock
): Pick<ConnectionJobs, 'hasFirstReading' | 'reconcileAgeMs' | 'isRestRead'> {
  return {
    hasFirstReading: async () => Boolean((await states.get('tickets'))?.watermark),
    async reconcileAgeMs() {
      const reconciledAt = (await states.get('tickets'))?.reconciled_at;
      return reconciledAt ? clock.now().getTime() - reconciledAt.getTime() : undefined;
    },
    isRestRead: async () => Boolean((await states.get('tickets'))?.full_read_at),
  };
}
