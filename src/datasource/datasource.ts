import {
  CoreApp,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
  getDefaultTimeRange,
  type ScopedVars,
} from '@grafana/data';
import { DataSourceWithBackend, getTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import { firstValueFrom, map, type Observable } from 'rxjs';

import { ANNOTATIONS } from './annotations';
import { takesDisplayTexts, withDisplayTexts } from './answer/displayTexts';
import { withDurationsAsked } from './answer/durations';
import { withoutEmptyColumns } from './answer/emptyTables';
import { distinctTexts } from './answer/frames';
import type { CatalogueAnswer, DatasetDescription } from './catalogue';
import { interpolateParams } from './request/interpolation';
import { dictionaryLanguage, localized } from './request/language';
import { ianaTimezone } from './request/timezone';
import type { DatasetSource, VigieOptions, VigieQuery } from './types';
import { VigieVariableSupport } from './variables';

/** The browser's half of the data source. Everything is answered by its Go part, which alone knows the token. */
export class VigieDataSource extends DataSourceWithBackend<VigieQuery, VigieOptions> implements DatasetSource {
  private readonly templateSrv: TemplateSrv;
  private suggestionCount = 0;
  private catalogue?: Promise<DatasetDescription[]>;

  constructor(settings: DataSourceInstanceSettings<VigieOptions>, templateSrv: TemplateSrv = getTemplateSrv()) {
    super(settings);
    this.templateSrv = templateSrv;
    this.variables = new VigieVariableSupport(this);
    this.annotations = ANNOTATIONS;
  }

  getDefaultQuery(): Partial<VigieQuery> {
    return { dataset: '', params: {} };
  }

  /** A query without a dataset is one being written: Grafana does not send it. */
  filterQuery(query: VigieQuery): boolean {
    return Boolean(query.dataset);
  }

  /**
   * Sends the queries with the time zone of the dashboard, so that days begin where its reader sees them begin, and with the
   * reader's language, in which errors and notices come. Queries that Grafana sends past this method (alert rules, panels
   * with expressions) have neither: the backend has its own time zone, the data source its own language.
   * The figures come back with their texts in the reader's language.
   */
  query(request: DataQueryRequest<VigieQuery>): Observable<DataQueryResponse> {
    const timezone = ianaTimezone(request.timezone);
    const language = dictionaryLanguage();
    const targets = request.targets.map((query) => ({ ...query, timezone, language }));
    const answers = super.query({ ...request, targets });
    const takesTexts = takesDisplayTexts(request);
    return answers.pipe(
      map((answer) => {
        const frames = withDurationsAsked(request, withoutEmptyColumns(request, answer.data));
        return { ...answer, data: takesTexts ? frames.map((frame) => withDisplayTexts(frame, language)) : frames };
      })
    );
  }

  /** The result of "Save & test", worded for its reader: the Go part gives each language. */
  async callHealthCheck(): ReturnType<DataSourceWithBackend['callHealthCheck']> {
    const result = await super.callHealthCheck();
    return { ...result, message: localized(Object(result.details).text, result.message) };
  }

  applyTemplateVariables(query: VigieQuery, scopedVars: ScopedVars): VigieQuery {
    return { ...query, params: interpolateParams(query.params ?? {}, this.templateSrv, scopedVars) };
  }

  getQueryDisplayText(query: VigieQuery): string {
    const params = Object.entries(query.params ?? {}).map(([name, value]) => `${name}=${String(value)}`);
    return params.length > 0 ? `${query.dataset} (${params.join(', ')})` : query.dataset;
  }

  /** What this data source's token may query. Read once; after a failure the next call tries again. */
  getDatasets(): Promise<DatasetDescription[]> {
    this.catalogue ??= this.getResource<CatalogueAnswer>('datasets', undefined, { showErrorAlert: false }).then(
      (answer) => answer?.datasets ?? [],
      (error) => {
        this.catalogue = undefined;
        throw error;
      }
    );
    return this.catalogue;
  }

  /** The distinct texts in a column of a dataset with its default parameters: what the editor offers as values. */
  async suggestValues(dataset: string, column: string): Promise<string[]> {
    const response = await firstValueFrom(
      this.query({
        app: CoreApp.Unknown,
        // Grafana cancels a running request when another one comes with the same id.
        requestId: `vigie-suggest-${++this.suggestionCount}`,
        interval: '1m',
        intervalMs: 60_000,
        range: getDefaultTimeRange(),
        scopedVars: {},
        startTime: Date.now(),
        targets: [{ refId: 'suggest', dataset, params: {} }],
        timezone: 'browser',
      })
    );
    // Queries that fail are in `errors`; a request that fails as a whole is only in `error`.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    const failure = response.errors?.[0] ?? response.error;
    if (failure) {
      throw new Error(failure.message);
    }
    return distinctTexts(response.data, column);
  }

  /** The dashboard's variables as they are written in a query, e.g. `$client`. */
  variableReferences(): string[] {
    return this.templateSrv.getVariables().map((variable) => `$${variable.name}`);
  }
}
