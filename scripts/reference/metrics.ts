import { Registry } from '@prometheus-io/client';

import type { DatasetServices } from '../../backend/src/datasets/engine/dataset.ts';
import { createMetrics } from '../../backend/src/main/metrics.ts';
import { codes, head, type ReferencePage, table } from './page.ts';

/** What the client library keeps of a metric beside its values, and does not declare. */
interface Described {
  name: string;
  help: string;
  labelNames?: readonly string[];
}

/** Every metric that a backend registers. Nobody asks for their values: the services that they would be read from are not touched. */
export const metricsPage: ReferencePage = {
  file: 'metrics.md',
  async render() {
    const registry = new Registry();
    const operation = { events: { listen: () => undefined }, activities: {} };
    createMetrics({ operation } as unknown as DatasetServices, registry);
    const metrics = registry.getMetricsAsArray().map((metric) => ({ ...described(metric), kind: kindOf(metric) }));
    const process = metrics.filter(({ name }) => /^vigie_(process|nodejs)_/.test(name));
    const own = metrics.filter((one) => !process.includes(one));
    return [
      ...head('Metrics', '`backend/src/main/metrics`'),
      '`GET /metrics`, in the text form of Prometheus: on the management listener without a token, on the main one with a token of the',
      'scope `admin`. What to make of them, and how to scrape: [operation.md](../operation.md#metrics). A histogram has the series',
      '`…_bucket`, `…_sum` and `…_count`.',
      '',
      ...list(own),
      '## The process',
      '',
      'Node.js and the operating system, by the default collectors of `@prometheus-io/client`. Some exist on Linux only.',
      '',
      ...list(process),
    ].join('\n');
  },
};

function list(metrics: readonly (Described & { kind: string })[]): string[] {
  return table(
    ['Metric', 'Kind', 'Labels', 'Meaning'],
    metrics
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, kind, labelNames = [], help }) => [`\`${name}\``, kind, codes(labelNames), help])
  );
}

function described(metric: object): Described {
  const { name, help, labelNames } = metric as Described;
  return { name, help, labelNames };
}

/** The class of a metric is its kind: Gauge, Counter, Histogram, Summary. */
function kindOf(metric: object): string {
  return metric.constructor.name.toLowerCase();
}
