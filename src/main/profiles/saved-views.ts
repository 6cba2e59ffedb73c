import type { SavedView, ViewScreen } from '#bridge/channels.ts';
import type { SettingsFile } from './settings.ts';

/**
 * Views that somebody saved, for each profile and screen. They are in the settings file rather than in the storage of
 * the page: that one would mix the profiles, and a window that is killed may lose what it wrote last.
 */
export class SavedViews {
  readonly #settings: SettingsFile;

  constructor(settings: SettingsFile) {
    this.#settings = settings;
  }

  list(profileId: string, screen: ViewScreen): SavedView[] {
    return this.#settings.current.saved_views[profileId]?.[screen] ?? [];
  }

  /** Replaces all views of a screen. */
  save(profileId: string, screen: ViewScreen, views: SavedView[]): SavedView[] {
    this.#settings.update((settings) => ({
      ...settings,
      saved_views: { ...settings.saved_views, [profileId]: { ...settings.saved_views[profileId], [screen]: views } },
    }));
    return views;
  }
}
