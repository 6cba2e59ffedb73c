import type { Executor } from '#platform/db/open.ts';
import type { Outage } from '#platform/incidents/downtime.ts';
import { readProbes, readStates } from '#platform/metrics/probe-repository.ts';
import { quietSince, stretches } from '#platform/metrics/uptime-service.ts';

/**
 * When probes found a service down, in the form of incidents: what nobody declared counts as well. One that goes on has
 * no end yet; one that nobody looked at any more ended when its last look stopped to stand for anything.
 */
export async function probeOutages(executor: Executor, from: Date, now: Date): Promise<Outage[]> {
  const [probes, states] = await Promise.all([readProbes(executor), readStates(executor, from, now)]);
  const services = [...new Set(states.map(({ service }) => service))];
  return services.flatMap((service) => {
    const quiet = quietSince(probes.find((probe) => probe.service === service));
    const own = states.filter((state) => state.service === service);
    return stretches(own, { from, to: now }, quiet)
      .filter(({ state }) => state === 'down')
      .map((stretch) => ({
        services: [{ name: service, downtime: true }],
        started_at: new Date(stretch.from),
        resolved_at: stretch.to === now.toISOString() ? null : new Date(stretch.to),
      }));
  });
}
