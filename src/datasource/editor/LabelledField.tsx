import { Field, Label } from '@grafana/ui';
import React, { type ComponentProps, useId } from 'react';

interface Props {
  label: string;
  description?: string;
  /** What is wrong with the value; absent: nothing. */
  problem?: string;
  /** Renders the control with the attributes that tie it to its label. */
  children: (control: { id: string; 'aria-labelledby': string }) => ComponentProps<typeof Field>['children'];
}

/**
 * A field whose control is named by its label alone: in Grafana's own `Field` the description becomes part of the name, and
 * `MultiCombobox` of Grafana 12.2 takes no `id`, only `aria-labelledby`.
 */
export function LabelledField({ label, description, problem, children }: Props) {
  const id = useId();
  const labelId = `${id}-label`;
  return (
    <Field
      noMargin
      invalid={problem !== undefined}
      error={problem}
      label={
        <Label htmlFor={id} description={description}>
          <span id={labelId}>{label}</span>
        </Label>
      }
    >
      {children({ id, 'aria-labelledby': labelId })}
    </Field>
  );
}
