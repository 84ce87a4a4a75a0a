import type { DoctorReport } from './check.ts';

/** A large counters database takes its time; a part that takes longer is reported as unfinished. */
const WHOLE_REPORT_MS = 10 * 60_000;

/** An answer comes within seconds and may lack what takes longer: asked again, the doctor goes on where it was. */
export async function wholeReport(
  { doctor }: { doctor: () => Promise<DoctorReport> },
  signal?: AbortSignal
): Promise<DoctorReport> {
  const until = Date.now() + WHOLE_REPORT_MS;
  let report = await doctor();
  while (!report.complete && Date.now() < until) {
    signal?.throwIfAborted();
    report = await doctor();
  }
  return report;
}
