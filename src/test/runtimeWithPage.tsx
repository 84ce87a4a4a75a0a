import type { PluginPageProps } from '@grafana/runtime';
import React from 'react';

/**
 * Grafana's run-time package with a page like the one Grafana puts in: the package's own stand-in leaves title and actions
 * out. For `jest.mock('@grafana/runtime', …)`, which needs it from inside of its factory.
 */
export function runtimeWithPage(): object {
  return {
    ...jest.requireActual('@grafana/runtime'),
    PluginPage: ({ renderTitle, actions, children }: PluginPageProps) => (
      // Grafana's drawers look for the element they open in.
      <main className="main-view">
        {renderTitle?.('')}
        {actions}
        {children}
      </main>
    ),
  };
}
