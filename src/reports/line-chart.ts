import type { Curve } from '../core/facts.ts';
import { curveInWords, TICKS } from './curve.ts';
import { type Html, html } from './html.ts';

/** The plane of the chart within its picture, in units of the picture. */
const [LEFT, TOP, WIDTH, HEIGHT] = [34, 44, 310, 190];

const across = (x: number) => (LEFT + WIDTH * within(x)).toFixed(1);
const down = (y: number) => (TOP + HEIGHT * (1 - within(y))).toFixed(1);

/** A line through the points of a curve, with a dashed line where something is marked. What it shows is also read out. */
export function lineChart(curve: Curve, title: string): Html {
  const { x, y, points, mark } = curve;
  const line = points
    .toSorted(([a], [b]) => a - b)
    .map(point => `${across(point[0])},${down(point[1])}`)
    .join(' ');
  return html`<svg class="chart curve" viewBox="0 0 ${LEFT + WIDTH + 16} ${TOP + HEIGHT + 42}" role="img" aria-label="${`${title}. ${curveInWords(curve)}`}">
${TICKS.map(grid)}
<text class="left under" x="4" y="12">${y}</text><text class="x under" x="${LEFT + WIDTH / 2}" y="${TOP + HEIGHT + 36}">${x}</text>
${points.length > 0 && html`<polyline points="${line}"/>`}${mark !== undefined && marked(mark)}</svg>`;
}

function grid(tick: number): Html {
  return html`<line x1="${LEFT}" y1="${down(tick)}" x2="${LEFT + WIDTH}" y2="${down(tick)}"/><text class="y under" x="${LEFT - 6}" y="${Number(down(tick)) + 4}">${tick}</text><line x1="${across(tick)}" y1="${TOP + HEIGHT}" x2="${across(tick)}" y2="${TOP + HEIGHT + 4}"/><text class="x under" x="${across(tick)}" y="${TOP + HEIGHT + 18}">${tick}</text>`;
}

/** The label stands over the plane, where no curve is, and runs away from the nearer edge. */
function marked({ at, label }: NonNullable<Curve['mark']>): Html {
  const x = across(at);
  return html`<line class="mark" x1="${x}" y1="${TOP - 4}" x2="${x}" y2="${TOP + HEIGHT}"/><text class="${within(at) > 0.5 ? 'right' : 'left'}" x="${x}" y="${TOP - 9}">${label}</text>`;
}

function within(value: number): number {
  return Math.min(1, Math.max(0, value));
}
