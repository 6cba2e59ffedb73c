import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

describe('the tick that all charts are drawn at', () => {
  const frames: (() => void)[] = [];
  const frame = () => {
    for (const run of frames.splice(0)) run();
  };
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
    vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run));
  });
  afterEach(() => {
    frames.splice(0);
    vi.unstubAllGlobals();
    vi.useRealTimers();
    vi.resetModules();
  });

  it('runs everything in one frame, and the next not before a quarter of a second', async () => {
    const { atNextTick } = await import('./draw-tick.ts');
    const drawn: string[] = [];
    atNextTick(() => drawn.push('cpu'));
    atNextTick(() => drawn.push('memory'));
    expect(frames).toHaveLength(1);
    frame();
    expect(drawn).toEqual(['cpu', 'memory']);
    atNextTick(() => drawn.push('cpu again'));
    vi.advanceTimersByTime(249);
    expect(frames).toHaveLength(0);
    vi.advanceTimersByTime(1);
    frame();
    expect(drawn).toEqual(['cpu', 'memory', 'cpu again']);
  });

  it('waits for a frame, however long there is none, and then runs once', async () => {
    const { atNextTick } = await import('./draw-tick.ts');
    let drawn = 0;
    atNextTick(() => (drawn += 1));
    vi.advanceTimersByTime(60_000);
    expect([drawn, frames.length]).toEqual([0, 1]);
    frame();
    expect(drawn).toBe(1);
  });
});
