import type { paths, ReportDelivery, ReportPreview, ReportSchedule } from '../api/contract';
import { send } from '../api/send';
import { RESOURCES_URL } from '../constants';

export type { ReportDelivery, ReportPreview, ReportSchedule };

/** The reports of the rules, and what became of their last due times, newest first. */
export type Reports = paths['/v1/reports']['get']['responses'][200]['content']['application/json'];

/** A due time of a report, of one enterprise where it has some; without `dueAt` the last one. */
export interface WantedReport {
  report: string;
  enterprise?: string;
  dueAt?: string;
}

const URL = `${RESOURCES_URL}/reports`;

export function fetchReports(): Promise<Reports> {
  return send('GET', URL);
}

export function fetchPreview(wanted: WantedReport): Promise<ReportPreview> {
  return send('GET', `${URL}/preview`, { params: wanted });
}

/** Asks for a report to be sent, again if it was; the backend that leads does so within seconds. */
export async function sendReport(wanted: WantedReport): Promise<void> {
  await send('POST', `${URL}/send`, { data: wanted });
}

/** What a line of the ledger is about. */
export function wantedOf({ report, enterprise, dueAt }: ReportDelivery): WantedReport {
  return { report, dueAt, ...(enterprise !== null && { enterprise }) };
}
