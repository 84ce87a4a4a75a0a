/** What a screen's link opens: the playlist of the two pages (mode A), or one page of the board. */
export const SCREEN_PAGES = ['playlist', 'board', 'clients', 'part', 'history', 'sources'] as const;
export type ScreenPage = (typeof SCREEN_PAGES)[number];

/** What the page in a screen's browser said of itself. */
export interface ScreenReport {
  /** Uid of the dashboard it shows. */
  page: string;
  /** Of the window, in CSS pixels. */
  width: number;
  height: number;
  /** When the page last got data; null when it never did. */
  dataAt: Date | null;
  /** Of the plugin that the browser has loaded. */
  version: string;
}

/** An office screen. */
export interface Screen {
  /** A UUID. */
  id: string;
  name: string;
  /** Of its Grafana account. */
  login: string;
  page: ScreenPage;
  createdAt: Date;
  /** End of its link. */
  expiresAt: Date;
  /** Null: begun, and its link was never made. */
  linkedAt: Date | null;
  revokedAt: Date | null;
  /** Its last report; null when it never reported. */
  seen: (ScreenReport & { at: Date }) | null;
}
