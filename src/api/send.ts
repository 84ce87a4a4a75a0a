import { getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';

/**
 * Sends a request through Grafana, without Grafana's own messages: pages say what came of it.
 *
 * @returns the body of the answer
 */
export async function send<T>(
  method: string,
  url: string,
  { data, params }: { data?: unknown; params?: object } = {}
): Promise<T> {
  const request = { method, url, data, params, showErrorAlert: false, showSuccessAlert: false };
  return (await lastValueFrom(getBackendSrv().fetch<T>(request))).data;
}
