import { describe, expect, it } from 'vitest';
import type { Annotation } from '#contract/metrics.ts';
import { hiddenOf, marksOf, toggled } from './marks.ts';

const annotation = (more: Partial<Annotation>): Annotation => ({
  kind: 'incident',
  id: '00000000-0000-4000-8000-000000000001',
  from: '2026-11-22T10:00:00.000Z',
  to: '2026-11-22T13:00:00.000Z',
  title: 'Sign-in is slow',
  severity: 'P1',
  invitations: null,
  by: null,
  ...more,
});

describe('what happened, in the charts', () => {
  it('says what it was, how bad and how long', () => {
    const [mark] = marksOf([annotation({})], [], () => undefined);
    expect(mark).toMatchObject({ word: 'Incident', title: 'Sign-in is slow', colour: 'critical' });
    expect(mark?.detail).toMatch(/^P1, 22 Nov 2026, \d\d:00 for 3 h$/);
  });

  it('says who put a version into use, and leads nowhere from there', () => {
    const at = '2026-11-22T10:00:00.000Z';
    const deployment = annotation({ kind: 'deployment', title: '1.2.0', severity: null, by: 'Ada', to: at });
    const [mark] = marksOf([deployment], [], () => undefined);
    expect(mark).toMatchObject({ title: 'Version 1.2.0', from: mark?.to });
    expect(mark?.detail).toMatch(/^by Ada, 22 Nov/);
    expect(mark?.onOpen).toBeUndefined();
  });

  it('goes on while it is open, and leads to what it is about', () => {
    const opened: string[] = [];
    const batch = annotation({ kind: 'batch', id: 'b', to: null, severity: null, invitations: 40 });
    const [mark] = marksOf([batch], [], ({ id }) => opened.push(id));
    expect(mark?.detail).toMatch(/^40 invitations, .*, goes on$/);
    mark?.onOpen?.();
    expect(opened).toEqual(['b']);
  });

  it('puts the worst of a group first', () => {
    const weights = [
      annotation({ severity: 'P0' }),
      annotation({}),
      annotation({ kind: 'alert', severity: 'critical' }),
      annotation({ kind: 'deployment', severity: null }),
      annotation({ kind: 'batch', severity: null }),
    ].map((one) => marksOf([one], [], () => undefined)[0]?.weight ?? 0);
    expect(weights).toEqual([...weights].sort((one, other) => other - one));
  });

  it('is switched off by kind, as the address says', () => {
    expect(hiddenOf('alert.batch.nonsense')).toEqual(['alert', 'batch']);
    expect(toggled([], 'batch')).toBe('batch');
    expect(toggled(['alert', 'batch'], 'incident')).toBe('incident.alert.batch');
    expect(toggled(['alert'], 'alert')).toBeUndefined();
    const all = [annotation({}), annotation({ kind: 'alert' })];
    expect(marksOf(all, ['incident'], () => undefined).map(({ word }) => word)).toEqual(['Alert']);
  });
});
