import type { Curve } from '../core/facts.ts';

/** Places on the axes of a curve that are written down. */
export const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** What a curve shows: its height at each tick, and what is marked. */
export function curveInWords({ x, y, points, mark }: Curve): string {
  const heights = TICKS.map(tick => `${heightAt(points, tick).toFixed(2)} at ${tick}`).join(', ');
  const shown = points.length === 0 ? 'No points.' : `${y} by ${x}: ${heights}.`;
  return mark === undefined ? shown : `${shown} Marked at ${mark.at} (${mark.label}).`;
}

/** The curve at a place between its points, by a straight line; beyond them, as at the nearest. */
export function heightAt(points: Curve['points'], x: number): number {
  const ordered = points.toSorted(([a], [b]) => a - b);
  const next = ordered.findIndex(point => point[0] >= x);
  const [right, left] = [ordered[next] ?? ordered.at(-1), ordered[next - 1]];
  if (right === undefined) return 0;
  if (left === undefined || next === -1) return right[1];
  return left[1] + ((x - left[0]) / (right[0] - left[0])) * (right[1] - left[1]);
}
