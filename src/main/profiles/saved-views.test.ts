import { expect, it } from 'vitest';
import { Profiles } from './profiles.ts';
import { SavedViews } from './saved-views.ts';
import { defaultSettings, SettingsFile, type SettingsStore } from './settings.ts';

function storeOf(content: unknown): { store: SettingsStore; disk: { content: unknown } } {
  const disk = { content };
  const store: SettingsStore = {
    read: () => structuredClone(disk.content),
    write: (settings) => {
      disk.content = structuredClone(settings);
    },
    setAside: () => 'console.damaged.json',
  };
  return { store, disk };
}

const open = (store: SettingsStore) => SettingsFile.open(store, () => {});
const view = { id: 'v1', name: 'Premium, gone quiet', search: { tier: 'premium', seen: 'not-14d' } };

it('keeps the views of each profile apart, over a restart', () => {
  const { store } = storeOf(undefined);
  new SavedViews(open(store)).save('p1', 'users', [view]);
  const later = new SavedViews(open(store));
  expect(later.list('p1', 'users')).toEqual([view]);
  expect(later.list('p2', 'users')).toEqual([]);
});

it('reads a settings file from before there were views', () => {
  const { saved_views: _none, ...older } = defaultSettings;
  const { store } = storeOf({ ...older, preferences: { theme: 'dark', navigationCollapsed: true } });
  const settings = open(store);
  expect(settings.current.preferences.theme).toBe('dark');
  expect(new SavedViews(settings).list('p1', 'users')).toEqual([]);
});

it('loses neither profiles nor preferences to damaged views', () => {
  const preferences = { ...defaultSettings.preferences, theme: 'dark' };
  const { store } = storeOf({ ...defaultSettings, preferences, saved_views: { p1: { users: [{ name: 7 }] } } });
  const settings = open(store);
  expect(settings.current.preferences).toEqual(preferences);
  expect(settings.current.saved_views).toEqual({});
});

it('forgets the views of a profile with the profile', () => {
  const { store, disk } = storeOf(undefined);
  const settings = open(store);
  const profiles = new Profiles(settings);
  const { saved } = profiles.save({ id: null, name: 'Beta', colour: 'teal', address: 'https://a.example', email: '' });
  new SavedViews(settings).save(saved.id, 'users', [view]);
  profiles.remove(saved.id);
  expect(JSON.stringify(disk.content)).not.toContain('gone quiet');
});
