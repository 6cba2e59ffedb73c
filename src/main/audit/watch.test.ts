import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CallError } from '#bridge/errors.ts';
import { callError } from '#main/platform-client/call-error.ts';
import { checked, openWatchDesk, signedInAs, WatchedPlatform } from '#test/support/watched-log.ts';

const { desk, start } = openWatchDesk();

describe('an honest log', () => {
  it('is verified, then only what is new, over restarts of both sides and with erased names', async () => {
    const platform = new WatchedPlatform(2500);
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
    const platform = new WatchedPlatform(0);
    const watch = start(platform);
    expect(await checked(watch)).toMatchObject({ state: 'verified', kept: { sequence: 0 } });
    platform.grow(3);
    expect(await checked(watch)).toMatchObject({ state: 'verified', kept: { sequence: 3 }, alarms: [] });
  });

  it('never alarms because it grows while it is read', async () => {
    const platform = new WatchedPlatform(50);
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
    const platform = new WatchedPlatform(2500);
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
    const platform = new WatchedPlatform(40);
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
    const [here, there] = [new WatchedPlatform(30), new WatchedPlatform(20)];
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
    const watch = start(new WatchedPlatform(3), signedInAs('ops'));
    expect(watch.state()).toMatchObject({ state: 'off' });
    expect(() => watch.verify('new')).toThrow(/for admins/);
  });
});

it('says when what it kept is damaged, and keeps the damaged file', async () => {
  await writeFile(desk.file, '{"version":1,"profiles":{"p1":{}}}');
  expect(start(new WatchedPlatform(3)).state()).toMatchObject({ kept: null });
  expect(desk.notices).toMatchObject([{ id: 'audit-watch-damaged', level: 'error' }]);
  const [aside = ''] = await readdir(desk.directory);
  expect(await readFile(join(desk.directory, aside), 'utf8')).toContain('"p1"');
});
