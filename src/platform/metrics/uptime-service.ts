import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { readServices } from '#platform/uptime/read-service.ts';
import { statesOf, uptimeOf } from '#platform/uptime/timeline.ts';
import { uptimeTarget } from '#shared/incidents/targets.ts';
import { light } from '#shared/metrics/light.ts';
import { readRange } from './ranges.ts';

/** How every service fared over a range. */
export async function uptime(
  deps: Pick<PlatformDeps, 'database' | 'clock'>,
  query: HandlerInputOf<'metrics.uptime'>['query'],
): Promise<AnswerOf<'metrics.uptime'>> {
  const now = deps.clock.now();
  const range = readRange(query, now);
  const known = await readServices(deps.database, range.from, range.to, now);
  return {
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    items: known.names.map((name) => {
      const timeline = known.timeline(name);
      const share = uptimeOf(timeline, timeline.range).uptime;
      const target = uptimeTarget(name);
      return {
        name,
        uptime: share,
        target,
        light: light(share, target, 'higher_share'),
        states: statesOf(timeline, now.getTime()),
      };
    }),
  };
}
