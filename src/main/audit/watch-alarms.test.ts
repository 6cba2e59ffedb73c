import { describe, expect, it } from 'vitest';
import { callError } from '#main/platform-client/call-error.ts';
import { makeChain, makeSigner } from '#test/support/audit-chain.ts';
import { checked, openWatchDesk, signedInAs, WatchedPlatform } from '#test/support/watched-log.ts';

const { start } = openWatchDesk();

const alarmsOf = (state: Awaited<ReturnType<typeof checked>>) =>
  state.alarms.map(({ finding }) => `${finding.kind} ${finding.sequence}`);

describe('a log that was tampered with', () => {
  const cases: [string, (platform: WatchedPlatform) => void, string][] = [
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
    const platform = new WatchedPlatform(40);
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
      const platform = new WatchedPlatform(40);
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
    const platform = new WatchedPlatform(40);
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
    const platform = new WatchedPlatform(10);
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
    const platform = new WatchedPlatform(20);
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
    const platform = new WatchedPlatform(20);
    await checked(start(platform));
    expect(start(platform, signedInAs('admin', 'https://other.example.com')).state().kept).toBeNull();
    const watch = start(platform);
    expect(watch.state().kept).toMatchObject({ sequence: 20 });
    watch.forget('p1');
    expect(start(platform).state().kept).toBeNull();
  });
});
