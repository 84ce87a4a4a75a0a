import { CustomVariableSupport, type DataQueryRequest, type DataQueryResponse } from '@grafana/data';
import { map, type Observable, of } from 'rxjs';

import { toVariableValues } from './answer/frames';
import { VariableQueryEditor } from './editor/VariableQueryEditor';
import type { DatasetSource, VigieVariableQuery } from './types';

/** Dashboard variables whose choices are the rows of a dataset. */
export class VigieVariableSupport extends CustomVariableSupport<DatasetSource, VigieVariableQuery> {
  editor = VariableQueryEditor;
  private readonly datasource: DatasetSource;

  constructor(datasource: DatasetSource) {
    super();
    this.datasource = datasource;
  }

  query(request: DataQueryRequest<VigieVariableQuery>): Observable<DataQueryResponse> {
    const query = request.targets[0];
    // Grafana asks filterQuery for panels only.
    if (!query || !this.datasource.filterQuery(query)) {
      return of({ data: [] });
    }
    return this.datasource
      .query(request)
      .pipe(
        map((response) => ({ ...response, data: toVariableValues(response.data, query.valueColumn, query.textColumn) }))
      );
  }
}
