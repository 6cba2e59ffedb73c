import { describe, expect, it } from 'vitest';
import { judge, verdictOf } from './verdict.ts';

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
    expect(verdictOf({ status: 'healthy', reasons: [], nodes: [] })).toEqual({
      verdict: 'unknown',
      otherwise: 'Nothing was measured in the last minute.',
    });
    expect(verdictOf({ status: 'degraded', reasons: ['1 alert fires'], nodes: [] }).verdict).toBe('degraded');
  });
});
