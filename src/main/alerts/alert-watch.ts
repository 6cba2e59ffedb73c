import type { SessionState } from '#bridge/channels.ts';
import type { CallError } from '#bridge/errors.ts';
import type { Alert } from '#contract/alerts.ts';
import type { Page } from '#contract/common.ts';
import type { Result } from '#shared/result.ts';

/** What is shown on the desktop; a press on it opens the path. */
export interface DesktopAlert {
  title: string;
  body: string;
  path: string;
  critical: boolean;
  /** The alert that it is about; null where it is about several. */
  alertId: string | null;
}

export interface AlertWatchOptions {
  /** Runs an operation as whoever is signed in. */
  readonly call: (id: string, input: unknown) => Promise<Result<string, CallError>>;
  readonly show: (alert: DesktopAlert) => void;
  /** Whether something may be shown now: not in quiet hours. */
  readonly mayShow: (critical: boolean) => boolean;
  /** How many alerts fire; null where nobody is signed in who is told. */
  readonly onCount: (firing: number | null, rehearsal: boolean) => void;
  readonly onTrouble: (error: unknown) => void;
  /** Whether somebody else asks for a look whenever alerts change; then it looks by itself only now and then. */
  readonly isCalled?: () => boolean;
  readonly delays?: { first: number; every: number };
}

/** Late enough not to be in the way of the first screen, and as often as the platform looks. */
const usualDelays = { first: 5000, every: 10_000 };
/** Alerts that are shown one by one; more at once are shown as one. */
const mostShown = 3;
const mostRead = 100;
const seldomer = 6;

/** Of an alert, what is told. */
type Firing = Pick<Alert, 'id' | 'rule' | 'severity' | 'summary' | 'fired_at'>;

/** One that fires anew is another thing to tell. */
const keyOf = ({ id, fired_at: at }: Firing) => `${id} ${at}`;

/** What fired at a look. */
interface Look {
  keys: ReadonlySet<string>;
  /** Whether all that fired was read. */
  whole: boolean;
  newest: string;
}

/**
 * Tells on the desktop when an alert begins to fire, also while the window is hidden. What fires already when somebody
 * signs in is on their screen and not told; without an answer nothing is told and nothing forgotten. What begins in quiet
 * hours is told after them, if it still fires. However much there is to tell, as after a night in which this computer
 * slept, it is a few notifications at most.
 */
export class AlertWatch {
  readonly #options: AlertWatchOptions;
  readonly #delays: { first: number; every: number };
  #subject: string | null = null;
  /** Nothing of a rehearsal may be taken for real, least of all beside other windows. */
  #rehearsal = false;
  /** Null before the first look. */
  #last: Look | null = null;
  /** What was not told because it was quiet. */
  #held: ReadonlyMap<string, Firing> = new Map();
  #timer: NodeJS.Timeout | null = null;
  /** Numbers of the newest look that was begun, and of the newest that was answered. */
  #asked = 0;
  #answered = 0;
  /** Looks that were left out since the last. */
  #passedOver = 0;

  constructor(options: AlertWatchOptions) {
    this.#options = options;
    this.#delays = options.delays ?? usualDelays;
  }

  /** The session changed: begins, goes on or ends. */
  observe({ status, profile, user }: SessionState): void {
    const may = status === 'signed_in' && profile !== null && (user?.role === 'ops' || user?.role === 'admin');
    const subject = may ? JSON.stringify([profile.id, profile.address, user.id]) : null;
    if (subject === this.#subject) return;
    this.#subject = subject;
    this.#rehearsal = profile?.rehearsal ?? false;
    this.#last = null;
    this.#held = new Map();
    this.#options.onCount(null, false);
    this.#schedule(subject === null ? null : this.#delays.first);
  }

  stop(): void {
    this.#subject = null;
    this.#options.onCount(null, false);
    this.#schedule(null);
  }

  /** One look; by itself it is one every ten seconds. */
  async look(): Promise<void> {
    const subject = this.#subject;
    if (subject === null) return;
    this.#asked += 1;
    const turn = this.#asked;
    try {
      const answer = await this.#options.call('alerts.list', { query: { state: 'firing', limit: mostRead } });
      // Whoever is signed in now is somebody else: this was not about their platform.
      if (this.#subject !== subject || !answer.ok) return;
      // An answer that was overtaken knows less: what began meanwhile would be told a second time.
      if (turn < this.#answered) return;
      this.#answered = turn;
      // Checked against the contract where it came in.
      this.#take(JSON.parse(answer.value) as Page<Firing>);
    } catch (error) {
      this.#options.onTrouble(error);
    }
  }

  #take({ items, total }: Page<Firing>): void {
    const before = this.#last;
    const newest = [before?.newest ?? '', ...items.map(({ fired_at: at }) => at)].sort().at(-1) ?? '';
    this.#last = { keys: new Set(items.map(keyOf)), whole: items.length === total, newest };
    this.#options.onCount(total, this.#rehearsal);
    if (before === null) return;
    // Where not all was read, one that wasn't seen before may be an old one that moved up.
    const fresh = items.filter(
      (alert) =>
        alert.severity !== 'info' && !before.keys.has(keyOf(alert)) && (before.whole || alert.fired_at > before.newest),
    );
    const still = items.filter((alert) => this.#held.has(keyOf(alert)));
    this.#tell([...still, ...fresh], total);
  }

  #tell(alerts: readonly Firing[], total: number): void {
    const told = alerts.filter(({ severity }) => this.#options.mayShow(severity === 'critical'));
    const kept = alerts.filter((alert) => !told.includes(alert));
    this.#held = new Map(kept.map((alert) => [keyOf(alert), alert]));
    const shown = told.length <= mostShown ? told.map(oneAlert) : [manyAlerts(told, total)];
    for (const alert of shown) {
      this.#options.show(this.#rehearsal ? { ...alert, title: `Rehearsal: ${alert.title}` } : alert);
    }
  }

  async #tick(): Promise<void> {
    // What is held back waits for nobody's call, but for its hour.
    const looks =
      this.#last === null ||
      this.#held.size > 0 ||
      this.#options.isCalled?.() !== true ||
      this.#passedOver >= seldomer - 1;
    this.#passedOver = looks ? 0 : this.#passedOver + 1;
    if (looks) await this.look();
    if (this.#subject !== null) this.#schedule(this.#delays.every);
  }

  #schedule(delay: number | null): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (delay === null) return;
    this.#timer = setTimeout(() => void this.#tick(), delay);
    this.#timer.unref();
  }
}

function oneAlert({ id, rule, severity, summary }: Firing): DesktopAlert {
  const critical = severity === 'critical';
  return {
    title: `${critical ? 'Critical' : 'Warning'}: ${rule.name}`,
    body: summary,
    path: `/alerts?id=${id}`,
    critical,
    alertId: id,
  };
}

function manyAlerts(fresh: readonly Firing[], total: number): DesktopAlert {
  const rules = [...new Set(fresh.map(({ rule }) => rule.name))];
  return {
    // No more than these were read.
    title: `${fresh.length}${fresh.length === mostRead && total > mostRead ? ' or more' : ''} alerts began to fire`,
    body: `${rules.slice(0, 3).join(', ')}${rules.length > 3 ? ' and more' : ''}. ${total} fire in all.`,
    path: '/alerts',
    critical: fresh.some(({ severity }) => severity === 'critical'),
    alertId: null,
  };
}
