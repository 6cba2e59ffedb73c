import type { Query, QueryClient } from '@tanstack/react-query';
import type { Profile, SessionState } from '#bridge/channels.ts';
import type { SignedInUser } from '#contract/auth.ts';
import { bridge } from '#renderer/data/bridge.ts';
import { sessionKeys } from './keys.ts';
import { rememberSession } from './remembered.ts';

/** Queries about this computer, not about a platform; they outlive a session. */
const ofThisComputer: ReadonlySet<unknown> = new Set(['session', 'preferences', 'profiles', 'about', 'audit-watch']);

function ofPlatform(query: Query): boolean {
  return !ofThisComputer.has(query.queryKey[0]);
}

/** Who looks at what: another person, role or platform must not see what was loaded for this one. */
export function viewerName(profile: Profile, user: SignedInUser): string {
  return `${profile.id} ${profile.address} ${user.id} ${user.role}`;
}

function viewerOf({ status, profile, user }: SessionState): string | null {
  return status !== 'signed_in' || user === null || profile === null ? null : viewerName(profile, user);
}

const lastViewer = new WeakMap<QueryClient, string>();

/** Of two states the one that main told later, whichever arrived first. */
export function newestSession(client: QueryClient, state: SessionState): SessionState {
  const known = client.getQueryData<SessionState>(sessionKeys.state);
  return known !== undefined && known.revision > state.revision ? known : state;
}

/**
 * Takes over a session state from main, unless something newer came before it. What was loaded is dropped when somebody else signs in or the person signs
 * out; it stays when a session ended by itself, so that the same person goes on where they were.
 */
export function acceptSession(client: QueryClient, state: SessionState): void {
  if (newestSession(client, state) !== state) return;
  const before = client.getQueryData<SessionState>(sessionKeys.state);
  const viewer = viewerOf(state);
  const last = lastViewer.get(client) ?? (before === undefined ? null : viewerOf(before));
  const left = state.status === 'signed_out' && state.notice === null;
  if (left || (viewer !== null && last !== null && viewer !== last)) client.removeQueries({ predicate: ofPlatform });
  if (left) lastViewer.delete(client);
  else if (viewer !== null) lastViewer.set(client, viewer);
  client.setQueryData(sessionKeys.state, state);
  rememberSession(state);
  if (before?.connection === 'offline' && state.connection === 'online') {
    void client.invalidateQueries({ predicate: ofPlatform });
  }
}

/** Keeps the session query equal to what main says. Returns a function that ends it. */
export function followSession(client: QueryClient): () => void {
  return bridge().on('session.changed', (state) => acceptSession(client, state));
}
