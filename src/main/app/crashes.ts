import type { Notice } from '#bridge/channels.ts';

const windowMilliseconds = 60_000;
const tolerated = 3;

/** Tells a page that crashed from one that keeps crashing. */
export class CrashCounter {
  #times: number[] = [];

  /** Counts a crash. True from the fourth within a minute on. */
  isLooping(now: number): boolean {
    this.#times = [...this.#times.filter((time) => now - time < windowMilliseconds), now];
    return this.#times.length > tolerated;
  }
}

const reasons: Readonly<Record<string, string>> = {
  oom: 'it ran out of memory',
  killed: 'the system or somebody ended it',
  crashed: 'it crashed',
};

export function crashNotice(reason: string): Notice {
  return {
    id: 'page-crashed',
    level: 'warning',
    title: 'The page stopped and was opened anew',
    detail: `The cause: ${reasons[reason] ?? reason}. You are still signed in, and what was sent is done or under way; look at the list before you repeat it. Forms that were not sent yet are empty again.`,
  };
}
