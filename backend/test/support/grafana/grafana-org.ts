import type { PlaylistSpec } from '../../../src/grafana/resources/playlist.ts';

export interface FakeDataSource {
  uid: string;
  name: string;
  type: string;
  access: string;
  url: string;
  isDefault: boolean;
  jsonData: Record<string, unknown>;
  /** Never in an answer. */
  secrets: Record<string, string>;
  version: number;
  readOnly: boolean;
}

export interface FakeDashboard {
  folderUid: string;
  version: number;
  content: { uid: string; title: string } & Record<string, unknown>;
}

export interface FakePlaylist {
  metadata: { name: string; resourceVersion: string };
  spec: PlaylistSpec;
}

export interface FakeUser {
  id: number;
  login: string;
  email: string;
  isGrafanaAdmin: boolean;
}

/** One organisation of a Grafana: everything in it belongs to it alone. */
export class FakeOrg {
  readonly id: number;
  name: string;
  /** Roles by the user's number. */
  readonly members = new Map<number, string>();
  readonly dataSources = new Map<string, FakeDataSource>();
  /** Titles by uid. */
  readonly folders = new Map<string, string>();
  readonly dashboards = new Map<string, FakeDashboard>();
  readonly playlists = new Map<string, FakePlaylist>();
  preferences: Record<string, unknown> = {};
  app: { enabled: boolean; pinned: boolean; jsonData?: object } = { enabled: false, pinned: false };
  teams = 0;

  constructor(id: number, name: string) {
    this.id = id;
    this.name = name;
  }

  /** A dashboard that a person makes. */
  addDashboard(uid: string, folderUid = ''): void {
    this.dashboards.set(uid, { folderUid, version: 1, content: { uid, title: uid } });
  }
}
