/** What the fake bridge answers about the platform's health: waves with a bad quarter of an hour in them, made from the time. */
type Query = Record<string, unknown>;

/** `none`: nothing was measured yet; `little`: since a few minutes; `much`: for ever, with a hundred endpoints. */
export type FakeAmount = 'none' | 'little' | 'much';

const minute = 60_000;
const fine = 10_000;
const steps = [10, 60, 3600, 86_400] as const;

const noise = (seed: number) => {
  const wild = Math.sin(seed * 12.9898) * 43_758.5453;
  return wild - Math.floor(wild);
};
const wave = (time: number, period: number) => 0.5 + 0.5 * Math.sin((time / (period * minute)) * 2 * Math.PI);
/** Between 20 and 35 minutes past every third hour something is wrong. */
const trouble = (time: number) => {
  const past = (time / minute) % 180;
  return past > 20 && past < 35 ? 1 : 0;
};

const levels: Record<string, (time: number) => number> = {
  'cpu.share': (time) => 0.12 + 0.1 * wave(time, 37) + 0.4 * trouble(time),
  'memory.share': (time) => 0.46 + 0.06 * wave(time, 240),
  'event_loop.lag_ms': (time) => 2 + 3 * wave(time, 11) + 60 * trouble(time),
  'disk.share': () => 0.61,
  'database.connections': (time) => 4 + 5 * wave(time, 17) + 30 * trouble(time),
  'database.wait_ms': (time) => 0.2 + 12 * trouble(time),
  'database.query_ms': (time) => 4 + 3 * wave(time, 13) + 40 * trouble(time),
  'http.duration_ms': (time) => 24 + 18 * wave(time, 19) + 420 * trouble(time),
  'http.client_errors': (time) => (noise(time) > 0.8 ? 2 : 0),
  'http.server_errors': (time) => (trouble(time) === 1 ? 3 : 0),
};

function point(name: string, time: number, step: number) {
  const level =
    (levels[name] ?? levels['http.duration_ms'] ?? (() => 0))(time) * (0.9 + 0.2 * noise(time + name.length));
  const requests = Math.round((step / 1000) * (2 + 6 * wave(time, 23)));
  const counts = name.endsWith('errors');
  const timed = name.endsWith('_ms');
  return {
    at: new Date(time).toISOString(),
    count: timed ? requests : step / 1000,
    sum: counts ? Math.round(level) : level * requests,
    mean: level,
    min: level * 0.6,
    max: level * 1.4,
    p50: timed ? level * 0.8 : null,
    p95: timed ? level * 2.1 : null,
    p99: timed ? level * 3.4 : null,
  };
}

function history(amount: FakeAmount, { name, label = '', from, to }: Query) {
  const now = Date.now();
  const end = Math.min(now, to === undefined ? now : Date.parse(String(to)));
  const begin = from === undefined ? end - 60 * minute : Date.parse(String(from));
  const seconds = steps.find((step) => (end - begin) / 1000 / step <= 1500) ?? 86_400;
  const step = seconds * 1000;
  const since = amount === 'none' ? now : amount === 'little' ? now - 4 * minute : now - 40 * 86_400_000;
  const points = [];
  for (let time = Math.ceil(Math.max(begin, since) / step) * step; time <= end - Math.min(step, fine); time += step) {
    // The platform was away for a while.
    if (amount === 'much' && (time / minute) % 47 > 44 && step < 3_600_000) continue;
    points.push(point(String(name), time, step));
  }
  return { name, label, step_seconds: seconds, points };
}

const light = (actual: number, target: number | null) =>
  target === null ? 'none' : actual <= target ? 'green' : actual <= 2 * target ? 'yellow' : 'red';

function endpoint(source: string, name: string, p95: number, target: number | null, requests: number, failed = 0) {
  return {
    source,
    endpoint: name,
    requests,
    per_second: requests / 3600,
    mean_ms: p95 / 2,
    p50_ms: p95 * 0.4,
    p95_ms: p95,
    p99_ms: p95 * 1.7,
    client_errors: Math.round(requests / 90),
    server_errors: failed,
    target_ms: target,
    light: light(p95, target),
  };
}

function endpoints(amount: FakeAmount) {
  if (amount === 'none') return [];
  const few = [
    endpoint('platform', 'GET /api/health', 42, 100, 7200),
    endpoint('platform', 'POST /api/auth/signin', 312, 200, 84, 1),
    endpoint('platform', 'GET /dashboard/api/health', 18, null, 720),
    endpoint('platform', 'GET /beta/invitations', 61, null, 1304),
  ];
  if (amount === 'little') return few;
  const product = [
    endpoint('gateway', '/api/conversations', 131, 150, 48_200),
    endpoint('gateway', '/api/chat/stream', 1240, 500, 19_400, 22),
  ];
  const many = Array.from({ length: 60 }, (_, index) =>
    endpoint('platform', `GET /api/users/{id}/a-part-with-a-long-name-${index}`, 20 + index, null, 10 * index),
  );
  return [...few, ...product, ...many];
}

function health(amount: FakeAmount) {
  const now = Date.now();
  const wrong = amount === 'much';
  const at = new Date(now).toISOString();
  const empty = amount === 'none';
  const resource = (name: string, value: number, limit: number | null) => ({
    name,
    value: empty ? null : value,
    mean: empty ? null : value * 0.8,
    peak: empty ? null : value * 1.3,
    limit,
    light: empty ? 'none' : light(value, limit),
  });
  const service = (name: string, state: string, detail: string | null = null) => ({
    name,
    state: empty ? 'unknown' : state,
    since: empty ? null : new Date(now - 7_200_000).toISOString(),
    checked_at: empty ? null : at,
    uptime_24h: empty ? null : 0.9996,
    uptime_30d: empty ? null : 0.99941,
    target: 0.999,
    light: empty ? 'none' : state === 'up' ? 'green' : 'red',
    detail,
  });
  return {
    generated_at: at,
    status: wrong ? 'critical' : 'healthy',
    reasons: wrong
      ? ['mail is down: connect ECONNREFUSED 10.0.0.7:587', 'p95 of /api/chat/stream is 1,240 ms, target 500 ms']
      : [],
    version: '0.1.0',
    database: wrong ? 'postgres' : 'pglite',
    nodes: [{ name: 'node-1', started_at: new Date(now - 93_600_000).toISOString(), last_at: at }],
    resources: [
      resource('cpu.share', 0.18, 0.8),
      resource('memory.share', 0.49, 0.9),
      resource('disk.share', wrong ? 0.91 : 0.61, 0.85),
      resource('database.connections', 9, 100),
      resource('database.hit_share', 0.993, null),
      resource('database.size_bytes', 812_000_000, null),
    ],
    services: [
      service('api', 'up'),
      service('database', 'up'),
      service('mail', wrong ? 'down' : 'up', wrong ? 'connect ECONNREFUSED 10.0.0.7:587' : null),
    ],
    certificates: wrong
      ? [
          {
            host: 'beta.example.com',
            expires_at: new Date(now + 61 * 86_400_000).toISOString(),
            days_left: 61,
            light: 'green',
          },
          {
            host: 'api.example.com',
            expires_at: new Date(now + 9 * 86_400_000).toISOString(),
            days_left: 9,
            light: 'yellow',
          },
        ]
      : [],
    traffic: {
      per_second: 3.1,
      p95_ms: 140,
      p95_light: 'green',
      server_error_share: 0.0004,
      server_error_light: 'green',
      error_share: 0.006,
      error_light: 'green',
    },
  };
}

function uptime(amount: FakeAmount, { from, to }: Query) {
  const end = Date.parse(String(to));
  const begin = Date.parse(String(from));
  const at = (share: number) => new Date(begin + (end - begin) * share).toISOString();
  const item = (name: string, cuts: readonly number[]) => ({
    name,
    uptime: amount === 'none' ? null : 1 - cuts.length * 0.004,
    target: 0.999,
    light: amount === 'none' ? 'none' : cuts.length === 0 ? 'green' : 'red',
    states:
      amount === 'none'
        ? []
        : [...cuts.flatMap((cut) => [cut, cut + 0.01]), 1].map((until, index, all) => ({
            state: index % 2 === 0 ? 'up' : 'down',
            from: at(index === 0 ? 0.05 : (all[index - 1] ?? 0)),
            to: at(until),
          })),
  });
  return {
    from,
    to,
    items: [item('api', []), item('database', [0.4]), item('mail', amount === 'much' ? [0.3, 0.72, 0.99] : [])],
  };
}

function annotations(amount: FakeAmount, { from, to }: Query) {
  const end = Date.parse(String(to));
  const begin = Date.parse(String(from));
  const one = (kind: string, index: number, since: number, until: number | null, title: string, more: Query = {}) => {
    const start = begin + (end - begin) * since;
    return {
      kind,
      id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      from: new Date(start).toISOString(),
      to: until === null ? null : new Date(begin + (end - begin) * until).toISOString(),
      title,
      severity: null,
      invitations: null,
      by: null,
      ...more,
    };
  };
  const few = [
    one('deployment', 1, 0.7, 0.7, '0.1.0', { by: 'Ada Moreau' }),
    one('batch', 2, 0.3, 0.36, 'Wave 3: enterprise pilots', { invitations: 96 }),
  ];
  const many = [
    one('incident', 3, 0.42, 0.6, 'Sign-in and lists were slow', { severity: 'P1' }),
    one('alert', 4, 0.41, 0.57, 'P95 response time is 812 ms; the limit is 500 ms', { severity: 'warning' }),
    ...Array.from({ length: 9 }, (_, place) =>
      one('alert', 10 + place, 0.8 + place / 90, place === 8 ? null : 0.82 + place / 90, `CPU is at ${90 + place} %`, {
        severity: 'critical',
      }),
    ),
  ];
  return { from, to, items: amount === 'none' ? [] : amount === 'little' ? few : [...few, ...many], incomplete: [] };
}

export function fakeMetrics(amount: FakeAmount): Record<string, (input: { query?: Query }) => unknown> {
  return {
    'metrics.health': () => health(amount),
    'metrics.history': ({ query = {} }) => history(amount, query),
    'metrics.realtime': () => {
      const now = Date.now();
      const from = new Date(now - 5 * minute).toISOString();
      const series = Object.keys(levels).map((name) => history(amount, { name, from }));
      return { at: new Date(now).toISOString(), series };
    },
    'metrics.endpoints': ({ query = {} }) => ({ from: query.from, to: query.to, items: endpoints(amount) }),
    'metrics.uptime': ({ query = {} }) => uptime(amount, query),
    'metrics.annotations': ({ query = {} }) => annotations(amount, query),
  };
}
