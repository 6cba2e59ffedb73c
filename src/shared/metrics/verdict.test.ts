import { describe, expect, it } from 'vitest';
import { judge, verdictOf } from './verdict.ts';

const cpu = { name: 'cpu.share', value: 0.2, mean: 0.2, peak: 0.3, limit: 1, light: 'green' } as const;
const slow = { ...cpu, name: 'database.slow_queries', value: 0 } as const;
const node = { name: 'a', started_at: '2026-11-22T10:00:00.000Z', last_at: '2026-11-22T10:00:00.000Z' };
const none = { firing: 0, critical: 0, held: 0 };
const off = { red: false, said: 'CPU: 85 %' };
const down = { red: true, said: 'mail is down' };

describe('the verdict over what is measured and what fires', () => {
  it('is the worst of all, and names what is worst first', () => {
    expect(judge([], none)).toEqual({ status: 'healthy', reasons: [] });
    expect(judge([off], none)).toEqual({ status: 'degraded', reasons: ['CPU: 85 %'] });
    expect(judge([off, down], { ...none, firing: 1 })).toEqual({
      status: 'critical',
      reasons: ['mail is down', 'CPU: 85 %', '1 alert fires'],
    });
    expect(judge([off], { firing: 1, critical: 1, held: 0 })).toEqual({
      status: 'critical',
      reasons: ['1 critical alert fires', 'CPU: 85 %'],
    });
  });

  it.each([
    [{ firing: 1, critical: 0, held: 0 }, 'degraded', '1 alert fires'],
    [{ firing: 3, critical: 0, held: 1 }, 'degraded', '3 alerts fire, 1 more is acknowledged or silenced'],
    [
      { firing: 3, critical: 1, held: 2 },
      'critical',
      '3 alerts fire, 1 of them critical, 2 more are acknowledged or silenced',
    ],
    [{ firing: 2, critical: 2, held: 0 }, 'critical', '2 alerts fire, all of them critical'],
    [{ firing: 0, critical: 0, held: 1 }, 'degraded', '1 alert is acknowledged or silenced'],
    [{ firing: 0, critical: 0, held: 4 }, 'degraded', '4 alerts are acknowledged or silenced'],
  ] as const)('is never healthy while an alert is open (%o)', (alerts, status, said) => {
    expect(judge([], alerts)).toEqual({ status, reasons: [said] });
  });

  it('calls nothing healthy that nobody measures, and hides no reason because of that', () => {
    expect(verdictOf({ status: 'healthy', reasons: [], nodes: [], resources: [] })).toEqual({
      verdict: 'unknown',
      otherwise: 'Nothing was measured in the last minute.',
    });
    const fires = { status: 'degraded' as const, reasons: ['1 alert fires'], nodes: [], resources: [] };
    expect(verdictOf(fires).verdict).toBe('degraded');
  });

  it('calls a platform healthy once it has measured something since it started', () => {
    const started = { status: 'healthy' as const, reasons: [], nodes: [node] };
    const first = { ...cpu, value: null };
    expect(verdictOf({ ...started, resources: [first, slow] })).toEqual({
      verdict: 'unknown',
      otherwise: 'The platform has just started; it is first measured within ten seconds.',
    });
    expect(verdictOf({ ...started, resources: [cpu, slow] }).verdict).toBe('healthy');
  });
});
