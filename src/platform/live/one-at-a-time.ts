/**
 * Work of which one run at a time is enough. Whoever asks while it runs gets the run after that one, which has seen all
 * that was there when they asked; so however many ask, there is one running and one waiting.
 */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | null = null;
  return () => {
    if (waiting !== null) return waiting;
    const run = last.then(() => {
      waiting = null;
      return work();
    });
    waiting = run;
    last = run.catch(() => undefined);
    return run;
  };
}
