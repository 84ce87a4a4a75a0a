import { Field, Label } from '@grafana/ui';
import React, { type ComponentProps, useId } from 'react';

/** Attributes that tie a control to its label and to what is wrong with it. */
export interface FieldControl {
  id: string;
  'aria-labelledby': string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean;
}

interface Props {
  label: string;
  description?: string;
  /** What is wrong with the value; absent: nothing. */
  problem?: string;
  required?: boolean;
  children: (control: FieldControl) => ComponentProps<typeof Field>['children'];
}

/** A field of a form whose control is named by its label alone, and described by what is wrong with it. */
export function FormField({ label, description, problem, required, children }: Props) {
  const id = useId();
  const labelId = `${id}-label`;
  const problemId = `${id}-problem`;
  return (
    <Field
      noMargin
      invalid={problem !== undefined}
      error={<span id={problemId}>{problem}</span>}
      label={
        <Label htmlFor={id} description={description}>
          <span id={labelId}>{label}</span>
          {required && <span aria-hidden> *</span>}
        </Label>
      }
    >
      {children({
        id,
        'aria-labelledby': labelId,
        'aria-describedby': problem === undefined ? undefined : problemId,
        'aria-invalid': problem !== undefined,
      })}
    </Field>
  );
}
