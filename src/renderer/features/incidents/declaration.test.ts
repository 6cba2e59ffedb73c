import { describe, expect, it } from 'vitest';
import { declarationOf, type EscalatedAlert } from './declaration.ts';

const alert: EscalatedAlert = {
  id: '00000000-0000-4000-8000-000000000001',
  rule: { id: '00000000-0000-4000-8000-000000000002', name: 'Service down', metric: 'probe.up', deleted: false },
  label: 'database',
  severity: 'critical',
  summary: 'Share of time up of database is 0 %; the limit is 50 %',
  fired_at: '2026-03-02T09:00:00.000Z',
  grouped: 0,
};
const of = (change: Partial<EscalatedAlert>) => declarationOf({ ...alert, ...change });
const rule = (metric: EscalatedAlert['rule']['metric']) => ({ ...alert.rule, metric });

describe('an incident that is escalated from an alert', () => {
  it('says what fired, since when, and begins off the status page', () => {
    expect(declarationOf(alert)).toEqual({
      title: 'Service down: database',
      severity: 'P0',
      services: [{ name: 'database', downtime: true }],
      public: false,
      startedAt: alert.fired_at,
      text: 'Escalated from an alert of the rule “Service down”. Share of time up of database is 0 %; the limit is 50 %.',
      alertId: alert.id,
    });
  });

  it('is as severe as the alert', () => {
    expect(of({ rule: rule('http.duration_ms') }).severity).toBe('P1');
    expect(of({ severity: 'warning' }).severity).toBe('P2');
    expect(of({ severity: 'info' }).severity).toBe('P2');
  });

  it('names what suffers, and as down only what a probe found down', () => {
    expect(of({ rule: rule('database.wait_ms'), label: '' }).services).toEqual([{ name: 'database', downtime: false }]);
    expect(of({ rule: rule('probe.duration_ms'), label: 'API' }).services).toEqual([{ name: 'api', downtime: false }]);
    expect(of({ rule: rule('cpu.share'), label: '' }).services).toEqual([{ name: 'api', downtime: false }]);
    expect(of({ label: '*', grouped: 12 })).toMatchObject({ title: 'Service down', services: [{ name: 'api' }] });
  });

  it('fits its field, whatever the rule and the series are called', () => {
    const long = of({ rule: { ...alert.rule, name: 'x'.repeat(100) }, label: 'y'.repeat(200) });
    expect(long.title).toHaveLength(150);
  });
});
