import { randomUUID } from 'node:crypto';
import type { ChannelInput, Profile } from '#bridge/channels.ts';
import { CallFailure, callError } from '#main/platform-client/call-error.ts';
import { normaliseAddress } from './address.ts';
import type { SettingsFile } from './settings.ts';

/** The profile of the embedded platform. It isn't stored: its address changes with every start. */
export const rehearsalProfileId = 'rehearsal';

export function rehearsalProfile(address: string, email: string): Profile {
  return { id: rehearsalProfileId, name: 'Rehearsal', colour: 'amber', address, email, rehearsal: true };
}

/** Connection profiles, in the order in which they were made. */
export class Profiles {
  readonly #settings: SettingsFile;

  constructor(settings: SettingsFile) {
    this.#settings = settings;
  }

  list(): Profile[] {
    return this.#settings.current.profiles;
  }

  find(id: string): Profile | null {
    return this.list().find((profile) => profile.id === id) ?? null;
  }

  /** The profile that was used last, for the connect screen to begin with. */
  last(): Profile | null {
    const id = this.#settings.current.last_profile_id;
    return id === null ? null : this.find(id);
  }

  /**
   * Makes or changes a profile. A new one for an address and e-mail that are known already becomes a change of that
   * one, so that trying again after a wrong password doesn't leave a trail of copies.
   * @returns the profile, and the one it replaced
   */
  save(input: ChannelInput<'profiles.save'>): { saved: Profile; before: Profile | null } {
    const address = normaliseAddress(input.address);
    if (!address.ok) throw new CallFailure(invalid('address', address.error));
    const email = input.email.trim().toLowerCase();
    const before =
      input.id === null
        ? (this.list().find((profile) => profile.address === address.value && profile.email === email) ?? null)
        : this.find(input.id);
    if (input.id !== null && !before) {
      throw new CallFailure(
        callError('not_found', 'This profile was removed meanwhile. What you entered is kept; save it as a new one.'),
      );
    }
    const saved: Profile = {
      id: before?.id ?? randomUUID(),
      name: input.name.trim(),
      colour: input.colour,
      address: address.value,
      email,
      rehearsal: false,
    };
    this.#settings.update((settings) => ({
      ...settings,
      profiles: before
        ? settings.profiles.map((profile) => (profile.id === saved.id ? saved : profile))
        : [...settings.profiles, saved],
    }));
    return { saved, before };
  }

  remove(id: string): void {
    this.#settings.update(({ saved_views: { [id]: _gone, ...views }, ...settings }) => ({
      ...settings,
      saved_views: views,
      profiles: settings.profiles.filter((profile) => profile.id !== id),
      restorable: settings.restorable.filter((other) => other !== id),
      last_profile_id: settings.last_profile_id === id ? null : settings.last_profile_id,
    }));
  }

  markUsed(id: string, email: string): void {
    this.#settings.update((settings) => ({
      ...settings,
      last_profile_id: id,
      profiles: settings.profiles.map((profile) => (profile.id === id ? { ...profile, email } : profile)),
    }));
  }

  isRestorable(id: string): boolean {
    return this.#settings.current.restorable.includes(id);
  }

  setRestorable(id: string, restorable: boolean): void {
    if (this.isRestorable(id) === restorable) return;
    this.#settings.update((settings) => ({
      ...settings,
      restorable: restorable ? [...settings.restorable, id] : settings.restorable.filter((other) => other !== id),
    }));
  }
}

function invalid(path: string, message: string) {
  return callError('validation', `${message} Nothing was saved.`, { errors: [{ path, message }] });
}
