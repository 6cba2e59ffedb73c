import { describe, expect, it } from 'vitest';
import type { Notice, Profile } from '#bridge/channels.ts';
import { Profiles } from './profiles.ts';
import { defaultSettings, type Settings, SettingsFile, type SettingsStore, usualQuietHours } from './settings.ts';

const profile: Profile = {
  id: 'p1',
  name: 'Beta',
  colour: 'teal',
  address: 'https://beta.example.com',
  email: 'mei@example.com',
  rehearsal: false,
};

/** The file in memory: text that parses or not, like one on disk. */
function fileOf(text: string | undefined) {
  const disk = { text, aside: [] as string[], full: false };
  const store: SettingsStore = {
    read: () => (disk.text === undefined ? undefined : JSON.parse(disk.text)),
    write: (settings) => {
      if (disk.full) throw new Error('ENOSPC: no space left on device');
      disk.text = JSON.stringify(settings);
    },
    setAside: () => {
      disk.aside.push(disk.text ?? '');
      disk.text = undefined;
      return 'console.damaged.json';
    },
  };
  const notices: Notice[] = [];
  return { disk, notices, open: () => SettingsFile.open(store, (notice) => notices.push(notice)) };
}

describe('SettingsFile', () => {
  it('begins with defaults where there is no file, and says nothing about it', () => {
    const { open, notices } = fileOf(undefined);
    expect(open().current).toEqual(defaultSettings);
    expect(notices).toEqual([]);
  });

  it('reads what it wrote', () => {
    const { open } = fileOf(undefined);
    open().update((settings) => ({ ...settings, profiles: [profile], last_profile_id: 'p1' }));
    expect(open().current.profiles).toEqual([profile]);
  });

  it.each(['{"profiles": [', '', 'null and void', '\0\0\0\0'])('sets a file aside that is not JSON: %j', (text) => {
    const { open, disk, notices } = fileOf(text);
    expect(open().current).toEqual(defaultSettings);
    expect(disk.aside).toEqual([text]);
    expect(notices).toHaveLength(1);
    expect(notices[0]?.detail).toContain('console.damaged.json');
  });

  it('takes over what still makes sense of a damaged file', () => {
    const damaged = {
      version: 1,
      profiles: [profile, { id: 'p2' }, 'x'],
      last_profile_id: 'p2',
      restorable: ['p1', 'p2', 7],
      preferences: { theme: 'neon', navigationCollapsed: true },
    };
    const { open, notices, disk } = fileOf(JSON.stringify(damaged));
    const saved: Settings = {
      version: 1,
      profiles: [profile],
      last_profile_id: null,
      restorable: ['p1'],
      preferences: { theme: 'system', navigationCollapsed: true, quietHours: usualQuietHours },
      saved_views: {},
    };
    expect(open().current).toEqual(saved);
    expect(JSON.parse(disk.text ?? '')).toEqual(saved);
    expect(disk.aside).toHaveLength(1);
    expect(notices[0]?.detail).toContain('1 profile was taken over');
    expect(open().current).toEqual(saved);
    expect(notices).toHaveLength(1);
  });

  it.each(['[]', '7', '"text"', '{"__proto__": {"profiles": []}}'])('survives JSON of another kind: %s', (text) => {
    expect(fileOf(text).open().current).toEqual(defaultSettings);
  });

  it('keeps in memory what is on disk when a write fails', () => {
    const { open, disk } = fileOf(undefined);
    const file = open();
    file.update((settings) => ({ ...settings, last_profile_id: 'before' }));
    disk.full = true;
    expect(() => file.update((settings) => ({ ...settings, last_profile_id: 'after' }))).toThrow('ENOSPC');
    expect(file.current.last_profile_id).toBe('before');
  });
});

describe('Profiles', () => {
  const input = {
    id: null,
    name: ' Beta ',
    colour: 'teal',
    address: 'beta.example.com/',
    email: 'Mei@Example.com ',
  } as const;

  it('makes a profile with a normalised address', () => {
    const profiles = new Profiles(fileOf(undefined).open());
    const { saved, before } = profiles.save(input);
    expect(before).toBeNull();
    expect(saved).toMatchObject({ name: 'Beta', address: 'https://beta.example.com', email: 'mei@example.com' });
    expect(profiles.list()).toEqual([saved]);
  });

  it('does not make a second one for the same address and e-mail', () => {
    const profiles = new Profiles(fileOf(undefined).open());
    const first = profiles.save(input).saved;
    const again = profiles.save({ ...input, name: 'Beta two' });
    expect(again.saved.id).toBe(first.id);
    expect(profiles.list()).toHaveLength(1);
    profiles.save({ ...input, email: 'else@example.com' });
    expect(profiles.list()).toHaveLength(2);
  });

  it('refuses an address with the field it belongs to', () => {
    const profiles = new Profiles(fileOf(undefined).open());
    const attempt = () => profiles.save({ ...input, address: 'http://beta.example.com' });
    expect(attempt).toThrow('this computer only');
    expect(profiles.list()).toEqual([]);
  });

  it('says when the profile was removed meanwhile', () => {
    const profiles = new Profiles(fileOf(undefined).open());
    expect(() => profiles.save({ ...input, id: 'gone' })).toThrow('removed meanwhile');
  });

  it('forgets everything about a removed profile', () => {
    const file = fileOf(undefined).open();
    const profiles = new Profiles(file);
    const { id } = profiles.save(input).saved;
    profiles.markUsed(id, 'mei@example.com');
    profiles.setRestorable(id, true);
    expect(profiles.last()?.id).toBe(id);
    profiles.remove(id);
    expect(profiles.last()).toBeNull();
    expect(file.current).toEqual(defaultSettings);
  });
});
