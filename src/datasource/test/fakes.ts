import type { DataSourceInstanceSettings, TypedVariableModel } from '@grafana/data';
import { type BackendSrv, type BackendSrvRequest, setBackendSrv, type TemplateSrv } from '@grafana/runtime';
import { of, throwError } from 'rxjs';

import { VigieDataSource } from '../datasource';
import type { VigieOptions } from '../types';
import { CATALOGUE } from './catalogue';

type Answer = (request: BackendSrvRequest) => unknown;

/** Answers Grafana's HTTP client from memory; an answer that throws is a failed request. Returns the requests it got. */
export function fakeBackend(answer: Answer): BackendSrvRequest[] {
  const requests: BackendSrvRequest[] = [];
  const fetch = (request: BackendSrvRequest) => {
    requests.push(request);
    try {
      return of({ data: answer(request), status: 200, ok: true });
    } catch (error) {
      return throwError(() => error);
    }
  };
  setBackendSrv({ fetch } as unknown as BackendSrv);
  return requests;
}

/** A failure as Grafana's HTTP client throws it. */
export function fetchError(status: number, data: unknown) {
  return { status, statusText: 'Failed', data, config: { url: '' } };
}

/** A backend with the invented catalogue and two clients. */
export function answerFromCatalogue(request: BackendSrvRequest): unknown {
  if (request.url.endsWith('/resources/datasets')) {
    return { datasets: CATALOGUE };
  }
  const frame = {
    schema: {
      fields: [
        { name: 'id', type: 'string' },
        { name: 'client', type: 'string' },
      ],
    },
    data: {
      values: [
        ['1', '2', '3', '4'],
        ['BASH', 'Pimkie', 'BASH', null],
      ],
    },
  };
  const refIds: string[] = request.data.queries.map((query: { refId: string }) => query.refId);
  return { results: Object.fromEntries(refIds.map((refId) => [refId, { status: 200, frames: [frame] }])) };
}

/**
 * Grafana's interpolation, as far as the data source relies on it: `$name`, `${name}`, `${name:csv}`; a format in the text
 * beats the caller's formatter; scoped variables come first; unknown variables stay as they are.
 */
export function fakeTemplateSrv(variables: Record<string, unknown> = {}): TemplateSrv {
  return {
    getVariables: () => Object.keys(variables).map((name) => ({ name }) as TypedVariableModel),
    containsTemplate: (text = '') => text.includes('$'),
    updateTimeRange: () => undefined,
    replace: (text = '', scopedVars = {}, format) =>
      text.replace(/\$(\w+)|\$\{(\w+)(?::(\w+))?\}/g, (match, plain, braced, written) => {
        const name: string = plain ?? braced;
        const value = scopedVars[name]?.value ?? variables[name];
        if (value === undefined) {
          return match;
        }
        return !written && typeof format === 'function' ? format(value) : [value].flat().join(',');
      }),
  };
}

/** A data source over {@link fakeBackend} and {@link fakeTemplateSrv}. */
export function fakeDatasource(variables: Record<string, unknown> = {}): VigieDataSource {
  const settings = {
    uid: 'vigie',
    type: 'agitel-vigie-datasource',
    name: 'Vigie',
    meta: { id: 'agitel-vigie-datasource' },
    jsonData: {},
  } as DataSourceInstanceSettings<VigieOptions>;
  return new VigieDataSource(settings, fakeTemplateSrv(variables));
}
