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
}

export interface AlertWatchOptions {
  /** Runs an operation as whoever is signed in. */
  readonly call: (id: string, input: unknown) => Promise<Result<string, CallError>>;
  readonly show: (alert: DesktopAlert) => void;
  readonly onTrouble: (error: unknown) => void;
  readonly delays?: { first: number; every: number };
}

/** Late enough not to be in the way of the first screen, and as often as the platform looks. */
const usualDelays = { first: 5000, every: 10_000 };
/** Alerts that are shown one by one; more at once are shown as one. */
const mostShown = 3;
const mostRead = 100;

/** Of an alert, what is told. */
type Firing = Pick<Alert, 'id' | 'rule' | 'severity' | 'summary' | 'fired_at'>;

/**
 * Tells on the desktop when an alert begins to fire, also while the window is hidden. What fires already when somebody
 * signs in is on their screen and not told; without an answer nothing is told and nothing forgotten.
 */
export class AlertWatch {
  readonly #options: AlertWatchOptions;
  readonly #delays: { first: number; every: number };
  #subject: string | null = null;
  /** What fired at the last look; null before the first. */
  #known: ReadonlySet<string> | null = null;
  #timer: NodeJS.Timeout | null = null;

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
    this.#known = null;
    this.#schedule(subject === null ? null : this.#delays.first);
  }

  stop(): void {
    this.#subject = null;
    this.#schedule(null);
  }

  /** One look; by itself it is one every ten seconds. */
  async look(): Promise<void> {
    const subject = this.#subject;
    if (subject === null) return;
    try {
      const answer = await this.#options.call('alerts.list', { query: { state: 'firing', limit: mostRead } });
      // Whoever is signed in now is somebody else: this was not about their platform.
      if (this.#subject !== subject || !answer.ok) return;
      // Checked against the contract where it came in.
      this.#take(JSON.parse(answer.value) as Page<Firing>);
    } catch (error) {
      this.#options.onTrouble(error);
    }
  }

  #take({ items, total }: Page<Firing>): void {
    const before = this.#known;
    // One that fires anew, or again after its acknowledgement, was not among those that fired.
    this.#known = new Set(items.map(({ id, fired_at: at }) => `${id} ${at}`));
    if (before === null) return;
    const fresh = items.filter(({ id, fired_at: at, severity }) => severity !== 'info' && !before.has(`${id} ${at}`));
    if (fresh.length <= mostShown) for (const alert of fresh) this.#options.show(oneAlert(alert));
    else this.#options.show(manyAlerts(fresh, total));
  }

  #schedule(delay: number | null): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (delay === null) return;
    this.#timer = setTimeout(() => {
      void this.look().then(() => {
        if (this.#subject !== null) this.#schedule(this.#delays.every);
      });
    }, delay);
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
  };
}

function manyAlerts(fresh: readonly Firing[], total: number): DesktopAlert {
  const rules = [...new Set(fresh.map(({ rule }) => rule.name))];
  return {
    title: `${fresh.length} alerts began to fire`,
    body: `${rules.slice(0, 3).join(', ')}${rules.length > 3 ? ' and more' : ''}. ${total} fire in all.`,
    path: '/alerts',
    critical: fresh.some(({ severity }) => severity === 'critical'),
  };
}
