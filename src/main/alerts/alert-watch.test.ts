import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { SessionState } from '#bridge/channels.ts';
import { callError } from '#main/platform-client/call-error.ts';
import { fail, succeed } from '#shared/result.ts';
import { AlertWatch, type DesktopAlert } from './alert-watch.ts';

const firedAt = '2026-03-02T09:00:00.000Z';
const alertOf = (number: number, change: Record<string, unknown> = {}) => ({
  id: `00000000-0000-4000-8000-00000000000${number}`,
  rule: { id: '00000000-0000-4000-9000-000000000000', name: `Rule ${number}`, metric: 'cpu.share', deleted: false },
  severity: 'critical',
  summary: 'Mean CPU is 95 %; the limit is 90 %',
  fired_at: firedAt,
  acknowledged: null,
  ...change,
});

let firing: object[];
let offline: boolean;
let shown: DesktopAlert[];
let counts: (number | null)[];
let total: number | null;
/** What may be shown: everything, what is critical, nothing. */
let passes: 'all' | 'critical' | 'none';
let watch: AlertWatch;
const session = (role: 'ops' | 'support', address = 'https://beta.example.com', rehearsal = false): SessionState => ({
  revision: 1,
  status: 'signed_in',
  profile: { id: 'p1', name: 'Beta', colour: 'teal', address, email: 'ola@example.com', rehearsal },
  user: {
    id: '00000000-0000-4000-8000-000000000009',
    email: 'ola@example.com',
    username: null,
    full_name: 'Ola',
    role,
    beta_tier: null,
    email_verified_at: null,
    totp_enabled: false,
  },
  connection: 'online',
  keychain: 'ok',
  notice: null,
});

beforeEach(() => {
  firing = [];
  offline = false;
  shown = [];
  counts = [];
  total = null;
  passes = 'all';
  watch = new AlertWatch({
    call: async () =>
      offline
        ? fail(callError('offline', 'No connection.'))
        : succeed(JSON.stringify({ items: firing, next_cursor: null, total: total ?? firing.length })),
    show: (alert) => void shown.push(alert),
    mayShow: (critical) => passes === 'all' || (critical && passes === 'critical'),
    onCount: (count) => void counts.push(count),
    onTrouble: (error) => {
      throw error;
    },
    delays: { first: 2 ** 30, every: 2 ** 30 },
  });
});

describe('the watch over alerts', () => {
  it('tells of what begins to fire, once, and leads to it', async () => {
    firing = [alertOf(1)];
    watch.observe(session('ops'));
    await watch.look();
    expect(shown).toEqual([]);
    firing = [alertOf(1), alertOf(2)];
    await watch.look();
    await watch.look();
    expect(shown).toEqual([
      {
        title: 'Critical: Rule 2',
        body: 'Mean CPU is 95 %; the limit is 90 %',
        path: '/alerts?id=00000000-0000-4000-8000-000000000002',
        critical: true,
        alertId: '00000000-0000-4000-8000-000000000002',
      },
    ]);
  });

  it('tells of it again when it fires again, and never of what is only for information', async () => {
    watch.observe(session('ops'));
    await watch.look();
    firing = [alertOf(1, { severity: 'info' })];
    await watch.look();
    firing = [alertOf(2)];
    await watch.look();
    firing = [];
    await watch.look();
    firing = [alertOf(2, { fired_at: '2026-03-02T09:10:00.000Z' })];
    await watch.look();
    expect(shown.map(({ title }) => title)).toEqual(['Critical: Rule 2', 'Critical: Rule 2']);
  });

  it('makes one of many', async () => {
    watch.observe(session('ops'));
    await watch.look();
    firing = [1, 2, 3, 4].map((number) => alertOf(number, { severity: 'warning' }));
    await watch.look();
    expect(shown).toMatchObject([{ title: '4 alerts began to fire', path: '/alerts', critical: false }]);
  });

  it('tells a flood as one, and nothing old as new where not all of it is read', async () => {
    const flood = (from: number, at: string) =>
      Array.from({ length: 100 }, (_, index) => alertOf(1, { id: `flood ${from + index}`, fired_at: at }));
    watch.observe(session('ops'));
    await watch.look();
    // A night in which this computer slept.
    firing = flood(0, firedAt);
    total = 1000;
    await watch.look();
    expect(shown).toMatchObject([{ title: '100 or more alerts began to fire' }]);
    expect(shown[0]?.body).toContain('1000 fire in all');
    // Some of them resolve, and others that fired as long move up.
    firing = flood(50, firedAt);
    total = 950;
    await watch.look();
    expect(shown).toHaveLength(1);
    firing = [alertOf(2, { fired_at: '2026-03-02T09:30:00.000Z' }), ...flood(50, firedAt).slice(0, 99)];
    await watch.look();
    expect(shown.map(({ title }) => title).slice(1)).toEqual(['Critical: Rule 2']);
  });

  it('holds back in quiet hours, and tells after them what still fires', async () => {
    watch.observe(session('ops'));
    await watch.look();
    passes = 'critical';
    const warnings = [1, 2, 3].map((number) => alertOf(number, { severity: 'warning' }));
    firing = [...warnings, alertOf(4)];
    await watch.look();
    expect(shown.map(({ title }) => title)).toEqual(['Critical: Rule 4']);
    firing = warnings.slice(1);
    await watch.look();
    passes = 'all';
    await watch.look();
    await watch.look();
    expect(shown.map(({ title }) => title)).toEqual(['Critical: Rule 4', 'Warning: Rule 2', 'Warning: Rule 3']);
  });

  it('says how many fire, also at the first look, and nothing once nobody is signed in', async () => {
    watch.observe(session('ops'));
    firing = [alertOf(1), alertOf(2, { severity: 'info' })];
    await watch.look();
    firing = [];
    await watch.look();
    watch.stop();
    expect(counts).toEqual([null, 2, 0, null]);
  });

  it('says of what a rehearsal shows that it is one', async () => {
    watch.observe(session('ops', 'http://127.0.0.1:4480', true));
    await watch.look();
    firing = [alertOf(1)];
    await watch.look();
    expect(shown.map(({ title }) => title)).toEqual(['Rehearsal: Critical: Rule 1']);
  });

  it('neither tells nor forgets anything without an answer', async () => {
    watch.observe(session('ops'));
    firing = [alertOf(1)];
    await watch.look();
    offline = true;
    await watch.look();
    offline = false;
    await watch.look();
    expect(shown).toEqual([]);
  });

  it('is for those who may act, and begins anew at another platform', async () => {
    watch.observe(session('support'));
    firing = [alertOf(1)];
    await watch.look();
    watch.observe(session('ops'));
    await watch.look();
    watch.observe(session('ops', 'https://other.example.com'));
    firing = [alertOf(2)];
    await watch.look();
    expect(shown).toEqual([]);
  });

  it('tells nothing twice where one look overtakes another', async () => {
    const waiting: ((items: object[]) => void)[] = [];
    const crossed = new AlertWatch({
      call: async () => {
        const items = await new Promise<object[]>((resolve) => waiting.push(resolve));
        return succeed(JSON.stringify({ items, next_cursor: null, total: items.length }));
      },
      show: (alert) => void shown.push(alert),
      mayShow: () => true,
      onCount: () => undefined,
      onTrouble: (error) => {
        throw error;
      },
      delays: { first: 2 ** 30, every: 2 ** 30 },
    });
    const look = (times: number) => {
      const looks = Array.from({ length: times }, () => crossed.look());
      return { looks, asked: waiting.splice(0) };
    };
    crossed.observe(session('ops'));
    const first = look(1);
    first.asked[0]?.([]);
    await Promise.all(first.looks);
    const both = look(2);
    both.asked[1]?.([alertOf(1)]);
    await both.looks[1];
    both.asked[0]?.([]);
    await both.looks[0];
    const last = look(1);
    last.asked[0]?.([alertOf(1)]);
    await Promise.all(last.looks);
    expect(shown).toHaveLength(1);
  });

  it('looks seldom by itself while it is called, but as soon as ever for what is held back', async () => {
    vi.useFakeTimers();
    let looks = 0;
    const called = new AlertWatch({
      call: async () => {
        looks += 1;
        return succeed(JSON.stringify({ items: firing, next_cursor: null, total: firing.length }));
      },
      show: (alert) => void shown.push(alert),
      mayShow: () => passes === 'all',
      onCount: () => undefined,
      onTrouble: (error) => {
        throw error;
      },
      isCalled: () => true,
      delays: { first: 5000, every: 10_000 },
    });
    try {
      called.observe(session('ops'));
      await vi.advanceTimersByTimeAsync(5000);
      expect(looks).toBe(1);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(looks).toBe(2);
      passes = 'none';
      firing = [alertOf(1)];
      await called.look();
      passes = 'all';
      await vi.advanceTimersByTimeAsync(10_000);
      expect(shown.map(({ title }) => title)).toEqual(['Critical: Rule 1']);
      await vi.advanceTimersByTimeAsync(50_000);
      expect(looks).toBe(4);
    } finally {
      called.stop();
      vi.useRealTimers();
    }
  });
});
