/** How many times a company's own size: 200 sites of 6 enterprises, 50 active tickets. */
export const SCALES = [1, 10, 100] as const;

/** A figure that is measured at each scale. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** What the largest scale may be of the smallest; absent: told for comparison. */
  limit?: number;
}
