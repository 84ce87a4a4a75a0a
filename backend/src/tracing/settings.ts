/** The samplers of OpenTelemetry's specification of environment variables that need no server. */
export const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

/** Where spans go, and which. */
export interface TracingSettings {
  /** Of a collector, whole: `http://127.0.0.1:4318/v1/traces`. */
  url: string;
  /** Sent with each request to it; never logged. */
  headers: Record<string, string>;
  serviceName: string;
  sampler: (typeof SAMPLERS)[number];
  /** Share of the traces, 0 to 1, for the samplers of that name. */
  ratio: number;
  sendEveryMs: number;
}
