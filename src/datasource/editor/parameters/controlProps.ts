import type { ParameterDescription } from '../../catalogue';

/** What every control of a parameter gets from its field. */
export interface ControlProps {
  parameter: ParameterDescription;
  /** The stored value; `undefined`: the parameter is not set. */
  value: unknown;
  /** Stores a value; `undefined` removes the parameter from the query. */
  onChange: (value: unknown) => void;
  id: string;
  'aria-labelledby': string;
  placeholder: string;
  invalid: boolean;
}
