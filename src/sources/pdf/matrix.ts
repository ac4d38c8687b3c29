import { type Drawing, numbers } from './open.ts';

/** `[a b c d e f]` of ISO 32000-1, 8.3.3: x' = ax + cy + e, y' = bx + dy + f. */
export type Matrix = readonly [number, number, number, number, number, number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** Size of the page as it is shown, and the matrix from its own space to that. */
export function viewOf({ box: [left, bottom, right, top], rotate }: Drawing): [number, number, Matrix] {
  const [w, h] = [right - left, top - bottom];
  if (rotate === 90) return [h, w, [0, -1, 1, 0, -bottom, right]];
  if (rotate === 180) return [w, h, [-1, 0, 0, -1, right, top]];
  if (rotate === 270) return [h, w, [0, 1, -1, 0, top, -left]];
  return [w, h, [1, 0, 0, 1, -left, -bottom]];
}

/** Direction of a vector in steps of 15 degrees, 0 to 345. */
export function degrees(dx: number, dy: number): number {
  const turns = Math.round((Math.atan2(dy, dx) * 180) / Math.PI / 15) * 15;
  return (turns + 360) % 360;
}

export function matrixOf(args: readonly unknown[]): Matrix | undefined {
  const six = numbers(args);
  return six?.length === 6 ? (six as unknown as Matrix) : undefined;
}

export function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}

export function apply(m: Matrix, x: number, y: number): [number, number] {
  return [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]];
}
