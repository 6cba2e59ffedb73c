import { describe, expect, it } from 'vitest';
import type { AffectedService } from '#contract/incidents.ts';
import type { IncidentRow } from '#platform/db/schema.ts';
import { compareWithIncidents, type ReplayedAlert } from './against-incidents.ts';

const minute = 60_000;
const noon = Date.parse('2026-03-02T12:00:00.000Z');
const range = { end: noon + 24 * 60 * minute, step: 10_000 };
const rule = { metric: 'http.duration_ms', window_seconds: 60, for_seconds: 60 } as const;

const alert = (from: number, to: number | null, label = ''): ReplayedAlert => ({
  label,
  firings: [{ from: noon + from * minute, to: to === null ? null : noon + to * minute, peak: 1 }],
});
let number = 0;
function incident(from: number, to: number | null, change: Partial<IncidentRow> = {}): IncidentRow {
  number += 1;
  return {
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    version: 1,
    title: `Incident ${number}`,
    severity: 'P1',
    state: to === null ? 'declared' : 'resolved',
    services: [{ name: 'api', downtime: true }] satisfies AffectedService[],
    public: number % 2 === 0,
    started_at: new Date(noon + from * minute),
    resolved_at: to === null ? null : new Date(noon + to * minute),
    impact: null,
    cause: null,
    resolution: to === null ? null : 'x',
    alert_id: null,
    declared_by: '00000000-0000-4000-8000-000000000000',
    declared_at: new Date(noon + from * minute),
    updated_at: new Date(noon + from * minute),
    ...change,
  };
}
const compare = (alerts: ReplayedAlert[], incidents: IncidentRow[]) =>
  compareWithIncidents(rule, [''], alerts, incidents, range);

describe('a rule against incidents', () => {
  it('counts alerts that were one, and incidents that were found, each once', () => {
    const missed = incident(600, 640);
    const told = compare([alert(5, 10), alert(20, 25), alert(300, 310)], [incident(0, 30), incident(24, 40), missed]);
    expect(told.precision).toMatchObject({ part: 2, n: 3 });
    expect(told.recall).toMatchObject({ part: 2, n: 3 });
    expect(told.recall.interval?.low).toBeCloseTo(0.2077, 3);
    expect(told.missed.map(({ id }) => id)).toEqual([missed.id]);
  });

  it('bears with ten minutes before and after, and with what a firing was judged by', () => {
    // The window and the time it had to be so are two minutes: it speaks of the time from 58 on.
    const found = (from: number, to: number) => compare([alert(60, 70)], [incident(from, to)]).recall.part;
    expect(found(80, 90)).toBe(1);
    expect(found(81, 90)).toBe(0);
    expect(found(40, 48)).toBe(1);
    expect(found(40, 47)).toBe(0);
    expect(found(65, 65)).toBe(1);
  });

  it('bears with nothing finer than the steps that were looked at', () => {
    const coarse = { ...range, step: 60 * minute };
    const told = compareWithIncidents(rule, [''], [alert(120, 180)], [incident(0, 7)], coarse);
    expect(told.recall.part).toBe(1);
  });

  it('says nothing of what there was none of', () => {
    const none = compare([alert(5, 10)], []);
    expect(none.recall).toEqual({ share: null, part: 0, n: 0, interval: null });
    expect(none.precision).toMatchObject({ share: 0, n: 1 });
    expect(compare([], [incident(0, 5)]).precision.share).toBeNull();
  });

  it('takes what still goes on to go on to the end', () => {
    expect(compare([alert(5, null)], [incident(700, 710)]).recall.part).toBe(1);
    expect(compare([alert(700, 710)], [incident(5, null)]).precision.part).toBe(1);
  });

  it('asks of a rule over probes only for incidents of its services', () => {
    const probes = { ...rule, metric: 'probe.up' } as const;
    const incidents = [incident(0, 10), incident(0, 10, { services: [{ name: 'Mail', downtime: false }] })];
    const of = (label: string, labels: string[]) =>
      compareWithIncidents(probes, labels, [alert(5, 10, label)], incidents, range);
    expect(of('mail', ['mail'])).toMatchObject({
      services: ['mail'],
      recall: { part: 1, n: 1 },
      precision: { part: 1 },
    });
    expect(of('database', ['database', 'api'])).toMatchObject({ recall: { part: 0, n: 1 }, precision: { part: 0 } });
  });
});
