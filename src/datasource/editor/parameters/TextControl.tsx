import { Input } from '@grafana/ui';
import React, { useState } from 'react';

import { hasVariable } from '../../request/interpolation';
import type { ControlProps } from './controlProps';

/**
 * A text or number that is typed. It is stored when the field is left or Enter is pressed, so that a panel does not
 * query at every key. Numbers are stored as numbers; a template variable stays the text it is.
 */
export function TextControl({ parameter, value, onChange, invalid, ...input }: ControlProps) {
  const stored = value === undefined ? '' : String(value);
  const [draft, setDraft] = useState<string>();

  const isNumber = (parameter.type === 'integer' || parameter.type === 'number') && !hasVariable(stored);
  const commit = () => {
    const text = (draft ?? stored).trim();
    setDraft(undefined);
    if (text !== stored) {
      onChange(text === '' ? undefined : isNumber ? Number(text) : text);
    }
  };

  return (
    <Input
      {...input}
      {...(isNumber && { type: 'number', min: parameter.minimum, max: parameter.maximum })}
      {...(isNumber && { step: parameter.type === 'integer' ? 1 : 'any' })}
      value={draft ?? stored}
      invalid={invalid}
      aria-invalid={invalid}
      width={28}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}
