import type { MetricHistory } from '#contract/metrics.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type Running, RunningStretch } from './running-stretch.ts';
import { say } from './stretch-repository.ts';

/** Between two looks at what runs: four a second. */
const tickMilliseconds = 250;
/** Nodes tell each other once a second. */
const ticksPerExchange = 4;
/** How long a wish of another node holds. */
const wishMilliseconds = 3500;

/**
 * Looks at the stretch that runs while somebody reads, here or on another node: who has readers says so to all once a
 * second, and whoever hears it says what they measured.
 */
export class RunningExchange {
  readonly #deps: Pick<PlatformDeps, 'database' | 'clock' | 'meter'>;
  readonly #onChange: (series: MetricHistory[]) => void;
  #own: () => Running | null = () => null;
  readonly #stretch = new RunningStretch(() => this.#own());
  #timer: NodeJS.Timeout | null = null;
  #ticks = 0;
  #readers = false;
  /** Somebody has just come and knows nothing yet. */
  #whole = false;
  #wishedUntil = 0;

  constructor(deps: Pick<PlatformDeps, 'database' | 'clock' | 'meter'>, onChange: (series: MetricHistory[]) => void) {
    this.#deps = deps;
    this.#onChange = onChange;
  }

  measureWith(own: () => Running | null): void {
    this.#own = own;
  }

  somebodyCame(): void {
    this.#readers = true;
    this.#whole = true;
    this.#go();
  }

  nobodyIsHere(): void {
    this.#readers = false;
  }

  stop(): void {
    this.#readers = false;
    this.#wishedUntil = 0;
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  hear(notice: string): void {
    const { name } = this.#deps.meter.node;
    if (notice.startsWith('run ')) {
      if (this.#readers) this.#stretch.hear(notice.slice('run '.length), name, this.#now());
    } else if (notice.startsWith('want ') && notice !== `want ${name}`) {
      this.#wishedUntil = performance.now() + wishMilliseconds;
      this.#go();
    }
  }

  #go(): void {
    if (this.#timer !== null) return;
    this.#timer = setInterval(() => this.#tick(), tickMilliseconds);
    this.#timer.unref();
  }

  #tick(): void {
    const wished = performance.now() < this.#wishedUntil;
    if (!this.#readers && !wished) {
      this.stop();
      return;
    }
    if (this.#readers) {
      const changed = this.#stretch.changes(this.#now(), this.#whole);
      if (changed !== null) {
        this.#whole = false;
        this.#onChange(changed);
      }
    }
    this.#ticks += 1;
    if (this.#ticks % ticksPerExchange === 0) void this.#exchange(wished);
  }

  async #exchange(wished: boolean): Promise<void> {
    const { database, meter } = this.#deps;
    const { name } = meter.node;
    const notices = wished ? this.#stretch.notices(name, this.#now()) : [];
    if (this.#readers) notices.push(`want ${name}`);
    // Lost is lost: the next ones come in a second.
    for (const notice of notices) await say(database, notice).catch(() => undefined);
  }

  #now(): number {
    return this.#deps.clock.now().getTime();
  }
}
