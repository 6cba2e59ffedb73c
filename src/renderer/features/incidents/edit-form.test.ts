import { describe, expect, it } from 'vitest';
import type { Incident } from '#renderer/data/incidents/incidents.ts';
import { changesOf, draftOf, rebaseDraft } from './edit-form.ts';

const base: Incident = {
  id: '0198f5c2-7b1e-4c3a-9b52-4f6f6a1f0c11',
  version: 3,
  title: 'API is down',
  severity: 'P0',
  state: 'investigating',
  services: [{ name: 'api', downtime: true }],
  public: true,
  started_at: '2026-03-02T09:00:30.500Z',
  resolved_at: null,
  duration_seconds: 60,
  first_response_seconds: null,
  impact: null,
  cause: null,
  resolution: null,
  alert_id: null,
  declared_by: { id: null, name: 'Mei', role: 'ops' },
  declared_at: '2026-03-02T09:01:00.000Z',
  updated_at: '2026-03-02T09:01:00.000Z',
};

describe('what is sent', () => {
  it('is nothing where nothing was changed, also where seconds don’t fit into the field', () => {
    expect(changesOf(base, draftOf(base))).toBeNull();
    expect(changesOf(base, { ...draftOf(base), title: ' API is down ' })).toBeNull();
  });

  it('is what was changed, with the version that it was changed on', () => {
    const draft = {
      ...draftOf(base),
      impact: ' Nobody can sign in ',
      public: false,
      services: [{ name: 'mail', downtime: false }],
    };
    expect(changesOf(base, draft)).toEqual({
      version: 3,
      impact: 'Nobody can sign in',
      public: false,
      services: [{ name: 'mail', downtime: false }],
    });
    const earlier = changesOf(base, { ...draftOf(base), started_at: '2026-03-02T08:00' });
    expect(earlier?.started_at).toMatch(/^2026-03-0\dT\d\d:00:00\.000Z$/);
    // A time that is half typed is not sent as one.
    expect(changesOf(base, { ...draftOf(base), started_at: '' })).toEqual({ version: 3 });
  });
});

describe('what somebody else changed meanwhile', () => {
  const now: Incident = { ...base, version: 4, severity: 'P1', title: 'Sign-in fails', cause: 'A full disk' };

  it('comes into fields that were left alone, and leaves what was typed', () => {
    const mine = { ...draftOf(base), title: 'Everything is down', impact: 'All members' };
    const { draft, meanwhile } = rebaseDraft(base, mine, now);
    expect(draft).toEqual({ ...draftOf(now), title: 'Everything is down', impact: 'All members' });
    expect(meanwhile).toEqual([
      { field: 'title', before: 'API is down', now: 'Sign-in fails', contested: true },
      { field: 'severity', before: 'P0', now: 'P1', contested: false },
      { field: 'cause', before: '', now: 'A full disk', contested: false },
    ]);
  });

  it('is no quarrel where both wrote the same', () => {
    const { meanwhile } = rebaseDraft(base, { ...draftOf(base), title: 'Sign-in fails' }, now);
    expect(meanwhile.filter(({ contested }) => contested)).toEqual([]);
  });
});
