import type { Chance } from './random.ts';
import { day, hour, type Simulation } from './simulation.ts';

/** Versions that were put into use in the month, before the one that runs. Not on the day of the trouble. */
const versions: readonly { version: string; day: number; hour: number; by: string }[] = [
  { version: '0.0.7', day: 2, hour: 15, by: 'Henrik Sund' },
  { version: '0.0.8', day: 9, hour: 11, by: 'Henrik Sund' },
  { version: '0.0.9', day: 17, hour: 14, by: 'Ada Okafor' },
  { version: '0.0.10', day: 23, hour: 10, by: 'Henrik Sund' },
];

export function simulateDeployments(simulation: Simulation, chance: Chance, start: Date): void {
  for (const { version, day: days, hour: hours, by } of versions) {
    const at = new Date(start.getTime() + days * day + hours * hour);
    simulation.rows.deployments.push({ id: chance.uuid(), version, at, node: 'platform-1', deployed_by: by });
  }
}
