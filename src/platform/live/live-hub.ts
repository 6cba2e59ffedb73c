import type { Role } from '#contract/common.ts';
import type { LiveEnd, LivePoints } from '#contract/live.ts';
import { isOver } from '#platform/auth/session-check.ts';
import { findSessions } from '#platform/auth/session-repository.ts';
import type { Notices } from '#platform/db/notices.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { EventLine } from '#platform/http/event-answer.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { AlertState } from './alert-state.ts';
import { eventBytes, greeting, heartbeat } from './event-text.ts';
import { type ClientRequest, LiveClient } from './live-client.ts';
import { RunningExchange } from './running-exchange.ts';
import type { Running } from './running-stretch.ts';
import { StretchFeed } from './stretch-feed.ts';

type Deps = Pick<PlatformDeps, 'database' | 'clock' | 'meter' | 'log'>;

export interface LiveLimits {
  perSession: number;
  inAll: number;
  /** Who takes nothing for so long is gone. */
  stalledMilliseconds: number;
}

/** A person has a console or two; a node has memory for some thousands. */
const usualLimits: LiveLimits = { perSession: 6, inAll: 10_000, stalledMilliseconds: 30_000 };

const paces = { heartbeat: 15_000, sessions: 2000, resync: 10_000 };
const staff: readonly Role[] = ['support', 'ops', 'admin'];

/**
 * Everybody who reads the stream on this node. Each event is made once and handed to all; nobody is waited for. While
 * nobody reads, nothing is measured, read or planned.
 */
export class LiveHub {
  readonly #deps: Deps;
  readonly #notices: Notices;
  readonly #limits: LiveLimits;
  readonly #clients = new Set<LiveClient>();
  readonly #sessions = new Map<string, number>();
  readonly #feed: StretchFeed;
  readonly #alerts: AlertState;
  readonly #running: RunningExchange;
  #timers: NodeJS.Timeout[] = [];
  #listening: Promise<() => void> | null = null;
  #stopped = false;
  #waiting = false;

  constructor(deps: Deps, notices: Notices, limits: Partial<LiveLimits> = {}) {
    this.#deps = deps;
    this.#notices = notices;
    this.#limits = { ...usualLimits, ...limits };
    this.#feed = new StretchFeed(deps, () => {
      for (const client of this.#clients) client.pump();
    });
    this.#alerts = new AlertState(deps, (event) => {
      for (const client of this.#clients) if (client.wants('alerts')) client.state(event);
    });
    this.#running = new RunningExchange(deps, (series) => {
      const event = eventBytes('running', { ...this.#moment(), series } satisfies LivePoints);
      for (const client of this.#clients) if (client.wants('running')) client.pass(event);
    });
  }

  /** Where this node's own measurements of the stretch that is not over come from. */
  measureWith(own: () => Running | null): void {
    this.#running.measureWith(own);
  }

  /** Hears other nodes also while nobody reads here: somebody may be reading there. */
  async watch(): Promise<void> {
    this.#listening ??= this.#notices.listen({
      heard: (notice) => this.#heard(notice),
      missed: () => this.#refresh(),
    });
    try {
      await this.#listening;
    } catch (error) {
      this.#listening = null;
      throw error;
    }
  }

  /**
   * Lets one more read.
   *
   * @throws ProblemError `rate_limited` with too many of one session, `unavailable` with too many in all
   */
  async admit(request: ClientRequest, position: number | null): Promise<{ open(line: EventLine): void }> {
    this.#requireRoom(request);
    await this.watch();
    // While somebody reads, everything is up to date already.
    if (this.#clients.size === 0) await Promise.all([this.#feed.refresh(), this.#alerts.refresh()]);
    this.#requireRoom(request);
    return { open: (line) => this.#open(request, position, line) };
  }

  /** Ends all streams at once; new ones are refused. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const client of [...this.#clients]) this.#end(client, 'stopping');
    this.#running.stop();
    const listening = await this.#listening?.catch(() => null);
    listening?.();
  }

  #requireRoom({ sessionId }: ClientRequest): void {
    if (this.#stopped) {
      throw new ProblemError(
        'unavailable',
        'This node is stopping. Ask again: another one, or the next start, goes on.',
      );
    }
    if ((this.#sessions.get(sessionId) ?? 0) >= this.#limits.perSession) {
      throw new ProblemError(
        'rate_limited',
        `This session reads ${this.#limits.perSession} streams already, which is as many as it may. Close one of them.`,
        { retry_after_seconds: 5 },
      );
    }
    if (this.#clients.size >= this.#limits.inAll) {
      const detail = `${this.#limits.inAll} streams are being read on this node, which is as many as it takes. Ask again later; everything else goes on.`;
      throw new ProblemError('unavailable', detail, { retry_after_seconds: 30 });
    }
  }

  #open(request: ClientRequest, position: number | null, line: EventLine): void {
    const client = new LiveClient(request, line, this.#feed.ring, () => this.#moment());
    if (this.#stopped) {
      this.#end(client, 'stopping');
      return;
    }
    this.#clients.add(client);
    this.#sessions.set(request.sessionId, (this.#sessions.get(request.sessionId) ?? 0) + 1);
    line.onClosed(() => this.#remove(client));
    if (this.#clients.size === 1) this.#start();
    client.write(greeting);
    if (client.wants('alerts') && this.#alerts.event) client.write(this.#alerts.event);
    client.begin(position);
    if (client.wants('running')) this.#running.somebodyCame();
  }

  #remove(client: LiveClient): void {
    if (!this.#clients.delete(client)) return;
    const { sessionId } = client.request;
    const left = (this.#sessions.get(sessionId) ?? 1) - 1;
    if (left > 0) this.#sessions.set(sessionId, left);
    else this.#sessions.delete(sessionId);
    if (![...this.#clients].some((other) => other.wants('running'))) this.#running.nobodyIsHere();
    if (this.#clients.size > 0) return;
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
  }

  #end(client: LiveClient, reason: LiveEnd['reason']): void {
    client.write(eventBytes('ended', { ...this.#moment(), reason } satisfies LiveEnd));
    client.line.end();
    this.#remove(client);
  }

  #start(): void {
    const every = (milliseconds: number, work: () => void) => {
      const timer = setInterval(work, milliseconds);
      timer.unref();
      this.#timers.push(timer);
    };
    every(paces.heartbeat, () => {
      for (const client of this.#clients) client.pass(heartbeat);
    });
    every(paces.sessions, () => void this.#checkClients());
    // In case a notice was lost.
    every(paces.resync, () => this.#refresh());
  }

  /** Ends the streams of sessions that were ended, and of who doesn't read. */
  async #checkClients(): Promise<void> {
    const steady = performance.now();
    for (const client of this.#clients) {
      if (client.stalledFor(steady) > this.#limits.stalledMilliseconds) client.line.cut();
    }
    // Who comes while they are read is looked at the next time.
    const present = [...this.#clients];
    try {
      const sessions = await findSessions(this.#deps.database, [...this.#sessions.keys()]);
      const now = this.#deps.clock.now();
      for (const client of present) {
        const session = sessions.get(client.request.sessionId);
        if (!session || isOver(session, now) || !staff.includes(session.role)) this.#end(client, 'session');
      }
    } catch (error) {
      // Nobody can tell while the database is away; the next look does.
      this.#note(error);
    }
  }

  #heard(notice: string): void {
    this.#running.hear(notice);
    if (this.#clients.size === 0) return;
    if (notice === 'points') void this.#try(this.#feed.refresh());
    if (notice === 'alerts') void this.#try(this.#alerts.refresh());
  }

  #refresh(): void {
    if (this.#clients.size === 0) return;
    void this.#try(Promise.all([this.#feed.refresh(), this.#alerts.refresh()]));
  }

  async #try(work: Promise<unknown>): Promise<void> {
    try {
      await work;
      this.#waiting = false;
    } catch (error) {
      this.#note(error);
    }
  }

  /** Logged once: it fails as long as the database is away. */
  #note(error: unknown): void {
    if (this.#waiting || this.#stopped) return;
    this.#waiting = true;
    this.#deps.log.warn('live_waits', { message: error instanceof Error ? error.message : String(error) });
  }

  #moment(): { at: string } {
    return { at: this.#deps.clock.now().toISOString() };
  }
}
