/** A Grafana that can be started: where it is and how. */
export type GrafanaInstallation = { kind: 'process'; binary: string; home: string } | { kind: 'docker'; image: string };

/** One way to come by a Grafana. Each says what it does; one that fails gives way to the next. */
export interface Way {
  name: string;
  /** @returns the installation, or a sentence on why this way leads nowhere. */
  find(): Promise<GrafanaInstallation | string>;
}
