import type { AuditAlarm, AuditWatchState, KeptHead } from '#bridge/audit-watch.ts';
import type { SessionState } from '#bridge/channels.ts';
import type { CallError } from '#bridge/errors.ts';
import { auditHeadSchema } from '#contract/audit.ts';
import { CallFailure, callError } from '#main/platform-client/call-error.ts';
import { chainStart, findingName } from '#shared/audit/chain.ts';
import { fail, type Result, succeed } from '#shared/result.ts';
import { type CheckDeps, type CheckOutcome, check } from './check.ts';
import type { PageRequest, PageVerdict } from './page.ts';
import { newRecord, type WatchRecord } from './watch-store.ts';

export interface AuditWatchOptions {
  /** Runs an operation as whoever is signed in. */
  readonly call: (id: string, input: unknown) => Promise<Result<string, CallError>>;
  readonly verifyPage: (request: PageRequest) => Promise<PageVerdict>;
  readonly store: {
    get(id: string, address: string): WatchRecord;
    set(id: string, record: WatchRecord): void;
    forget(id: string): void;
  };
  readonly onChange: (state: AuditWatchState) => void;
  readonly onTrouble: (error: unknown) => void;
  readonly now?: () => Date;
  /** Milliseconds before the first check after a sign-in, between checks, and before a finding is looked at again. */
  readonly delays?: { first: number; every: number; again: number };
}

/** Late enough not to be in the way of the first screen; often enough that an alarm is of today. */
const usualDelays = { first: 8000, every: 180_000, again: 1500 };
const mostAlarms = 50;
const mostTrail = 24;
/** Progress is told no more often than a person can see. */
const progressMilliseconds = 200;

/** Whose log is watched. Another person, role, profile or address is another subject, and nothing carries over. */
interface Subject {
  readonly id: string;
  readonly address: string;
  readonly by: string;
  readonly name: string;
  readonly stored: boolean;
}

/**
 * Watches the audit log of the platform that an admin is signed in to: checks it from time to time, keeps the verified
 * head, and raises alarms. Everything that only says that the log could not be read is no alarm.
 */
export class AuditWatch {
  readonly #options: AuditWatchOptions;
  readonly #delays: { first: number; every: number; again: number };
  #subject: Subject | null = null;
  #record: WatchRecord = newRecord('');
  #state: 'waiting' | 'verifying' | 'verified' | 'unchecked' = 'waiting';
  #progress: { checked: number; total: number } | null = null;
  #trouble: { title: string; detail: string } | null = null;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #wanted: 'new' | 'all' | null = null;
  #told = 0;
  /** How many changes were told of. */
  #revision = 0;

  constructor(options: AuditWatchOptions) {
    this.#options = options;
    this.#delays = options.delays ?? usualDelays;
  }

  state(): AuditWatchState {
    const { kept, whole_at, alarms } = this.#record;
    const open = alarms.some(({ acknowledged }) => acknowledged === null);
    const state = this.#subject === null ? 'off' : this.#state === 'verified' && open ? 'alarm' : this.#state;
    const [revision, progress, trouble] = [this.#revision, this.#progress, this.#trouble];
    return { revision, state, kept, whole_at, progress, trouble, alarms };
  }

  /** The session changed: begins, goes on or ends. */
  observe(session: SessionState): void {
    const subject = subjectOf(session);
    if (subject?.name === this.#subject?.name) return;
    this.#subject = subject;
    this.#record = newRecord('');
    this.#state = 'waiting';
    this.#progress = null;
    this.#trouble = null;
    this.#wanted = null;
    if (subject?.stored) this.#record = this.#options.store.get(subject.id, subject.address);
    this.#schedule(subject === null ? null : this.#delays.first);
    this.#announce();
  }

  /** Checks now. While a check runs, another is wanted only if it is to go over more. */
  verify(scope: 'new' | 'all'): AuditWatchState {
    if (this.#subject === null) throw new CallFailure(callError('not_connected', notAnAdmin));
    if (this.#running === null) this.#start(scope);
    else if (scope === 'all') this.#wanted = 'all';
    return this.state();
  }

  /** An admin has seen an alarm and says why it is dealt with. It is kept; the same finding alarms no more. */
  acknowledge(id: string, reason: string): AuditWatchState {
    const subject = this.#subject;
    const alarm = this.#record.alarms.find((candidate) => candidate.id === id);
    if (subject === null || alarm === undefined) throw new CallFailure(callError('not_found', noSuchAlarm));
    if (alarm.acknowledged !== null) return this.state();
    const acknowledged = { at: this.#now(), by: subject.by, reason };
    this.#keep({
      ...this.#record,
      ...trustAfter(alarm),
      tolerated: [...this.#record.tolerated, id],
      alarms: this.#record.alarms.map((other) => (other.id === id ? { ...other, acknowledged } : other)),
    });
    // A check that runs began before this and may still find it.
    if (this.#running !== null) this.#wanted ??= 'new';
    return this.verify('new');
  }

  /** The profile is gone, or leads elsewhere now. */
  forget(profileId: string): void {
    this.#attempt(() => this.#options.store.forget(profileId));
  }

  stop(): void {
    this.#subject = null;
    this.#schedule(null);
  }

  /** Waits for the check that runs, if one does. */
  async settled(): Promise<void> {
    while (this.#running) await this.#running;
  }

  #start(scope: 'new' | 'all'): void {
    const subject = this.#subject;
    if (subject === null) return;
    this.#schedule(null);
    this.#state = 'verifying';
    this.#running = this.#check(subject, scope)
      .catch((error: unknown) => {
        this.#options.onTrouble(error);
        if (this.#subject === subject) this.#unchecked(callError('internal', consoleFailed(error)));
      })
      .finally(() => {
        this.#running = null;
        this.#progress = null;
        const wanted = this.#wanted;
        this.#wanted = null;
        if (this.#subject !== subject) this.#schedule(this.#subject === null ? null : this.#delays.first);
        else if (wanted !== null) this.#start(wanted);
        else this.#schedule(this.#delays.every);
        this.#announce();
      });
    this.#announce();
  }

  async #check(subject: Subject, scope: 'new' | 'all'): Promise<void> {
    const { kept, trail, public_key: publicKey, patrol, tolerated } = this.#record;
    const pause = () => new Promise<void>((resolve) => setTimeout(resolve, this.#delays.again));
    const outcome = await check(this.#deps(subject), { kept, trail, publicKey, patrol, tolerated }, scope, pause);
    // Whoever is signed in now is somebody else: this was not about their log.
    if (this.#subject !== subject) return;
    if (outcome.kind === 'unchecked') return this.#unchecked(outcome.error);
    this.#state = 'verified';
    this.#trouble = null;
    if (outcome.kind === 'whole') this.#whole(outcome);
    else this.#broken(outcome);
  }

  #deps(subject: Subject): CheckDeps {
    const call = async (id: string, input: unknown): Promise<Result<string, CallError>> => {
      const gone = fail(callError('cancelled', 'Somebody else is signed in now.'));
      if (this.#subject !== subject) return gone;
      const answer = await this.#options.call(id, input);
      return this.#subject === subject ? answer : gone;
    };
    return {
      readHead: async () => {
        const answer = await call('audit.head', {});
        return answer.ok ? succeed(auditHeadSchema.parse(JSON.parse(answer.value))) : answer;
      },
      readPage: (after, limit) => call('audit.list', { query: { sort: 'sequence', after, limit } }),
      verifyPage: this.#options.verifyPage,
      onProgress: (checked, total) => {
        if (this.#subject !== subject) return;
        this.#progress = { checked, total };
        if (Date.now() - this.#told > progressMilliseconds) this.#announce();
      },
    };
  }

  #whole({ head, patrol, round }: Extract<CheckOutcome, { kind: 'whole' }>): void {
    const now = this.#now();
    const kept: KeptHead = { ...head, verified_at: now };
    const { trail, alarms, public_key, whole_at } = this.#record;
    const grown = (trail.at(-1)?.sequence ?? -1) < kept.sequence;
    this.#keep({
      ...this.#record,
      kept,
      trail: grown ? thinned([...trail, kept]) : trail,
      public_key: public_key ?? head.public_key,
      patrol,
      whole_at: round ? now : whole_at,
      // Only who has gone over every entry can say that what was found is not there any more.
      alarms: alarms.map((alarm) =>
        alarm.acknowledged || alarm.cleared_at || !round ? alarm : { ...alarm, cleared_at: now },
      ),
    });
  }

  #broken({ head, finding, entry, fine }: Extract<CheckOutcome, { kind: 'broken' }>): void {
    const now = this.#now();
    const id = findingName(finding);
    const { alarms, kept, tolerated } = this.#record;
    // Acknowledged while this check was under way; another follows.
    if (tolerated.includes(id)) return;
    // A log that was set back and has grown since is the same matter, seen later.
    const same = (alarm: AuditAlarm) =>
      alarm.acknowledged === null &&
      (alarm.id === id ||
        (alarm.finding.kind === 'behind' &&
          finding.kind === 'rewritten' &&
          alarm.finding.sequence === finding.sequence));
    const known = alarms.some(same);
    const alarm: AuditAlarm = {
      id,
      finding: { ...finding },
      found_at: now,
      last_found_at: now,
      cleared_at: null,
      kept,
      fine,
      head,
      entry,
      acknowledged: null,
    };
    this.#keep({
      ...this.#record,
      alarms: known
        ? alarms.map((other) => (same(other) ? { ...other, last_found_at: now, cleared_at: null } : other))
        : [alarm, ...alarms].slice(0, mostAlarms),
    });
  }

  #unchecked({ title, detail, request_id: id }: CallError): void {
    this.#state = 'unchecked';
    this.#trouble = { title, detail: id === null ? detail : `${detail} (request ${id})` };
  }

  #keep(record: WatchRecord): void {
    const subject = this.#subject;
    if (subject === null) return;
    this.#record = { ...record, address: subject.address };
    if (subject.stored) this.#attempt(() => this.#options.store.set(subject.id, this.#record));
  }

  #schedule(delay: number | null): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (delay === null) return;
    this.#timer = setTimeout(() => {
      if (this.#running === null) this.#start('new');
    }, delay);
    this.#timer.unref();
  }

  #announce(): void {
    this.#revision += 1;
    this.#told = Date.now();
    this.#options.onChange(this.state());
  }

  #now(): string {
    return (this.#options.now?.() ?? new Date()).toISOString();
  }

  #attempt(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#options.onTrouble(error);
    }
  }
}

function subjectOf({ status, profile, user }: SessionState): Subject | null {
  if (status !== 'signed_in' || profile === null || user?.role !== 'admin') return null;
  const name = JSON.stringify([profile.id, profile.address, user.id]);
  const by = `${user.full_name} (${user.email})`;
  // The rehearsal is played on this computer and begins anew at will; what is kept of it ends with the console.
  return { id: profile.id, address: profile.address, by, name, stored: !profile.rehearsal };
}

/** What may still be believed once an alarm was acknowledged: where the log left the kept head, the log begins anew. */
function trustAfter({ finding: { kind }, head }: AuditAlarm): Partial<WatchRecord> {
  if (kind === 'key') return { public_key: head.public_key };
  const left = kind === 'behind' || kind === 'rewritten' || kind === 'short' || kind === 'head';
  return left ? { kept: null, trail: [], patrol: chainStart } : {};
}

/** Old heads with growing distances between them: enough to say since when something was fine. */
function thinned(trail: readonly KeptHead[]): KeptHead[] {
  if (trail.length <= mostTrail) return [...trail];
  return trail.filter((_head, index) => index % 2 === 0 || index >= trail.length - 8);
}

function consoleFailed(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `The check itself failed (${reason}). Nothing is known to be wrong with the log; the console tries again.`;
}

const notAnAdmin = 'The audit log is for admins. Nothing was checked.';
const noSuchAlarm = 'This alarm is not there any more. Nothing was changed.';
