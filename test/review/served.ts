// A review of a finished run that is served, as the command does it.
import { join } from 'node:path';
import { DecisionLog, type Reviewer } from '../../src/review/decision-log.ts';
import { openPlan } from '../../src/review/folder.ts';
import { reviewPage } from '../../src/review/page.ts';
import { serve } from '../../src/review/server.ts';
import { Session } from '../../src/review/session.ts';
import { type ShownRows, shownRows } from '../../src/review/shown-rows.ts';
import { datasetAt, never } from './dataset.ts';

export async function servedReview(
  folder: string,
  size: number,
  reviewer: Partial<Reviewer> = {},
  rows: ShownRows | undefined = undefined,
) {
  const dataset = await datasetAt(folder);
  const plan = await openPlan(dataset, { size }, never);
  const log = new DecisionLog(join(folder, 'review'), plan, { reviewer: 'Anna', queue: 'sample', ...reviewer });
  const shown = rows ?? (await shownRows(dataset, plan, never));
  const session = new Session(plan, log, shown, () => {});
  const page = reviewPage({ dataset: plan.dataset, reviewer: 'Anna', queue: 'sample', lifelike: [] });
  const server = await serve(session, page);
  const stop = async () => {
    await server.close();
    log.close();
  };
  return { plan, shown, session, page, url: new URL(server.url), failed: server.failed, stop };
}
