import { css } from '@emotion/css';
import { PluginPage } from '@grafana/runtime';
import React from 'react';

import { PAGE_CONTAINER } from './table/narrow';

/** Tables and forms follow the width of the page, which is that of the window less Grafana's menu. */
const container = css({ containerType: 'inline-size', containerName: PAGE_CONTAINER });

interface Props {
  /** In the reader's language: the menu, which Grafana takes from plugin.json, is in French only. */
  title: string;
  actions?: React.ReactNode;
  children: React.ReactNode;
}

/** A page of the app inside of Grafana's own. */
export function AppPage({ title, actions, children }: Props) {
  return (
    <PluginPage renderTitle={() => <h1>{title}</h1>} actions={actions}>
      <div className={container}>{children}</div>
    </PluginPage>
  );
}
