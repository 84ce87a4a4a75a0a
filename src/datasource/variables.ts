import { map, of, type Observable } from 'rxjs';
import { CustomVariableSupport, type DataQueryRequest, type DataQueryResponse } from '@grafana/data';
import { VariableQueryEditor } from './components/VariableQueryEditor';
import type { VigieDataSource } from './datasource';
import { toVariableValues } from './frames';
import type { VigieVariableQuery } from './types';

/** Dashboard variables whose choices are the rows of a dataset. */
export class VigieVariableSupport extends CustomVariableSupport<VigieDataSource, VigieVariableQuery> {
  editor = VariableQueryEditor;
  private readonly datasource: VigieDataSource;

  constructor(datasource: VigieDataSource) {
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
