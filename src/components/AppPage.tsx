import { PluginPage } from '@grafana/runtime';
import React from 'react';

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
      {children}
    </PluginPage>
  );
}
