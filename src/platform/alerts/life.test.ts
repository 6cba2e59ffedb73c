import { describe, expect, it } from 'vitest';
import { type AlertLife, acknowledge, comesBack, reopen, resolve, runOut, silence } from './life.ts';

const at = (minutes: number) => new Date(Date.parse('2026-03-02T09:00:00.000Z') + minutes * 60_000);
const firing: AlertLife = {
  state: 'firing',
  fired_at: at(0),
  resolved_at: null,
  reopened: 0,
  acknowledged_until: null,
  silenced_until: null,
  told_at: at(0),
};
const become = (alert: AlertLife, step: { change: Partial<AlertLife> } | null): AlertLife => ({
  ...alert,
  ...step?.change,
});

describe('an alert', () => {
  it('comes back as the same within half an hour, and not later', () => {
    const over = become(firing, resolve(firing, at(5)));
    expect(comesBack(over, at(20))).toBe(true);
    expect(comesBack(over, at(36))).toBe(false);
    expect(comesBack(firing, at(20))).toBe(false);
    // A clock that was put back makes no second one.
    expect(comesBack(over, at(-60))).toBe(true);
    const again = become(over, reopen(over, at(20)));
    expect(again).toMatchObject({ state: 'firing', reopened: 1, resolved_at: null, fired_at: at(20) });
  });

  it('that comes and goes tells nobody each time', () => {
    const over = become(firing, resolve(firing, at(5)));
    expect(reopen(over, at(10)).tells).toBe(false);
    expect(reopen(over, at(16)).tells).toBe(true);
  });

  it('fires again when the time of its acknowledgement is over', () => {
    const taken = become(firing, acknowledge(firing, at(60)));
    expect(taken.state).toBe('acknowledged');
    expect(runOut(taken, at(59))).toBeNull();
    expect(runOut(taken, at(60))).toMatchObject({ kind: 'acknowledgement_ended', tells: true });
    expect(become(taken, runOut(taken, at(60))).state).toBe('firing');
  });

  it('stays silent through its silence, also when it comes back within it', () => {
    const silent = become(firing, silence(firing, at(120)));
    expect(runOut(silent, at(119))).toBeNull();
    const over = become(silent, resolve(silent, at(10)));
    expect(comesBack(over, at(100))).toBe(true);
    expect(reopen(over, at(100))).toMatchObject({ tells: false, change: { state: 'silenced' } });
    expect(comesBack(over, at(121))).toBe(false);
    expect(become(silent, runOut(silent, at(120)))).toMatchObject({ state: 'firing', silenced_until: null });
  });

  it('that is acknowledged is silent no more', () => {
    const silent = become(firing, silence(firing, at(120)));
    expect(become(silent, acknowledge(silent, at(60)))).toMatchObject({ state: 'acknowledged', silenced_until: null });
  });

  it('that is over can be neither acknowledged, silenced nor resolved', () => {
    const over = become(firing, resolve(firing, at(5)));
    expect([acknowledge(over, at(60)), silence(over, at(60)), resolve(over, at(6))]).toEqual([null, null, null]);
  });
});
