import type { VigieOptions, VigieSecureOptions } from '../types';

/** What each section of the settings reads and changes. */
export interface SettingsProps {
  jsonData: VigieOptions;
  /** Secrets typed since the page was opened; stored ones never come back to the browser. */
  secrets: VigieSecureOptions;
  /** Which secrets are stored. */
  configured: Record<string, boolean>;
  /** A provisioned data source cannot be changed here. */
  readOnly: boolean;
  onJsonChange: (change: Partial<VigieOptions>) => void;
  onSecretChange: (name: keyof VigieSecureOptions, value: string) => void;
  onSecretReset: (name: keyof VigieSecureOptions) => void;
}
