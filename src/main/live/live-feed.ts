import type { SessionState } from '#bridge/channels.ts';
import type { CallError } from '#bridge/errors.ts';
import type { LiveMetrics, LiveStand, LiveState } from '#bridge/live.ts';
import type { LiveTopic, livePointsSchema } from '#contract/live.ts';
import { type LiveAlerts, liveAlertsSchema } from '#contract/live-alerts.ts';
import type { Sink, StreamOptions } from '#main/platform-client/download.ts';
import type { Result } from '#shared/result.ts';
import type { ServerEvent } from './event-parser.ts';
import { LiveBatch } from './live-batch.ts';
import { LiveLine } from './live-line.ts';

export interface LiveFeedOptions {
  /** Follows a stream of the contract as whoever is signed in. */
  readonly follow: (
    id: string,
    input: unknown,
    sink: Sink,
    options: StreamOptions & { signal: AbortSignal },
  ) => Promise<Result<null, CallError>>;
  readonly onState: (state: LiveState) => void;
  readonly onMetrics: (metrics: LiveMetrics) => void;
  readonly onAlerts: (alerts: LiveAlerts) => void;
  /** Late enough not to be in the way of the first screen. */
  readonly delay?: number;
}

/** The platform's stream for this session: the counts of alerts always, what is measured while the page watches it. */
export class LiveFeed {
  readonly #options: LiveFeedOptions;
  readonly #line: LiveLine;
  readonly #batch: LiveBatch;
  #subject: string | null = null;
  #connection: SessionState['connection'] = 'unknown';
  #begun = false;
  #watched = false;
  #points: typeof livePointsSchema | null = null;
  #alerts: LiveAlerts | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: LiveFeedOptions) {
    this.#options = options;
    this.#batch = new LiveBatch((metrics) => options.onMetrics(metrics));
    this.#line = new LiveLine({
      follow: async ({ topics, onPiece, ...rest }) => {
        // With the line and not with the console: nobody needs it at the start.
        this.#points ??= (await import('#contract/live.ts')).livePointsSchema;
        const input = { query: { topics: topics.join() } };
        return await options.follow('metrics.stream', input, async (piece) => onPiece(piece), rest);
      },
      onEvent: (event) => this.#take(event),
      onState: (state) => options.onState(state),
    });
  }

  /** The session changed: begins, goes on or ends. */
  observe({ status, profile, user, connection }: SessionState): void {
    const subject =
      status === 'signed_in' && profile && user ? JSON.stringify([profile.id, profile.address, user.id]) : null;
    const isBack = connection === 'online' && this.#connection === 'offline';
    this.#connection = connection;
    if (subject === this.#subject) {
      if (isBack) this.#line.renew();
      return;
    }
    this.#subject = subject;
    this.#alerts = null;
    this.#batch.clear();
    this.#line.close();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#begun = false;
    if (subject === null) return;
    this.#timer = setTimeout(() => this.#begin(), this.#options.delay ?? 3000);
    this.#timer.unref();
  }

  /** Whether the page shows what is measured. */
  watch(metrics: boolean): LiveStand {
    this.#watched = metrics;
    // Who looks at it now needn't wait for the start to be over.
    if (metrics && this.#subject !== null) this.#begin();
    else this.#want();
    return { state: this.#line.state, alerts: this.#alerts };
  }

  /** Whether the newest state of alerts is told as it comes. */
  get isLive(): boolean {
    return this.#line.state === 'live';
  }

  /** The computer was asleep. */
  woke(): void {
    this.#line.renew();
  }

  stop(): void {
    this.#subject = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#batch.clear();
    this.#line.close();
  }

  #begin(): void {
    this.#begun = true;
    this.#want();
  }

  #want(): void {
    if (!this.#begun) return;
    const topics: LiveTopic[] = this.#watched ? ['points', 'running', 'alerts'] : ['alerts'];
    this.#line.want(topics);
  }

  #take({ name, data }: ServerEvent): boolean {
    if (name === 'points' || name === 'running') {
      if (this.#points?.safeParse(parsed(data)).success !== true) return false;
      this.#batch.add({ running: name === 'running', text: data });
    } else if (name === 'alerts') {
      const alerts = liveAlertsSchema.safeParse(parsed(data));
      if (!alerts.success) return false;
      this.#alerts = alerts.data;
      this.#options.onAlerts(alerts.data);
    } else if (name === 'reset') this.#batch.reset();
    // Events that this version doesn't know are for another one.
    return true;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
