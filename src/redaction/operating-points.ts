/** How sure a finding must be, from 0 to 1, to be replaced. */
export const OPERATING_POINTS = {
  strict: 0.3,
  balanced: 0.5,
  precise: 0.8,
} as const;

export type OperatingPoint = keyof typeof OPERATING_POINTS;
