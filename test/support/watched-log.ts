import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Notice, SessionState } from '#bridge/channels.ts';
import type { CallError } from '#bridge/errors.ts';
import type { AuditEntry } from '#contract/audit.ts';
import { verifyPage } from '#main/audit/page.ts';
import { AuditWatch } from '#main/audit/watch.ts';
import { WatchStore } from '#main/audit/watch-store.ts';
import { fail, type Result, succeed } from '#shared/result.ts';
import { makeChain, makeSigner } from './audit-chain.ts';
import { makeDirectory } from './directory.ts';

/** A platform as the watch sees it: entries, a key, and whatever goes wrong on the way. */
export class WatchedPlatform {
  entries: AuditEntry[];
  sign = makeSigner();
  /** Told before every answer, so that a test can do something at that very moment. */
  before: (id: string) => CallError | undefined = () => undefined;

  constructor(count: number) {
    this.entries = makeChain({ count });
  }

  readonly call = async (id: string, input: unknown): Promise<Result<string, CallError>> => {
    const error = this.before(id);
    if (error) return fail(error);
    if (id === 'audit.head') return succeed(JSON.stringify(this.sign(this.entries)));
    const { query } = input as { query: { after: number; limit: number } };
    const items = this.entries.filter(({ sequence }) => sequence > query.after).slice(0, query.limit);
    return succeed(JSON.stringify({ items, next_cursor: null, total: items.length }));
  };

  grow(count: number, story = 'first'): void {
    this.entries = [...this.entries, ...makeChain({ count, after: this.entries, story })];
  }

  edit(sequence: number, change: Partial<AuditEntry>): void {
    this.entries = this.entries.map((entry) => (entry.sequence === sequence ? { ...entry, ...change } : entry));
  }
}

export function signedInAs(role: 'admin' | 'ops', address = 'https://beta.example.com'): SessionState {
  const profile = { id: 'p1', name: 'Beta', colour: 'teal' as const, address, email: 'ada@example.com' };
  const user = { id: 'u1', email: 'ada@example.com', username: null, full_name: 'Ada', role };
  const rest = { beta_tier: null, email_verified_at: null, totp_enabled: false };
  return {
    revision: 1,
    status: 'signed_in',
    profile: { ...profile, rehearsal: false },
    user: { ...user, ...rest },
    connection: 'online',
    keychain: 'ok',
    notice: null,
  };
}

const never = 2 ** 30;

/** What outlives the console: the file in which it keeps what it verified, and what it told. */
export interface WatchDesk {
  directory: string;
  file: string;
  notices: Notice[];
}

/** Puts a fresh desk before every test of the file, and stops what was started on it. */
export function openWatchDesk() {
  const desk: WatchDesk = { directory: '', file: '', notices: [] };
  const watches: AuditWatch[] = [];
  beforeEach(async () => {
    desk.directory = await makeDirectory('gatehouse-watch-');
    desk.file = join(desk.directory, 'audit-watch.json');
    desk.notices = [];
  });
  afterEach(async () => {
    for (const watch of watches.splice(0)) watch.stop();
    await rm(desk.directory, { recursive: true, force: true });
  });
  /** A console that has just started and signed in. */
  const start = (platform: WatchedPlatform, session = signedInAs('admin')): AuditWatch => {
    const watch = new AuditWatch({
      call: platform.call,
      verifyPage: async (request) => verifyPage(request),
      store: new WatchStore(desk.file, (notice) => desk.notices.push(notice)),
      onChange: () => undefined,
      onTrouble: (error) => {
        throw error;
      },
      delays: { first: never, every: never, again: 0 },
    });
    watches.push(watch);
    watch.observe(session);
    return watch;
  };
  return { desk, start };
}

export async function checked(watch: AuditWatch, scope: 'new' | 'all' = 'new') {
  watch.verify(scope);
  await watch.settled();
  return watch.state();
}
