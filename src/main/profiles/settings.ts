import { z } from 'zod';
import {
  type Notice,
  preferencesSchema,
  profileSchema,
  type QuietHours,
  quietHoursSchema,
  savedViewsSchema,
} from '#bridge/channels.ts';

const currentVersion = 1;

export const usualQuietHours: QuietHours = { enabled: false, from: '22:00', to: '07:00', criticalPasses: true };

/** By profile, then by screen. */
const savedViewsByProfileSchema = z.record(z.string(), z.record(z.string(), savedViewsSchema));

export const settingsSchema = z.object({
  version: z.literal(currentVersion),
  profiles: z.array(profileSchema),
  /** The profile that was used last; the connect screen begins with it. */
  last_profile_id: z.string().nullable(),
  /**
   * Profiles whose session may be taken up again at start. Only for these is the keychain read: a secret that could
   * not be deleted because the keychain was locked is never used again.
   */
  restorable: z.array(z.string()),
  preferences: preferencesSchema.extend({ quietHours: quietHoursSchema.default(usualQuietHours) }),
  /** A file that was written before there were any has none. */
  saved_views: savedViewsByProfileSchema.default({}),
});
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = {
  version: currentVersion,
  profiles: [],
  last_profile_id: null,
  restorable: [],
  preferences: { theme: 'system', navigationCollapsed: false, quietHours: usualQuietHours },
  saved_views: {},
};

/** The store on disk. `read` throws where the file can't be read; `write` is atomic. */
export interface SettingsStore {
  read(): unknown;
  write(settings: Settings): void;
  /** Moves the present file out of the way and answers its new name. */
  setAside(): string;
}

/** Profiles and preferences, held in memory and written through. */
export class SettingsFile {
  readonly #store: SettingsStore;
  #settings: Settings;

  private constructor(store: SettingsStore, settings: Settings) {
    this.#store = store;
    this.#settings = settings;
  }

  /**
   * Opens the settings. A damaged file is never fatal and never lost: it is set aside, what can be saved of it is
   * taken over, and the person is told.
   */
  static open(store: SettingsStore, tell: (notice: Notice) => void): SettingsFile {
    let content: unknown;
    try {
      content = store.read();
    } catch (error) {
      tell(damagedNotice(trySettingAside(store), 0, error instanceof Error ? error.message : String(error)));
      return new SettingsFile(store, defaultSettings);
    }
    if (content === undefined) return new SettingsFile(store, defaultSettings);
    // Once a start: compiling the schema would take longer than the check.
    const parsed = settingsSchema.safeParse(content, { jitless: true });
    if (parsed.success) return new SettingsFile(store, parsed.data);
    const saved = salvage(content);
    tell(damagedNotice(trySettingAside(store), saved.profiles.length, z.prettifyError(parsed.error)));
    const file = new SettingsFile(store, saved);
    file.update(() => saved);
    return file;
  }

  get current(): Settings {
    return this.#settings;
  }

  /** Changes the settings and writes them. Throws if they can't be written; memory then keeps what is on disk. */
  update(change: (settings: Settings) => Settings): void {
    const next = change(this.#settings);
    this.#store.write(next);
    this.#settings = next;
  }
}

function trySettingAside(store: SettingsStore): string | null {
  try {
    return store.setAside();
  } catch {
    return null;
  }
}

/** Takes over every part of a damaged file that still makes sense. */
export function salvage(content: unknown): Settings {
  const part = (name: string): unknown =>
    typeof content === 'object' && content !== null ? Reflect.get(content, name) : undefined;
  const list = part('profiles');
  const profiles = (Array.isArray(list) ? list : []).flatMap((entry) => {
    const profile = profileSchema.safeParse(entry);
    return profile.success ? [profile.data] : [];
  });
  const known = new Set(profiles.map(({ id }) => id));
  const last = part('last_profile_id');
  const restorable = part('restorable');
  const preferences = preferencesSchema
    .extend({
      theme: preferencesSchema.shape.theme.catch(defaultSettings.preferences.theme),
      navigationCollapsed: preferencesSchema.shape.navigationCollapsed.catch(false),
      quietHours: quietHoursSchema.catch(usualQuietHours),
    })
    .safeParse(part('preferences'));
  const views = savedViewsByProfileSchema.safeParse(part('saved_views'));
  return {
    ...defaultSettings,
    profiles,
    last_profile_id: typeof last === 'string' && known.has(last) ? last : null,
    restorable: Array.isArray(restorable) ? restorable.filter((id) => typeof id === 'string' && known.has(id)) : [],
    preferences: preferences.success ? preferences.data : defaultSettings.preferences,
    saved_views: views.success ? views.data : {},
  };
}

function damagedNotice(keptAs: string | null, savedProfiles: number, reason: string): Notice {
  const kept = keptAs
    ? `The damaged file was kept as ${keptAs}.`
    : 'The damaged file could not be moved and may be overwritten.';
  const saved =
    savedProfiles > 0
      ? `${savedProfiles} ${savedProfiles === 1 ? 'profile was' : 'profiles were'} taken over from it.`
      : 'Profiles and preferences begin anew; enter the platform address again.';
  return {
    id: 'settings-damaged',
    level: 'warning',
    title: 'The settings file was damaged',
    detail: `${kept} ${saved} Secrets in the keychain were not touched. (${reason.replaceAll('\n', ' ').slice(0, 200)})`,
  };
}
