import { createContext, use } from 'react';
import type { Profile } from '#bridge/channels.ts';
import type { SignedInUser } from '#contract/auth.ts';

export interface SignedIn {
  readonly user: SignedInUser;
  readonly profile: Profile;
}

const context = createContext<SignedIn | null>(null);

/** Set by the gate; while a session that ended by itself waits to be renewed, it still says who it was. */
export const SignedInProvider = context.Provider;

/** Who is signed in and where. Only for what is shown behind the sign-in. */
export function useSignedIn(): SignedIn {
  const signedIn = use(context);
  if (signedIn === null) throw new Error('Nobody is signed in');
  return signedIn;
}
