import { describe, expect, it } from 'vitest';
import type { Profile } from '#renderer/data/session/queries.ts';
import { nameForAddress, profileFor } from './profile-choice.ts';

const profile = (id: string, address: string, email = ''): Profile => ({
  id,
  name: id,
  colour: 'indigo',
  address,
  email,
  rehearsal: false,
});

describe('naming a platform', () => {
  it('takes the host', () => {
    expect(nameForAddress('https://beta.example.com/x')).toBe('beta.example.com');
    expect(nameForAddress('localhost:8080')).toBe('localhost:8080');
    expect(nameForAddress('not a url')).toBe('not a url');
  });
});

describe('the profile of a sign-in', () => {
  const profiles = [
    profile('live', 'https://beta.example.com', 'ada@example.com'),
    profile('stage', 'https://stage.example.com'),
  ];

  it('is the chosen one while its address stands', () => {
    expect(
      profileFor(profiles, profiles[1] ?? null, { address: 'https://stage.example.com/', email: 'x@example.com' })?.id,
    ).toBe('stage');
  });
  it('is another one once the address is another', () => {
    expect(profileFor(profiles, profiles[1] ?? null, { address: 'https://beta.example.com', email: '' })?.id).toBe(
      'live',
    );
  });
  it('is none for an address nobody has', () => {
    expect(profileFor(profiles, profiles[0] ?? null, { address: 'https://new.example.com', email: '' })).toBeNull();
  });
});
