import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice, SessionState } from '#bridge/channels.ts';
import type { CallError } from '#bridge/errors.ts';
import type { AuditEntry } from '#contract/audit.ts';
import { callError } from '#main/platform-client/call-error.ts';
import { fail, type Result, succeed } from '#shared/result.ts';
import { makeChain, makeSigner } from '#test/support/audit-chain.ts';
import { verifyPage } from './page.ts';
import { AuditWatch } from './watch.ts';
import { WatchStore } from './watch-store.ts';

/** A platform as the watch sees it: entries, a key, and whatever goes wrong on the way. */
class FakePlatform {
  entries: AuditEntry[];
  sign = makeSigner();
  /** Told before every answer, so that a test can do something at that very moment. */
  before: (id: string) => CallError | undefined = () => undefined;

  constructor(count: number) {
    this.entries = makeChain({ count });
  }

  readonly call = async (id: string, input: unknown): Promise<Result<string, CallError>> => {
    const error = this.before(id);
    if (error) return fail(error);
    if (id === 'audit.head') return succeed(JSON.stringify(this.sign(this.entries)));
    const { query } = input as { query: { after: number; limit: number } };
    const items = this.entries.filter(({ sequence }) => sequence > query.after).slice(0, query.limit);
    return succeed(JSON.stringify({ items, next_cursor: null, total: items.length }));
  };

  grow(count: number, story = 'first'): void {
    this.entries = [...this.entries, ...makeChain({ count, after: this.entries, story })];
  }

  edit(sequence: number, change: Partial<AuditEntry>): void {
    this.entries = this.entries.map((entry) => (entry.sequence === sequence ? { ...entry, ...change } : entry));
  }
}

const never = 2 ** 30;
let directory: string;
let file: string;
let notices: Notice[];
const watches: AuditWatch[] = [];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gatehouse-watch-'));
  file = join(directory, 'audit-watch.json');
  notices = [];
});
afterEach(async () => {
  for (const watch of watches.splice(0)) watch.stop();
  await rm(directory, { recursive: true, force: true });
});

function signedInAs(role: 'admin' | 'ops', address = 'https://beta.example.com'): SessionState {
  const profile = { id: 'p1', name: 'Beta', colour: 'teal' as const, address, email: 'ada@example.com' };
  const user = { id: 'u1', email: 'ada@example.com', username: null, full_name: 'Ada', role };
  const rest = { beta_tier: null, email_verified_at: null, totp_enabled: false };
  return {
    revision: 1,
    status: 'signed_in',
    profile: { ...profile, rehearsal: false },
    user: { ...user, ...rest },
    connection: 'online',
    keychain: 'ok',
    notice: null,
  };
}

/** A console that has just started and signed in. */
function start(platform: FakePlatform, session = signedInAs('admin')): AuditWatch {
  const watch = new AuditWatch({
    call: platform.call,
    verifyPage: async (request) => verifyPage(request),
    store: new WatchStore(file, (notice) => notices.push(notice)),
    onChange: () => undefined,
    onTrouble: (error) => {
      throw error;
    },
    delays: { first: never, every: never, again: 0 },
  });
  watches.push(watch);
  watch.observe(session);
  return watch;
}

async function checked(watch: AuditWatch, scope: 'new' | 'all' = 'new') {
  watch.verify(scope);
  await watch.settled();
  return watch.state();
}

const alarmsOf = (state: Awaited<ReturnType<typeof checked>>) =>
  state.alarms.map(({ finding }) => `${finding.kind} ${finding.sequence}`);

describe('an honest log', () => {
  it('is verified, then only what is new, over restarts of both sides and with erased names', async () => {
    const platform = new FakePlatform(2500);
    const first = await checked(start(platform));
    expect(first).toMatchObject({ state: 'verified', kept: { sequence: 2500 }, alarms: [] });
    expect(first.whole_at).not.toBeNull();
    platform.edit(1, { personal: null, personal_salt: null, subject_name: null });
    for (let round = 1; round <= 30; round += 1) {
      platform.grow(round % 3);
      const state = await checked(start(platform), round % 10 === 0 ? 'all' : 'new');
      expect(state).toMatchObject({ state: 'verified', kept: { sequence: platform.entries.length }, alarms: [] });
    }
  });

  it('is whole when it is empty, and when it begins', async () => {
    const platform = new FakePlatform(0);
    const watch = start(platform);
    expect(await checked(watch)).toMatchObject({ state: 'verified', kept: { sequence: 0 } });
    platform.grow(3);
    expect(await checked(watch)).toMatchObject({ state: 'verified', kept: { sequence: 3 }, alarms: [] });
  });

  it('never alarms because it grows while it is read', async () => {
    const platform = new FakePlatform(50);
    platform.before = () => void platform.grow(7);
    const watch = start(platform);
    for (let round = 0; round < 10; round += 1) {
      expect(await checked(watch)).toMatchObject({ state: 'verified', alarms: [] });
    }
  });

  it.each<[string, CallError]>([
    ['can’t be reached', callError('offline', 'No answer.')],
    ['takes too long', callError('timeout', 'No answer in time.')],
    ['ended the session', callError('unauthenticated', 'Expired.')],
    ['is busy', callError('rate_limited', 'Too many requests.')],
    ['answers nonsense', callError('contract_broken', 'Not JSON.')],
  ])('never alarms because the platform %s, at whichever request', async (_name, error) => {
    const platform = new FakePlatform(2500);
    const watch = start(platform);
    await checked(watch);
    for (let failing = 1; failing <= 4; failing += 1) {
      let requests = 0;
      platform.before = () => {
        requests += 1;
        return requests === failing ? error : undefined;
      };
      const state = await checked(watch, 'all');
      expect(state).toMatchObject({ state: 'unchecked', kept: { sequence: 2500 }, alarms: [] });
      expect(state.trouble?.detail).toContain(error.detail);
    }
    platform.before = () => undefined;
    expect(await checked(watch)).toMatchObject({ state: 'verified', trouble: null });
  });

  it('never alarms because of a page that only once came wrong', async () => {
    const platform = new FakePlatform(40);
    const watch = start(platform);
    await checked(watch);
    const honest = platform.entries;
    let pages = 0;
    platform.before = (id) => {
      if (id === 'audit.list') pages += 1;
      platform.entries = pages === 1 ? honest.map((entry) => ({ ...entry, action: 'x' })) : honest;
      return undefined;
    };
    expect(await checked(watch, 'all')).toMatchObject({ state: 'verified', alarms: [] });
  });

  it('never alarms because somebody signs in elsewhere meanwhile', async () => {
    const [here, there] = [new FakePlatform(30), new FakePlatform(20)];
    const watch = start(here);
    await checked(watch);
    here.before = () => {
      watch.observe(signedInAs('admin', 'https://other.example.com'));
      here.entries = there.entries;
      here.sign = there.sign;
      return undefined;
    };
    expect(await checked(watch)).toMatchObject({ state: 'waiting', kept: null, alarms: [] });
    here.before = () => undefined;
    expect(await checked(watch)).toMatchObject({ state: 'verified', kept: { sequence: 20 }, alarms: [] });
  });

  it('is not looked at for who may not read it', () => {
    const watch = start(new FakePlatform(3), signedInAs('ops'));
    expect(watch.state()).toMatchObject({ state: 'off' });
    expect(() => watch.verify('new')).toThrow(/for admins/);
  });
});

describe('a log that was tampered with', () => {
  const cases: [string, (platform: FakePlatform) => void, string][] = [
    ['an edit of an old entry', (platform) => platform.edit(7, { action: 'thing.undone' }), 'changed 7'],
    ['an edit of the newest entry', (platform) => platform.edit(40, { action: 'thing.undone' }), 'changed 40'],
    [
      'an edited name',
      (platform) => platform.edit(7, { personal: { subject_name: 'x' }, subject_name: 'x' }),
      'personal 7',
    ],
    [
      'a deletion',
      (platform) => {
        platform.entries = platform.entries.filter(({ sequence }) => sequence !== 9);
      },
      'missing 9',
    ],
    [
      'a reordering',
      (platform) => {
        const [third, fourth] = [platform.entries[2], platform.entries[3]];
        if (third && fourth) platform.edit(3, { ...fourth, sequence: 3 });
        if (third && fourth) platform.edit(4, { ...third, sequence: 4 });
      },
      'unlinked 3',
    ],
    [
      'truncation, which is a platform set back to the past',
      (platform) => {
        platform.entries = platform.entries.slice(0, 30);
      },
      'behind 40',
    ],
    [
      'a platform set back to the past that has gone on since',
      (platform) => {
        platform.entries = platform.entries.slice(0, 30);
        platform.grow(20, 'second');
      },
      'rewritten 40',
    ],
    [
      'a complete rehash',
      (platform) => {
        platform.entries = makeChain({ count: 45, story: 'second' });
      },
      'rewritten 40',
    ],
    [
      'another signing key',
      (platform) => {
        platform.sign = makeSigner();
      },
      'key 0',
    ],
    [
      'a head that is not signed',
      (platform) => {
        const { sign } = platform;
        platform.sign = (entries) => ({ ...sign(entries), signature: 'AAAA' });
      },
      'signature 40',
    ],
    [
      'a head that names more than there is',
      (platform) => {
        const { sign, entries } = platform;
        const grown = [...entries, ...makeChain({ count: 2, after: entries })];
        platform.sign = () => sign(grown);
      },
      'short 41',
    ],
  ];

  it.each(cases)('alarms on %s, once, and still after the console was restarted', async (_name, tamper, expected) => {
    const platform = new FakePlatform(40);
    const before = await checked(start(platform));
    tamper(platform);
    const watch = start(platform);
    expect(alarmsOf(await checked(watch))).toEqual([expected]);
    const state = await checked(watch);
    expect(state).toMatchObject({ state: 'alarm', alarms: [{ kept: { sequence: 40 }, acknowledged: null }] });
    expect(alarmsOf(state)).toEqual([expected]);
    expect(state.kept).toEqual(before.kept);
    // Restarted, and the platform is away: the alarm stands.
    platform.before = () => callError('offline', 'No answer.');
    expect(alarmsOf(start(platform).state())).toEqual([expected]);
  });

  it.each(cases)(
    'lets an admin acknowledge %s, keeps it, and alarms on what comes after',
    async (_name, tamper, _expected) => {
      const platform = new FakePlatform(40);
      const watch = start(platform);
      await checked(watch);
      tamper(platform);
      const { alarms } = await checked(watch);
      watch.acknowledge(alarms[0]?.id ?? '', 'Restored from the backup of Sunday.');
      await watch.settled();
      const state = watch.state();
      const acknowledged = { reason: 'Restored from the backup of Sunday.', by: 'Ada (ada@example.com)' };
      expect(state.alarms.find(({ id }) => id === alarms[0]?.id)).toMatchObject({ acknowledged });
      // One wound can show in several places, one after the other.
      const open = () => watch.state().alarms.find((alarm) => alarm.acknowledged === null);
      for (let alarm = open(); alarm; alarm = open()) {
        watch.acknowledge(alarm.id, 'The same matter.');
        await watch.settled();
      }
      const known = watch.state().alarms.length;
      platform.edit(12, { action: 'thing.edited.later' });
      expect((await checked(watch, 'all')).alarms).toHaveLength(known + 1);
    },
  );

  it('takes no notice of what a check finds that began before the acknowledgement', async () => {
    const platform = new FakePlatform(40);
    const watch = start(platform);
    platform.edit(7, { action: 'x' });
    const [alarm] = (await checked(watch)).alarms;
    let requests = 0;
    platform.before = () => {
      requests += 1;
      if (requests === 3) watch.acknowledge(alarm?.id ?? '', 'While it was being checked again.');
      return undefined;
    };
    expect(await checked(watch, 'all')).toMatchObject({ state: 'verified', alarms: [{ id: alarm?.id }] });
  });

  it('says since when it was fine where a log forks', async () => {
    const platform = new FakePlatform(10);
    const watch = start(platform);
    for (let round = 0; round < 3; round += 1) {
      await checked(watch);
      platform.grow(10);
    }
    platform.entries = platform.entries.slice(0, 25);
    platform.grow(15, 'second');
    const { alarms } = await checked(watch);
    expect(alarms[0]).toMatchObject({ finding: { kind: 'rewritten', sequence: 30 }, fine: { sequence: 20 } });
  });

  it('keeps the alarm when the log is put right again, and says so', async () => {
    const platform = new FakePlatform(20);
    const watch = start(platform);
    await checked(watch);
    const honest = platform.entries;
    platform.edit(5, { action: 'x' });
    await checked(watch);
    platform.entries = honest;
    const { state, alarms } = await checked(watch, 'all');
    expect(state).toBe('alarm');
    expect(alarms[0]?.cleared_at).not.toBeNull();
  });

  it('is not forgotten with a profile of another address, and is with its own', async () => {
    const platform = new FakePlatform(20);
    await checked(start(platform));
    expect(start(platform, signedInAs('admin', 'https://other.example.com')).state().kept).toBeNull();
    const watch = start(platform);
    expect(watch.state().kept).toMatchObject({ sequence: 20 });
    watch.forget('p1');
    expect(start(platform).state().kept).toBeNull();
  });
});

it('says when what it kept is damaged, and keeps the damaged file', async () => {
  await writeFile(file, '{"version":1,"profiles":{"p1":{}}}');
  expect(start(new FakePlatform(3)).state()).toMatchObject({ kept: null });
  expect(notices).toMatchObject([{ id: 'audit-watch-damaged', level: 'error' }]);
  const [aside = ''] = await readdir(directory);
  expect(await readFile(join(directory, aside), 'utf8')).toContain('"p1"');
});
