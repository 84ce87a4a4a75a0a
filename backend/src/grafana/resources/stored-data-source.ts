import type { Locale } from '../../domain/rules/locale.ts';
/** What is ours in a data source, as Grafana's API names it. */
export interface Settings {
  name: string;
  type: string;
  access: string;
  url: string;
  isDefault: boolean;
  basicAuth: boolean;
  withCredentials: boolean;
  jsonData: {
    backendUrl: string;
    /** Id of the binding: by it Vigie knows its organisations again. */
    binding: string;
    /** The organisation's: of errors and notices where nobody's own is known, such as those of alert rules. */
    language: Locale;
    /** Public id of the token beside it, so that both sides can be compared. */
    tokenId: string;
  };
}
export interface StoredDataSource extends Omit<Settings, 'jsonData'> {
  version: number;
  readOnly: boolean;
  jsonData?: Partial<Settings['jsonData']>;
  secureJsonFields: Partial<Record<'token', boolean>>;
}
