import type { PlatformDeps } from '#platform/deps.ts';
import { pingDatabase } from '#platform/monitoring/health-repository.ts';
import { createMeter } from './meter.ts';
import { addPoints, noteStale } from './point-repository.ts';
import { apiProbe, type Finding, hostProbe, mailProbe, type Probe, runProbe } from './probe.ts';
import { forgetProbesExcept, lastLook, recordFinding } from './probe-repository.ts';
import { stretchOf } from './series.ts';

/** Nodes take turns: who comes sooner than this after the last look has nothing to do. */
const everyMilliseconds = 25_000;
const patienceMilliseconds = 10_000;
const dayMilliseconds = 86_400_000;

type Deps = Pick<PlatformDeps, 'database' | 'clock' | 'config' | 'lifecycle' | 'meter'>;

/** What this platform looks at. */
export function probesOf({ database, config, lifecycle }: Omit<Deps, 'clock' | 'meter'>): Probe[] {
  const pingsDatabase: Probe = {
    service: 'database',
    look: async () => {
      await pingDatabase(database);
      return { certificateExpiresAt: null };
    },
  };
  return [
    ...(lifecycle.listeningUrl === null ? [] : [apiProbe(lifecycle.listeningUrl)]),
    pingsDatabase,
    ...(config.smtpUrl === null ? [] : [mailProbe(config.smtpUrl)]),
    ...config.probes.map(hostProbe),
  ];
}

/** Looks at everything once, all at the same time, and writes down what was found. */
export async function probeAll(deps: Deps): Promise<boolean> {
  if (deps.lifecycle.draining) return false;
  const now = deps.clock.now();
  const last = await lastLook(deps.database);
  // A look in the future is one from before the clock was set back.
  if (last !== null && last <= now && now.getTime() - last.getTime() < everyMilliseconds) return false;
  const probes = probesOf(deps);
  const findings = await Promise.all(
    probes.map(async (probe) => ({
      service: probe.service,
      finding: await runProbe(probe, patienceMilliseconds),
    })),
  );
  await record(deps, now, findings);
  return false;
}

async function record(
  deps: Deps,
  now: Date,
  findings: readonly { service: string; finding: Finding }[],
): Promise<void> {
  const measured = createMeter(now, '');
  for (const { service, finding } of findings) {
    measured.observe('probe.up', service, finding.up ? 1 : 0);
    if (finding.up) measured.observe('probe.duration_ms', service, finding.milliseconds);
    if (finding.certificateExpiresAt) {
      const left = (finding.certificateExpiresAt.getTime() - now.getTime()) / dayMilliseconds;
      measured.observe('certificate.days_left', service, left);
    }
  }
  const at = new Date(stretchOf(now.getTime(), 10));
  await deps.database.transaction().execute(async (transaction) => {
    const points = { resolution: 10, at, node: deps.meter.node.name, measured: measured.drain() } as const;
    await addPoints(transaction, points);
    await noteStale(transaction, { source: 'points', resolution: 60, at: new Date(stretchOf(now.getTime(), 60)) });
    for (const { service, finding } of findings) await recordFinding(transaction, service, finding, now);
    await forgetProbesExcept(
      transaction,
      findings.map(({ service }) => service),
    );
  });
}
