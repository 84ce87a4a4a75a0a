import { Switch } from '@grafana/ui';
import React from 'react';

import type { ControlProps } from './controlProps';

/** Yes or no; shows the default as long as nobody chose. */
export function SwitchControl({ parameter, value, onChange, id, 'aria-labelledby': labelledBy }: ControlProps) {
  return (
    <Switch
      id={id}
      aria-labelledby={labelledBy}
      value={Boolean(value ?? parameter.default)}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
